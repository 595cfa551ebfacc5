#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# House rules that a search can check: where law may stand, what the library may call, what every file carries.
# Exceptions, each with its reason, are in tests/house/allowed.txt.
#
#   tests/house/source.sh RESULTS.tap
set -eu # no pipefail: a search that finds nothing is what most of these want
cd "$(dirname "$0")/../.."
source tests/house/tap.sh

# Files of the project: those git knows or would add; without git, all but build folders.
files() {
  if git rev-parse --is-inside-work-tree >/dev/null 2>&1; then
    git ls-files --cached --others --exclude-standard -- "$@" | while read -r f; do [[ -f $f ]] && echo "$f"; done
  else
    find "$@" -type f -not -path '*/.git/*' -not -path '*/build/*' -not -path '*/__pycache__/*' | sed 's|^\./||'
  fi | sort
}

# Drops lines `file:line:text` that allowed.txt excepts: its lines are `path pattern   # reason`.
without_allowed() {
  local line path text rule pattern kept
  while IFS= read -r line; do
    path=${line%%:*} text=${line#*:*:} kept=1
    while read -r rule pattern; do
      [[ -z $rule || $rule == '#'* ]] && continue
      pattern=${pattern%%  #*}
      # shellcheck disable=SC2053  # the path is a glob on purpose
      if [[ $path == $rule ]] && grep -qE -- "$pattern" <<<"$text"; then kept=0 && break; fi
    done <tests/house/allowed.txt
    [[ $kept -eq 1 ]] && echo "$line"
  done
  return 0
}

none() { # fails, and shows them, if there are any lines
  local found
  found=$(without_allowed)
  [[ -z $found ]] || { echo "$found" && return 1; }
}

# Code without comments: the line stays, so that numbers fit. Block comments are taken out line by line.
code() {
  local f
  for f in "$@"; do
    awk -v f="$f" '
      { line = $0 }
      inside { if (i = index(line, "*/")) { line = substr(line, i + 2); inside = 0 } else next }
      { while (match(line, /\/\*.*\*\//)) line = substr(line, 1, RSTART - 1) substr(line, RSTART + RLENGTH) }
      (i = index(line, "/*")) { line = substr(line, 1, i - 1); inside = 1 }
      { sub(/^[ \t]*\/\/.*/, "", line); sub(/[ \t]\/\/.*$/, "", line) }
      line ~ /[^ \t]/ { print f ":" FNR ":" line }' "$f"
  done
}

mapfile -t all < <(files . | grep -vE '\.(png|jpg|ico|woff2?|gz|whl)$')
mapfile -t sources < <(printf '%s\n' "${all[@]}" | grep -E '^(include|lib|bindings)/.*\.(c|h|cpp|hpp|py|pyi|js|ts)$' || true)
mapfile -t library < <(printf '%s\n' "${all[@]}" | grep -E '^(include|lib)/.*\.(h|cpp|hpp)$' | grep -v '^lib/embed/embed.cpp$' || true)

modules=$(find jurisdictions -mindepth 1 -maxdepth 1 -type d -printf '%f\n' | grep -vxE 'schema|vocabulary' | sort | paste -sd'|')
states=$(sed -nE '/"states"/,/^  \}/s/^ *"([a-z]{2})":.*/\1/p' jurisdictions/vocabulary/states.json | sort | paste -sd'|')

top_level() {
  local entry
  for entry in *; do
    case $entry in
      CMakeLists.txt | include | lib | bindings | jurisdictions | tests | docs | README.md | LICENSE | build) ;;
      *) echo "$entry" ;;
    esac
  done | none
}
check 'the top level holds only what is agreed' top_level

no_module_ids() { code "${sources[@]}" | grep -E "[\"'](${modules}|${states})(\.[a-z0-9_.]+)?(@[a-z]+)?[\"']" | none; }
check 'no id of a jurisdiction in code' no_module_ids

no_names() {
  grep -nHiE '\b(mexic|méxic|united states|estados unidos|guatemal|salvador|hondur|nicaragu|costa ric|panam|beli[zc]e)' \
    "${sources[@]}" /dev/null | none
}
check 'no name of a country in code or its comments' no_names

no_statutes() {
  grep -nHE '\b(COMAR|USCIS|EOIR|LRPCAP|LFPA|LFT|CFR|USC|INA|TVPA|CPEUM|ACHR|DOF|Cartagena|Palermo|asylum|asilo|visa)\b' \
    "${sources[@]}" /dev/null | none
}
check 'no statute, authority or legal status in code or its comments' no_statutes

no_years() { code "${sources[@]}" | grep -E '\b(19|20|21)[0-9]{2}\b' | none; }
check 'no year in code' no_years

no_surroundings() {
  code "${library[@]}" | grep -E '\b(getenv|localtime|gmtime|system_clock|setlocale|abort|_?exit|printf|puts|rand)\b *\(|\btime *\( *(0|NULL|nullptr|&)|std::(cout|cerr|clog|cin|random_device)|system_clock|#include <iostream>' | none
}
check 'the library reads no clock, no environment, prints nothing and ends no program' no_surroundings

licence_lines() {
  local f
  printf '%s\n' "${all[@]}" | grep -E '(\.(c|h|cpp|hpp|py|pyi|sh|cmake|map|js|ts)|CMakeLists\.txt|/run|/count)$' | while read -r f; do
    sed -n 1,3p "$f" | grep -q 'Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0' || echo "$f:1:no licence line"
  done | none
}
check 'every source file names its licence' licence_lines

no_machine_paths() {
  printf '%s\n' "${all[@]}" | grep -v '^tests/house/' | xargs -d '\n' grep -nHE '(^|[^A-Za-z0-9_.$}-])/(work|home|root|Users)/' | none
}
check 'no path of somebody'"'"'s machine' no_machine_paths

no_odd_words() {
  printf '%s\n' "${all[@]}" | grep -v '^tests/house/' | xargs -d '\n' grep -nHE '\b([Dd]ossiers?|TODO|FIXME|XXX)\b' | none || return 1
  printf '%s\n' "${all[@]}" | grep -E '^(include|lib|bindings|tests|docs)/|^README' | grep -v '^tests/house/' |
    xargs -d '\n' grep -nHiE '\bsessions?\b' | none
}
check 'no note to oneself is left' no_odd_words

pragma_once() {
  local f
  printf '%s\n' "${all[@]}" | grep -E '\.hpp$' | while read -r f; do grep -q '^#pragma once' "$f" || echo "$f:1:no #pragma once"; done | none
}
check 'every header guards itself' pragma_once

json_is_tidy() { # tabs and trailing blanks make noise in diffs of law
  printf '%s\n' "${all[@]}" | grep -E '\.json$' | xargs -d '\n' grep -nHP '\t|[ \r]+$' | none
}
check 'no tab or trailing blank in JSON' json_is_tidy

links() {
  local f target
  printf '%s\n' "${all[@]}" | grep -E '\.md$' | while read -r f; do
    # Code has brackets of its own.
    grep -v '^    ' "$f" | grep -oE '\]\([^)#: ]+' | cut -c3- | while read -r target; do
      [[ -e $(dirname "$f")/$target || -e $target ]] || echo "$f:1:link to $target, which does not exist"
    done
  done | none
}
check 'links between documents lead somewhere' links

finish
