#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Installs into a folder of its own, moves that folder, and uses it in each way that a user's project can.
#
#   tests/install/install.sh RESULTS.tap BUILD COMPILER
source "$(dirname "$0")/setup.sh"
flags=$(sed -nE 's/^CMAKE_CXX_FLAGS_RELEASE:[A-Z]*=(.*)/\1/p' "$build/CMakeCache.txt")
prefix=$work/moved

component() { # COMPONENT PATTERN…: installs it alone; every pattern must match a file
  local pattern
  cmake --install "$build" --prefix "$work/$1" --component "$1"
  shift
  for pattern in "$@"; do
    [[ -n $(find "$work" -path "$work/$pattern") ]] || { echo "no $pattern" && return 1; }
  done
}
check 'component runtime: the library and its licence' component runtime 'runtime/lib*/libcobijo.so.*' 'runtime/share/doc/*/LICENSE'
check 'component dev: headers, CMake and pkg-config files' component dev 'dev/include/cobijo/error.hpp' \
  'dev/lib*/cmake/cobijo/cobijo-config.cmake' 'dev/lib*/pkgconfig/cobijo.pc' 'dev/lib*/libcobijo.so'
check 'component cli: the program' component cli 'cli/bin/cobijo'

only_shared_library() { [[ -z $(find "$work/runtime" -type f -name '*.hpp' -o -type f -perm -u+x -path '*/bin/*') ]]; }
check 'component runtime holds nothing for developers' only_shared_library

install_and_move() {
  cmake --install "$build" --prefix "$work/first" && mv "$work/first" "$prefix"
}
check 'installs whole' install_and_move
library_dir=$(dirname "$(find "$prefix" -name libcobijo.so)")

system_libraries_only() {
  local others
  others=$(readelf -d "$library_dir/libcobijo.so" | sed -nE 's/.*NEEDED.*\[(.*)\]/\1/p' |
    grep -vE '^(libstdc\+\+|libm|libgcc_s|libc|ld-linux[^.]*|libz3)\.so' || true)
  [[ -z $others ]] || { echo "needs $others" && return 1; }
}
check 'the library needs only the C and C++ runtime, and Z3 where it proves' system_libraries_only

runs_from_anywhere() { env -u LD_LIBRARY_PATH "$prefix/bin/cobijo" --help; }
check 'the program finds its library after a move' runs_from_anywhere

no_build_paths() { ! grep -rlF "$build" "$prefix"; }
check 'no installed file knows the build folder' no_build_paths

project() { # FOLDER OPTIONS…: configures, builds and runs a consumer project
  local folder=$1
  shift
  cmake -S "tests/consumers/$folder" -B "$work/$folder" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" "$@" &&
    cmake --build "$work/$folder" --target consumer &&
    "$work/$folder/consumer"
}
check 'a project finds it with find_package' project find_package -DCMAKE_PREFIX_PATH="$prefix"
wrong_version() { ! project find_package -DCMAKE_PREFIX_PATH="$prefix" -DWANTED=99; }
check 'find_package refuses a version that it is not' wrong_version

from_cpp() {
  PKG_CONFIG_LIBDIR=$library_dir/pkgconfig pkg-config --validate cobijo &&
    with_pkg_config "$library_dir" "$work/from_cpp" "${cpp20[@]}" tests/consumers/main.cpp &&
    LD_LIBRARY_PATH=$library_dir "$work/from_cpp"
}
check 'a project finds it with pkg-config' from_cpp

from_c() {
  with_pkg_config "$library_dir" "$work/from_c" "${c99[@]}" tests/consumers/c99/main.c &&
    LD_LIBRARY_PATH=$library_dir "$work/from_c"
}
check 'a C99 program uses it' from_c

subdirectory() {
  # With the flags of the build under test, so that ccache need not compile it all again. It knows sources by their names
  # below the folder that the compiler is called in, which with make is that of the library.
  local -x CMAKE_CXX_COMPILER_LAUNCHER CCACHE_BASEDIR=$work/add_subdirectory/cobijo
  CMAKE_CXX_COMPILER_LAUNCHER=$(command -v ccache || true)
  generator='Unix Makefiles' project add_subdirectory -DCOBIJO_FOLDER="$PWD" -DCMAKE_BUILD_TYPE=Release \
    -DCMAKE_UNITY_BUILD=ON -DCOBIJO_WERROR=ON \
    -DCMAKE_CXX_FLAGS_RELEASE="$flags" &&
    # Nothing but the library is built for somebody who only wants the library.
    [[ ! -e $work/add_subdirectory/cobijo/tests && -n $(find "$work/add_subdirectory" -name 'libcobijo.a') ]]
}
check 'a project takes it in with add_subdirectory' subdirectory

finish
