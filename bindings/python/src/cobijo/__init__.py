# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Which legal protections may this person claim, under the law of which day, why, by when, and what is still unknown?

    rulebook, edition (`at` a day), determination (`evaluate` facts): each a value, made once and never changed.

>>> import cobijo
>>> law = cobijo.rulebook().at("2026-01-15")
>>> answer = law.evaluate({"person.nationality": ["HN"], "person.birth_date": cobijo.age(15, on="2026-01-15")})
>>> answer.as_of
datetime.date(2026, 1, 15)
>>> all(p.status == "eligible" for p in answer.eligible)
True

A fact that was not given is unknown, never false. It is not legal advice.
"""

import json as _json
from importlib import resources as _resources
from typing import Any as _Any

from . import _cobijo
from ._answers import (
    Count,
    Deadline,
    DeadlineState,
    Deadlines,
    Determination,
    Grant,
    Protection,
    Reason,
    Status,
    Step,
    Support,
)
from ._errors import DayError, Error, FactsError, Fault, RulebookError, UnknownNameError
from ._rulebook import (
    NOT_YET,
    CaseFailure,
    CasesReport,
    Edition,
    FactInfo,
    Facts,
    ModuleInfo,
    Rulebook,
    Value,
    age,
    rulebook,
)
from ._text import Page, Text

__version__: str = _cobijo.version()


def formatted(text: str, name: str = "") -> str:
    """A JSON file of this project in its canonical form; `name` is what faults call it."""
    return _cobijo.formatted(text, name)


def determination_schema() -> dict[str, _Any]:
    """JSON Schema (draft-07) of what `Determination.to_dict` gives."""
    text = _resources.files(__name__).joinpath("determination.schema.json").read_text(encoding="utf-8")
    return _json.loads(text)  # type: ignore[no-any-return]


__all__ = [
    "NOT_YET",
    "CaseFailure",
    "CasesReport",
    "Count",
    "DayError",
    "Deadline",
    "DeadlineState",
    "Deadlines",
    "Determination",
    "Edition",
    "Error",
    "FactInfo",
    "Facts",
    "FactsError",
    "Fault",
    "Grant",
    "ModuleInfo",
    "Page",
    "Protection",
    "Reason",
    "Rulebook",
    "RulebookError",
    "Status",
    "Step",
    "Support",
    "Text",
    "UnknownNameError",
    "Value",
    "age",
    "determination_schema",
    "formatted",
    "rulebook",
]
