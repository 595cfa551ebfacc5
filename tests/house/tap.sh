# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Sourced by the script tests: `check NAME COMMAND…` runs a command and notes `ok - NAME` or `not ok - NAME`, both on the
# screen and in the file named by the script's first argument. What the command prints is shown only if it fails.

results=${1:-}
[[ $results == *.tap ]] || { echo "usage: $0 RESULTS.tap …" >&2 && exit 2; }
: >"$results"
failures=0

check() {
  local name=$1 output status=0
  shift
  output=$("$@" 2>&1) || status=$?
  if [[ $status -eq 0 ]]; then
    echo "ok - $name" | tee -a "$results"
  else
    echo "not ok - $name" | tee -a "$results"
    if [[ -n $output ]]; then sed 's/^/    /' <<<"$output"; fi
    failures=$((failures + 1))
  fi
}

finish() { exit $((failures > 0)); }
