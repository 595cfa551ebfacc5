#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# The C interface as a C program sees it: compiled and linked by a C compiler, strictly, and run.
#
#   tests/c/c99.sh RESULTS.tap LIBRARY [C++-COMPILER]
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/house/tap.sh
library=$(realpath "$2")
compiler=${3:-c++}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
strict=(-std=c99 -pedantic -Wall -Wextra -Wstrict-prototypes -Werror -Iinclude)

builds() { "${CC:-cc}" "${strict[@]}" tests/c/c99.c "$library" -Wl,-rpath,"$(dirname "$library")" -o "$work/c99"; }
check 'C: a C compiler builds and links a program in C99 without a warning' builds

tutorial() { # the program at the head of the header, as it stands there
  sed -n 's|^///     ||p' include/cobijo/cobijo.h | sed '/^}$/q' >"$work/tutorial.c"
  "${CC:-cc}" "${strict[@]}" "$work/tutorial.c" "$library" -Wl,-rpath,"$(dirname "$library")" -o "$work/tutorial" &&
    "$work/tutorial" >"$work/told" && grep -q ': undetermined$' "$work/told"
}
check 'C: the program at the head of the header runs' tutorial

runs() {
  local status=0
  "$work/c99" tests/cli/rulebook >"$work/out" 2>"$work/err" || status=$?
  grep -E '^(not )?ok - ' "$work/out" | tee -a "$results" || true
  cat "$work/err"
  return "$status"
}
if [[ -x $work/c99 ]]; then
  runs || failures=$((failures + 1))
fi

# All memory comes from operator new, whose failure is an exception and so a result.
one_source_of_memory() {
  local others
  others=$(nm -D --undefined-only "$library" | grep -wE '(malloc|calloc|realloc|strdup)(@.*)?' || true)
  [[ -z $others ]] || { echo "$others" && return 1; }
}
check 'C: the library takes no memory but from operator new' one_source_of_memory

finish
