#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Git shows rule files as law, once it is told of the program as docs/diff.md says.
#
#   tests/textconv/git.sh RESULTS.tap PROGRAM
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/house/tap.sh
program=$2
source_folder=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# Of nobody's settings but these.
export HOME=$work GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null GIT_PAGER=cat
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE

repository=$work/repository
rule=jurisdictions/zz/shelter.json
mkdir -p "$repository/jurisdictions"
cp -r tests/cli/rulebook/. "$repository/jurisdictions"
cp .gitattributes "$repository"
cd "$repository"
git -c init.defaultBranch=main init -q
# The lines that docs/diff.md tells to write, with the program under test.
grep -o 'git config diff\.cobijo\..*' "$source_folder/docs/diff.md" |
  sed "s|'cobijo textconv|'$program textconv --rulebook jurisdictions|" >"$work/settings"
# shellcheck disable=SC1091
source "$work/settings"
git add . && git commit -qm first

check 'docs/diff.md tells two lines of configuration' test "$(wc -l <"$work/settings")" = 2

edit() { # OLD NEW
  grep -qF "$1" "$rule" || { echo "not in $rule: $1" && return 1; }
  sed -i "s|$1|$2|" "$rule"
}
# shows COMMAND… -- LINE…: each line is among the changed ones, and no other
shows() {
  local command=() output
  while [[ $1 != -- ]]; do command+=("$1") && shift; done
  shift
  output=$("${command[@]}" | grep -E '^[-+]' | grep -vE '^(---|\+\+\+) ' || true)
  diff -u <(for one in "$@"; do echo "$one"; done) <(if [[ -n $output ]]; then echo "$output"; fi)
}

edit '"es": "Solicitar refugio"' '"es": "Pedir refugio"'
check 'a label in the other language' shows git diff -- '-  es: Solicitar refugio' '+  es: Pedir refugio'
git commit -qam second

edit '"working_days": 10 }' '"working_days": 15 }'
check 'a period, in words' shows git diff -- '-    period: 10 working days' '+    period: 15 working days'
check 'the thing is named where the change is shown' grep -qE '^@@ .* @@ deadline zz\.shelter\.filing: ' <(git diff -U1)
git commit -qam third
check 'the history too' shows git log -p -1 --format= -- '-    period: 10 working days' '+    period: 15 working days'
check 'the text that a revision had' grep -q 'period: 10 working days' <(git show --textconv "HEAD~1:$rule")

cp "$rule" "$work/whole"
head -c 200 "$work/whole" >"$rule"
check 'a file that is no JSON does not stop git' git diff --exit-code --quiet HEAD~1 HEAD -- jurisdictions/zz/module.json
check 'a file that is no JSON is shown as it is' grep -q '^+.*"label"' <(git diff)
cp "$work/whole" "$rule"

# Members of each version the other way round, on one line.
reordered() {
  python3 - "$rule" <<'END'
import json, sys
def turned(v):
    if isinstance(v, dict): return {k: turned(v[k]) for k in (reversed(v) if "from" in v else v)}
    return [turned(x) for x in v] if isinstance(v, list) else v
with open(sys.argv[1]) as f: whole = json.load(f)
with open(sys.argv[1], "w") as f: json.dump(turned(whole), f)
END
  if git diff --quiet; then echo 'git sees no change at all' && return 1; fi
  shows git diff --
}
check 'the order of members and the layout are no change of the law' reordered

finish
