#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Builds the Debian packages, looks at them as the distribution would, unpacks them into an empty root, and builds and runs
# a C program there with nothing but pkg-config.
#
#   tests/packages/packages.sh RESULTS.tap BUILD COMPILER
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/house/tap.sh
build=$(realpath "$2")
compiler=${3:-c++}
generator=$(sed -nE 's/^CMAKE_GENERATOR:INTERNAL=(.*)/\1/p' "$build/CMakeCache.txt")
soversion=$(sed -nE 's/^set\(COBIJO_SOVERSION ([0-9]+)\)/\1/p' CMakeLists.txt)
if ! command -v dpkg-shlibdeps >/dev/null; then
  echo 'packages were not built: no dpkg-shlibdeps (Debian: dpkg-dev)'
  exit
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/root

packages() {
  cmake -S . -B "$work/build" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_SKIP_INSTALL_RPATH=ON -DCOBIJO_TESTS=OFF &&
    cmake --build "$work/build" -j "$(nproc)" && (cd "$work/build" && cpack -G DEB -B "$work/debs")
}
check 'packages are built' packages

has() { # PACKAGE PATTERN…: exactly one package of this name, with a file for each pattern
  local deb=("$work"/debs/"$1"_*.deb) pattern list
  shift
  list=$(dpkg-deb -c "${deb[0]}") || return
  for pattern in "$@"; do
    grep -qE -- "$pattern" <<<"$list" || { echo "no $pattern in ${deb[0]}: $list" && return 1; }
  done
}
check 'the library is in a package of its own, named after its interface' has "libcobijo$soversion" "/libcobijo\.so\.$soversion -> " \
  '/share/doc/libcobijo[0-9]+/copyright$'
check 'headers, link and pkg-config file are in another' has libcobijo-dev '/include/cobijo/cobijo\.h$' '/include/cobijo/cobijo\.hpp$' \
  '/libcobijo\.so -> ' '/pkgconfig/cobijo\.pc$' '/cmake/cobijo/cobijo-config\.cmake$'
check 'the program is in a third' has cobijo '/usr/bin/cobijo$' '/man1/cobijo\.1\.gz$'

depends() { dpkg-deb -f "$work"/debs/"$1"_*.deb Depends | grep -qE -- "$2"; }
needs_only_runtime() {
  depends "libcobijo$soversion" 'libstdc\+\+6' &&
    ! dpkg-deb -f "$work"/debs/"libcobijo$soversion"_*.deb Depends | tr ',' '\n' | grep -vE '^ *(libc6|libstdc\+\+6|libgcc-s1|libz3-4)( |$)'
}
check 'the library asks for the C and C++ runtime, the solver if it has one, and nothing else' needs_only_runtime
check 'the headers ask for the very same library' depends libcobijo-dev "libcobijo$soversion \(= "
check 'so does the program' depends cobijo "libcobijo$soversion \(= "

if command -v lintian >/dev/null; then
  # Nobody uploads these: no bug that the first upload closes.
  clean() { lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$work"/debs/*.deb; }
  check 'lintian finds neither error nor warning' clean
fi

unpack() {
  local deb
  for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$root" || return; done
}
check 'packages unpack into an empty root' unpack

c_program() {
  local libraries
  libraries=$(dirname "$(find "$root" -name "libcobijo.so.$soversion")")
  export PKG_CONFIG_PATH=$libraries/pkgconfig
  # shellcheck disable=SC2046  # flags are words
  "${CC:-cc}" -std=c99 -Wall -Wextra -pedantic -Werror docs/examples/programs/evaluate.c $(pkg-config --cflags --libs cobijo) \
    -o "$work/evaluate" &&
    LD_LIBRARY_PATH=$libraries "$work/evaluate" 2025-10-27 <docs/examples/programs/person.json >"$work/out" &&
    grep -q ': eligible$' "$work/out" && LD_LIBRARY_PATH=$libraries "$root/usr/bin/cobijo" --help >/dev/null
}
check 'a C program is built there with pkg-config alone, and runs' c_program

finish
