# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Sourced by the tests of what is installed, whose arguments are RESULTS.tap BUILD COMPILER. Gives them the compiler and
# generator of that build, a folder `work` that is removed at the end, and programs built the way a user builds them.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
source tests/house/tap.sh
build=$(realpath "$2")
compiler=${3:-c++}
generator=$(sed -nE 's/^CMAKE_GENERATOR:INTERNAL=(.*)/\1/p' "$build/CMakeCache.txt")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

c99=("${CC:-cc}" -std=c99 -Wall -Wextra -pedantic -Werror)
cpp20=("$compiler" -std=c++20 -Wall -Wextra -Wpedantic -Werror)

# with_pkg_config LIBRARIES PROGRAM COMPILE…: compiles with what pkg-config says of the library in that folder, and with
# nothing else.
with_pkg_config() {
  local libraries=$1 program=$2 flags
  shift 2
  flags=$(PKG_CONFIG_LIBDIR=$libraries/pkgconfig pkg-config --cflags --libs cobijo) || return
  # shellcheck disable=SC2086  # flags are words
  "$@" $flags -o "$program"
}
