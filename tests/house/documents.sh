#!/usr/bin/env bash
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
# What is written from the rules is written from the rules of today.
#
#   tests/house/documents.sh RESULTS.tap
set -euo pipefail
cd "$(dirname "$0")/../.."
source tests/house/tap.sh

check 'the tables of docs/protections are those of the rule files' python3 docs/protections/refresh --check

# The body of an example program, as its document shows it: indented, without the comment at its top.
shown() { # DOCUMENT PROGRAM
  python3 - "$1" "$2" <<'PYTHON'
import pathlib, sys
document, program = (pathlib.Path(p).read_text(encoding="utf-8") for p in sys.argv[1:])
lines = program.rstrip("\n").split("\n")
while not lines[0].startswith(("#include", "import")):
    lines.pop(0)
sys.exit("\n".join("    " + line if line else "" for line in lines) not in document)
PYTHON
}
check 'README shows the C++ example as it is' shown README.md docs/examples/programs/evaluate.cpp
check 'the C++ guide shows its example as it is' shown docs/cpp.md docs/examples/programs/caseload.cpp
printed() { # DOCUMENT TEXT: the text stands in the document, indented
  python3 - "$1" "$2" <<'PYTHON'
import pathlib, sys
document, text = (pathlib.Path(p).read_text(encoding="utf-8") for p in sys.argv[1:])
sys.exit("".join("    " + line + "\n" for line in text.splitlines()) not in document)
PYTHON
}
check 'the C++ guide shows what its example prints' printed docs/cpp.md docs/examples/programs/caseload.txt
check 'README shows the Python example as it is' shown README.md docs/examples/programs/evaluate.py

finish
