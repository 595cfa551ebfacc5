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
from ._compare import (
    Affected,
    Change,
    Diff,
    Group,
    Impact,
    Meaning,
    Move,
    Outcome,
    Part,
    Severity,
    Tally,
    Verdict,
    Witness,
    diff,
    has_proofs,
    impact,
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
from ._timeline import Cause, DeadlineStanding, Lane, Standing, Timeline, Turn

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
    "Affected",
    "CaseFailure",
    "CasesReport",
    "Cause",
    "Change",
    "Count",
    "DayError",
    "Deadline",
    "DeadlineStanding",
    "DeadlineState",
    "Deadlines",
    "Determination",
    "Diff",
    "Edition",
    "Error",
    "FactInfo",
    "Facts",
    "FactsError",
    "Fault",
    "Grant",
    "Group",
    "Impact",
    "Lane",
    "Meaning",
    "ModuleInfo",
    "Move",
    "Outcome",
    "Page",
    "Part",
    "Protection",
    "Reason",
    "Rulebook",
    "RulebookError",
    "Severity",
    "Standing",
    "Status",
    "Step",
    "Support",
    "Tally",
    "Text",
    "Timeline",
    "Turn",
    "UnknownNameError",
    "Value",
    "Verdict",
    "Witness",
    "age",
    "determination_schema",
    "diff",
    "has_proofs",
    "formatted",
    "impact",
    "rulebook",
]
