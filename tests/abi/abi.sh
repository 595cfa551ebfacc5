#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# The binary interface of the C functions is that of tests/abi/cobijo.abi: names, parameters, layout of structures, values
# of constants. What is missing or changed breaks programs that were built before; what is new is a promise.
#
#   tests/abi/abi.sh RESULTS.tap LIBRARY
#   tests/abi/abi.sh --update
#
# Needs abidw and abidiff (Debian: abigail-tools). Where they cannot be had: COBIJO_WITHOUT_ABI=1.
set -euo pipefail
cd "$(dirname "$0")/../.."
list=tests/abi/cobijo.abi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The interface as a C program sees it: every function of a header with a body that does nothing, in a library of its
# own. That the real one is built to the header is the compiler's business, that it has all of it the second test's.
describe() { # HEADER RESULT
  local soversion
  soversion=$(sed -nE 's/^set\(COBIJO_SOVERSION ([0-9]+)\)/\1/p' CMakeLists.txt)
  { echo '#include <cobijo.h>' && "${CC:-cc}" -E -P "$1" | tr '\n' ' ' | sed 's/;/;\n/g' |
    sed -nE 's/^ *(void cobijo_[a-z_]+\(.*\));$/\1 {}/p; s/^ *([a-z_ ]+[ *]+cobijo_[a-z_]+\(.*\));$/\1 { return 0; }/p'; } >"$work/stub.c"
  "${CC:-cc}" -std=c99 -g -O0 -w -fPIC -shared -I"$(dirname "$1")" -Wl,-soname,"libcobijo.so.$soversion" \
    "$work/stub.c" -o "$work/libcobijo.so"
  abidw --no-corpus-path --no-comp-dir-path --no-show-locs --out-file "$2" "$work/libcobijo.so"
  # Where it was built is nobody's business; neither is which C library was at hand.
  sed -i -E "s| path='[^']*'||; /<elf-needed>/,/<\/elf-needed>/d" "$2"
}

if [[ $1 == --update ]]; then
  describe include/cobijo/cobijo.h "$list"
  echo "$list: $(grep -c '<elf-symbol ' "$list") functions"
  exit
fi

library=$2
source tests/house/tap.sh
if [[ ${COBIJO_WITHOUT_ABI:-} == 1 ]]; then
  echo 'the binary interface was not looked at: COBIJO_WITHOUT_ABI'
  exit
fi

as_listed() {
  describe include/cobijo/cobijo.h "$work/new.abi" && abidiff "$list" "$work/new.abi" ||
    { echo "if this is meant: raise COBIJO_SOVERSION unless names were only added, then tests/abi/abi.sh --update" && return 1; }
}
check 'the binary interface of the C functions is as listed' as_listed

names() { sed -nE "s/.*<elf-symbol name='([^']*)'.*/\1/p" "$1" | sort; }
all_there() { diff -u <(names "$list") <(nm -D --defined-only "$library" | sed -nE 's/^[0-9a-f]+ T (cobijo_.*)/\1/p' | sort); }
check 'the library has every function of the header, and no other C function' all_there

# A comparison that finds nothing proves little: it must see what breaks programs.
sees() { # SED-EXPRESSION
  local status=0
  sed -E "$1" include/cobijo/cobijo.h >"$work/cobijo.h"
  describe "$work/cobijo.h" "$work/other.abi" || return
  abidiff "$list" "$work/other.abi" || status=$?
  [[ $((status & 3)) -eq 0 && $((status & 4)) -ne 0 ]] # 1 and 2: it did not work; 4: there is a difference
}
check 'a layout that changes is noticed' sees 's/char due\[32\]/char due[40]/'
check 'a constant that changes is noticed' sees 's/COBIJO_ELIGIBLE = 1/COBIJO_ELIGIBLE = 7/'
check 'a parameter that changes is noticed' sees 's/const char\* lang, int indent/const char* lang, long indent/'
check 'a function that is gone is noticed' sees '/^void cobijo_text_free/d'

finish
