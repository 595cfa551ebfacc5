#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# Builds the Debian packages, looks at them as the distribution would, unpacks them into an empty root, and runs there the
# programs of the documentation: in C and C++, built with nothing but pkg-config, and in Python.
#
#   tests/packages/packages.sh RESULTS.tap BUILD COMPILER
source "$(dirname "$0")/../install/setup.sh"
soversion=$(sed -nE 's/^set\(COBIJO_SOVERSION ([0-9]+)\)/\1/p' CMakeLists.txt)
version=$(sed -nE 's/^  VERSION ([0-9.]+)$/\1/p' CMakeLists.txt)
python=/usr/bin/python3 # Debian's, whatever stands first in PATH
if ! command -v dpkg-shlibdeps >/dev/null; then
  echo 'packages were not built: no dpkg-shlibdeps (Debian: dpkg-dev)'
  exit
fi
root=$work/root

# --- packages ---------------------------------------------------------------------------------------------------------

packages() {
  cmake -S . -B "$work/build" -G "$generator" -DCMAKE_CXX_COMPILER="$compiler" -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON \
    -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_SKIP_INSTALL_RPATH=ON -DCOBIJO_TESTS=OFF -DCOBIJO_PYTHON=ON \
    -DPython_EXECUTABLE="$python" &&
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
check 'the Python package is in a fourth' has python3-cobijo '/usr/lib/python3/dist-packages/cobijo/__init__\.py$' \
  '/dist-packages/cobijo/_cobijo\.cpython-3.*\.so$' '/dist-packages/cobijo/py\.typed$' "/dist-packages/cobijo-$version\.dist-info/METADATA$"

depends() { dpkg-deb -f "$work"/debs/"$1"_*.deb Depends | grep -qE -- "$2"; }
needs_only() { # PACKAGE PATTERN: the C++ runtime and what the pattern says, no other package
  depends "$1" 'libstdc\+\+6' &&
    ! dpkg-deb -f "$work"/debs/"$1"_*.deb Depends | tr ',' '\n' | grep -vE "^ *(libc6|libstdc\+\+6|libgcc-s1|$2)( |\$)"
}
check 'the library asks for the C and C++ runtime, the solver if it has one, and nothing else' needs_only "libcobijo$soversion" libz3-4
check 'the headers ask for the very same library' depends libcobijo-dev "libcobijo$soversion \(= "
check 'so does the program' depends cobijo "libcobijo$soversion \(= "
check 'the Python package has the library inside' needs_only python3-cobijo 'python3|libz3-4'
check 'and asks for the Python that it was built for' depends python3-cobijo \
  "$("$python" -c 'from sys import version_info as v; print(rf"python3 \(>= 3\.{v.minor}\), python3 \(<< 3\.{v.minor + 1}\)")')"

if command -v lintian >/dev/null; then
  # Nobody uploads these: no bug that the first upload closes.
  clean() { lintian --allow-root --fail-on error,warning --suppress-tags initial-upload-closes-no-bugs "$work"/debs/*.deb; }
  check 'lintian finds neither error nor warning' clean
fi

# --- in an empty root -------------------------------------------------------------------------------------------------

unpack() {
  local deb
  for deb in "$work"/debs/*.deb; do dpkg-deb -x "$deb" "$root" || return; done
}
check 'packages unpack into an empty root' unpack
libraries=$(dirname "$(find "$root" -name "libcobijo.so.$soversion")")
there() { env -i PATH=/usr/bin:/bin LD_LIBRARY_PATH="$libraries" PYTHONPATH="$root/usr/lib/python3/dist-packages" PYTHONDONTWRITEBYTECODE=1 "$@"; }

check 'the program runs there' there "$root/usr/bin/cobijo" --help
in_python() {
  there "$python" - "$root" "$version" <<'PYTHON'
import importlib.metadata, sys
import cobijo
root, version = sys.argv[1:]
assert cobijo.__file__.startswith(root + "/") and cobijo._cobijo.__file__.startswith(root + "/"), cobijo._cobijo.__file__
assert cobijo.__version__ == importlib.metadata.version("cobijo") == version, cobijo.__version__
assert cobijo.rulebook().at("2026-01-15").evaluate({}).as_of.isoformat() == "2026-01-15"
PYTHON
}
check "Python imports it there, evaluates, and has the library's version" in_python

# --- one program in three languages -----------------------------------------------------------------------------------

programs=docs/examples/programs
short() { # 30 lines at most, each
  local program
  for program in $programs/evaluate.{c,cpp,py}; do
    [[ $(wc -l <"$program") -le 30 ]] || { echo "$program is too long" && return 1; }
  done
}
check 'the programs of the documentation have 30 lines at most' short

in_c=("$work/in_c") in_cpp=("$work/in_cpp") in_py=("$python" $programs/evaluate.py)
check 'in C: built with pkg-config alone' with_pkg_config "$libraries" "$work/in_c" "${c99[@]}" $programs/evaluate.c
check 'in C++: built with pkg-config alone' with_pkg_config "$libraries" "$work/in_cpp" "${cpp20[@]}" $programs/evaluate.cpp

answers() { # LANGUAGE PROGRAM…: prints the committed text, byte for byte
  local language=$1
  shift
  there "$@" 2025-10-27 <$programs/person.json >"$work/$language.out" &&
    diff $programs/person.txt "$work/$language.out" || { echo "is it new law? $programs/refresh" && return 1; }
}
check 'in C: prints the expected text' answers c "${in_c[@]}"
check 'in C++: prints the expected text' answers cpp "${in_cpp[@]}"
check 'in Python: prints the expected text' answers py "${in_py[@]}"

same() { [[ -s $work/c.$1 ]] && cmp "$work/c.$1" "$work/cpp.$1" && cmp "$work/c.$1" "$work/py.$1"; }
check 'the three print the same, byte for byte' same out

caseload() { # the example of docs/cpp.md
  with_pkg_config "$libraries" "$work/caseload" "${cpp20[@]}" $programs/caseload.cpp &&
    there "$work/caseload" mx 2025-10-27 docs/examples/*.json >"$work/caseload.out" &&
    diff $programs/caseload.txt "$work/caseload.out" || { echo "is it new law? $programs/refresh" && return 1; }
}
check 'the example of the C++ guide prints the expected text' caseload

refuses() { # LANGUAGE PROGRAM…: a fact that there is not, without an answer
  local language=$1 status=0
  shift
  there "$@" 2025-10-27 <<<'{ "person.name": "Zzyzx" }' >"$work/$language.none" 2>"$work/$language.err" || status=$?
  [[ $status -eq 1 && ! -s $work/$language.none ]] && grep -q 'E0601' "$work/$language.err" && ! grep -q 'Zzyzx' "$work/$language.err"
}
check 'in C: refuses a fact that there is not' refuses c "${in_c[@]}"
check 'in C++: refuses a fact that there is not' refuses cpp "${in_cpp[@]}"
check 'in Python: refuses a fact that there is not' refuses py "${in_py[@]}"

finish
