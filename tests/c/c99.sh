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

# The same person in C and C++ (and see bindings/python for the third).
same_programs() {
  local programs=docs/examples/programs
  "${CC:-cc}" "${strict[@]}" $programs/evaluate.c "$library" -Wl,-rpath,"$(dirname "$library")" -o "$work/in_c" &&
    "$compiler" -std=c++20 -Iinclude $programs/evaluate.cpp "$library" -Wl,-rpath,"$(dirname "$library")" -o "$work/in_cpp" &&
    "$work/in_c" 2025-10-27 <$programs/person.json >"$work/of_c" &&
    "$work/in_cpp" 2025-10-27 <$programs/person.json >"$work/of_cpp" &&
    cmp "$work/of_c" "$work/of_cpp" && grep -q ': eligible$' "$work/of_c" && ! "$work/in_c" 2025-10-27 <<<'{ "name": 1 }'
}
check 'C: the programs of the documentation give one output' same_programs

# All memory comes from operator new, whose failure is an exception and so a result.
one_source_of_memory() {
  local others
  others=$(nm -D --undefined-only "$library" | grep -wE '(malloc|calloc|realloc|strdup)(@.*)?' || true)
  [[ -z $others ]] || { echo "$others" && return 1; }
}
check 'C: the library takes no memory but from operator new' one_source_of_memory

finish
