# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""The notebook runs from beginning to end, and the example program prints what is committed."""

import json
import subprocess
import sys

import nbformat
import pytest


def test_notebook(root, tmp_path):
    nbclient = pytest.importorskip("nbclient")
    notebook = nbformat.read(root / "docs/notebook/one_person.ipynb", as_version=4)
    assert all(not cell.get("outputs") for cell in notebook.cells)
    nbclient.NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = json.dumps(notebook)
    assert "text/html" in shown and "Traceback" not in shown


def test_program(root):
    """As pip installs the package; tests/packages compares with C and C++."""
    folder = root / "docs/examples/programs"
    program, facts = [sys.executable, folder / "evaluate.py", "2025-10-27"], (folder / "person.json").read_bytes()
    run = subprocess.run(program, input=facts, capture_output=True, check=True)
    assert run.stdout == (folder / "person.txt").read_bytes()
