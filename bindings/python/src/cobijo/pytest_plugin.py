# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Plugin of pytest that runs the test cases of rules, so that a law office can test a module of its own.

Every case of a file ``*.cases.json`` (docs/format.md, section 10) is a test. The rules are, in this order,

- those that ``--cobijo-rulebook`` or ``cobijo_rulebook`` in the configuration names,
- the folder above the module, if it is a whole rulebook, with vocabulary/ in it,
- the built-in rulebook with the module beside it, if that has it not itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ._errors import Error
from ._rulebook import CasesReport, Rulebook, rulebook


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.getgroup("cobijo").addoption(
        "--cobijo-rulebook", metavar="DIR", help="rules that *.cases.json test; without it, those beside them"
    )
    parser.addini("cobijo_rulebook", "rules that *.cases.json test; without it, those beside them")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> CasesFile | None:
    if file_path.name.endswith(".cases.json"):
        return CasesFile.from_parent(parent, path=file_path)  # type: ignore[no-any-return]
    return None


_made: dict[Path | None, Rulebook] = {}


def _rules_of(config: pytest.Config, cases: Path) -> Rulebook:
    named = config.getoption("--cobijo-rulebook") or config.getini("cobijo_rulebook")
    module = cases.parent if (cases.parent / "module.json").exists() else None
    make: Callable[[Path], Rulebook]
    if named:
        folder, make = (config.invocation_params.dir / str(named)).resolve(), Rulebook.load
    elif module is None:
        return rulebook()
    elif (module.parent / "vocabulary").is_dir():
        folder, make = module.parent, Rulebook.load
    else:
        folder, make = module, Rulebook.extended
    if folder not in _made:
        _made[folder] = make(folder)
    return _made[folder]


class CasesFile(pytest.File):
    """A file of cases. All of them run together, when the first is asked for."""

    _report: CasesReport | None = None

    def collect(self) -> Iterator[pytest.Item]:
        self._rules = _rules_of(self.config, self.path)
        self._text = self.path.read_text(encoding="utf-8")
        seen: dict[str, int] = {}
        for case in json.loads(self._text)["cases"]:
            name = str(case.get("name", "without a name"))
            seen[name] = seen.get(name, 0) + 1
            unique = name if seen[name] == 1 else f"{name} ({seen[name]})"
            yield CaseItem.from_parent(self, name=unique, case=name)

    def report(self) -> CasesReport:
        if self._report is None:
            self._report = self._rules.cases({str(self.path): self._text})
        return self._report

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Error):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class Differs(Exception):
    """A case whose answer was not the expected one."""


class CaseItem(pytest.Item):
    """One case."""

    parent: CasesFile

    def __init__(self, *, case: str, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._case = case

    def runtest(self) -> None:
        wrong = [f for f in self.parent.report().failures if f.name == self._case]
        if wrong:
            raise Differs("\n".join(f"{f.file}:{f.line}: {d}" for f in wrong for d in f.differences))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, (Differs, Error)):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        return self.path, None, f"case: {self.name}"
