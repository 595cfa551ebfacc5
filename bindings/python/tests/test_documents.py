# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""The notebook runs from beginning to end, and the example program prints what the library answers."""

import json
import subprocess
import sys

import cobijo
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
    folder = root / "docs/examples/programs"
    facts, day = (folder / "person.json").read_text(), "2025-10-27"
    run = subprocess.run(
        [sys.executable, folder / "evaluate.py", day], input=facts, text=True, capture_output=True, check=True
    )
    answer = cobijo.rulebook().at(day).evaluate(json.loads(facts))
    assert run.stdout.splitlines() == [f"{id}: {p.status}" for id, p in answer.items()]
    assert len((folder / "evaluate.py").read_text().splitlines()) <= 30
    wrong = subprocess.run([sys.executable, folder / "evaluate.py", day], input='{"x": 1}', text=True, capture_output=True)
    assert wrong.returncode == 1 and "E0601" in wrong.stderr and not wrong.stdout
