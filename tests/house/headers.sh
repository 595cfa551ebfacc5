#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Public headers: each compiles on its own, without warnings, and includes nothing but the standard library and others
# of them.
#
#   tests/house/headers.sh RESULTS.tap COMPILER
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/house/tap.sh
compiler=${2:-c++}

alone() {
  local language=c++ standard=c++20
  if [[ $1 == *.h ]]; then language=$2 standard=$3; fi
  "$compiler" -x "$language" -std="$standard" -fsyntax-only -Wall -Wextra -Wpedantic -Werror -Wno-pragma-once-outside-header \
    -Iinclude - <<<"#include <${1#include/}>"$'\n'"#include <${1#include/}>"
}

standard_only() {
  local others
  others=$(grep -nE '^ *# *include' "$1" | grep -vE '<([a-z_0-9]+|std(int|def|bool)\.h)>|[<"]cobijo/[a-z_]+\.hp?p?[>"]' || true)
  [[ -z $others ]] || { echo "$others" && return 1; }
}

for header in include/cobijo/*; do
  name=${header#include/}
  if [[ $header == *.h ]]; then
    check "$name compiles alone as C99" alone "$header" c c99
    check "$name compiles alone as C++" alone "$header" c++ c++20
  else
    check "$name compiles alone" alone "$header"
  fi
  check "$name includes no other library" standard_only "$header"
done

finish
