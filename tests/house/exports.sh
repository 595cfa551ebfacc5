#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# The names that the shared library exports are those of tests/exports.txt: a name that disappears breaks programs, a new
# one is a promise. Inline functions, which the compiler may or may not emit, do not count.
#
#   tests/house/exports.sh RESULTS.tap LIBRARY
#   tests/house/exports.sh --update LIBRARY
set -euo pipefail
cd "$(dirname "$0")/../.."
list=tests/exports.txt

# With the long names of the standard library put back to what a person writes.
exported() {
  nm -DC --defined-only "$1" | sed -nE '
    s/^[0-9a-f]+ [TDBR] // ; T
    s/\[abi:cxx11\]//g
    s/std::(__cxx11::)?basic_string<char, std::char_traits<char>, std::allocator<char> >/std::string/g
    s/std::basic_string_view<char, std::char_traits<char> >/std::string_view/g
    s/, std::allocator<[^<>]*(<[^<>]*> ?)?> >/>/g
    p' | LC_ALL=C sort -u
}

if [[ $1 == --update ]]; then
  exported "$2" >"$list"
  echo "$list: $(wc -l <"$list") names"
  exit
fi

library=$2
source tests/house/tap.sh

as_listed() {
  diff -u "$list" <(exported "$library") || { echo "if this is meant: tests/house/exports.sh --update $library" && return 1; }
}
check 'the library exports what tests/exports.txt lists' as_listed

no_internals() {
  local found
  found=$(nm -DC --defined-only "$library" | cut -c20- | grep -E '^(non-virtual thunk to |typeinfo (name )?for |vtable for |guard variable for )?(cobijo::internal::|nlohmann::|valijson::|fmt::|boost::)' || true)
  [[ -z $found ]] || { echo "$found" && return 1; }
}
check 'the library exports no internal name and none of a dependency' no_internals

finish
