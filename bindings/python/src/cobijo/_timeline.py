# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Every day on which an answer about one person changes. The library's words are made into objects when they are read."""

from __future__ import annotations

import datetime
import functools
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, overload

from . import _cobijo, _html
from ._answers import DeadlineState, Grant, Status, unknown
from ._text import Page, Text, day_or_minute, either

if TYPE_CHECKING:
    import pandas

    from ._rulebook import Facts, Rulebook


class Standing(NamedTuple):
    """How a protection stands from some day on."""

    status: Status
    grants: tuple[Grant, ...]
    """What it gives."""

    def __str__(self) -> str:
        return self.status.value


class DeadlineStanding(NamedTuple):
    """How a deadline stands from some day on."""

    state: DeadlineState
    possible: tuple[DeadlineState, ...]
    """Every state that the unknown facts leave."""
    due: datetime.date | None
    """Earliest possible last day, by which the person goes; a datetime if it counts hours."""
    latest: datetime.date | None
    """Latest possible last day."""

    def __str__(self) -> str:
        return f"{self.state.value}, due {self.due.isoformat()}" if self.due else self.state.value


class Cause(NamedTuple):
    """Why an answer changes on a day."""

    kind: str
    """`law`, `time`, `deadline`, `start` or `due` (docs/timeline.md)."""
    id: str
    """The thing whose text changes, the provision whose condition turns, the deadline."""
    label: Text | None
    """Name of the instrument or thing; words of the condition."""
    instrument: str | None
    """Of `law`, where one is known."""
    cite: str


class Turn(NamedTuple):
    """One answer changes."""

    on: datetime.date
    """The first day of the new answer."""
    id: str
    """The protection or deadline."""
    label: Text
    changes: tuple[str, ...]
    """What of it changes: `status`, `grants`, `state`, `due`."""
    before: Standing | DeadlineStanding
    after: Standing | DeadlineStanding
    causes: tuple[Cause, ...]

    def __str__(self) -> str:
        before, after = str(self.before), str(self.after)
        how = f"{before} → {after}" if before != after else f"{after} ({', '.join(self.changes)})"
        return f"{self.on.isoformat()} {self.id}: {how}"


class Lane(NamedTuple):
    """One protection or deadline, from the first day to the last."""

    id: str
    label: Text
    kind: str
    """`protection` or `deadline`."""
    first: Standing | DeadlineStanding
    """How it stands on the first day."""


class Timeline(Sequence[Turn]):
    """Every day on which an answer about one person changes: a sequence of turns, by day.

    Made by `Rulebook.timeline`.

    >>> import cobijo
    >>> girl = {"mx.in_country": True, "person.birth_date": "2005-08-31", "person.age_doubt": False}
    >>> girl |= {"person.nationality": ["HN"], "person.outside_home_country": True}
    >>> child = "mx.visitor_humanitarian.child"
    >>> years = cobijo.rulebook().timeline(girl, "2022-01-01", "2024-01-01", only=[child])
    >>> [(turn.on, turn.after.status.value) for turn in years if "status" in turn.changes]
    [(datetime.date(2023, 8, 31), 'not_eligible')]
    >>> years[-1].causes[0].kind
    'time'
    """

    __slots__ = ("_report", "__dict__", "__weakref__")
    rulebook: Rulebook
    facts: Facts
    start: datetime.date
    end: datetime.date
    law_date: datetime.date | None
    """One law all along; None: the law of each day."""
    known_at: datetime.date | None
    readings: str | dict[str, str]
    modules: tuple[str, ...]
    only: tuple[str, ...]

    def __init__(
        self,
        report: _cobijo.Report,
        rulebook: Rulebook,
        facts: Facts,
        days: tuple[datetime.date, datetime.date],
        law: tuple[datetime.date | None, datetime.date | None, str | dict[str, str]],
        wanted: tuple[tuple[str, ...], tuple[str, ...]],
    ) -> None:
        """For the package itself: `Rulebook.timeline` makes timelines."""
        self._report = report
        self.rulebook = rulebook
        self.facts = facts
        self.start, self.end = days
        self.law_date, self.known_at, self.readings = law
        self.modules, self.only = wanted

    @functools.cached_property
    def _documents(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.to_dict("en"), self.to_dict("es")

    @functools.cached_property
    def lanes(self) -> dict[str, Lane]:
        """What was looked at, by id, protections first: how each stands on the first day."""
        english, spanish = self._documents
        out = {}
        for kind in ("protection", "deadline"):
            for id, en in english[kind + "s"].items():
                es = spanish[kind + "s"][id]
                out[id] = Lane(id, Text(en["label"], es["label"]), kind, _standing(en, es))
        return out

    @functools.cached_property
    def turns(self) -> tuple[Turn, ...]:
        """The changes, by day."""
        english, spanish = self._documents
        return tuple(self._turn(en, es) for en, es in zip(english["turns"], spanish["turns"]))

    def _turn(self, en: dict[str, Any], es: dict[str, Any]) -> Turn:
        id = en.get("protection") or en["deadline"]
        return Turn(
            datetime.date.fromisoformat(en["on"]),
            id,
            self.lanes[id].label,
            tuple(en["changes"]),
            _standing(en["before"], es["before"]),
            _standing(en["after"], es["after"]),
            tuple(
                Cause(c["kind"], c["id"], either(c["label"], d["label"]), c.get("instrument"), c.get("cite", ""))
                for c, d in zip(en["causes"], es["causes"])
            ),
        )

    def of(self, id: str) -> tuple[Turn, ...]:
        """The turns of one protection or deadline."""
        if id not in self.lanes:
            raise unknown("protection", id, self.lanes)
        return tuple(t for t in self.turns if t.id == id)

    @overload
    def __getitem__(self, position: int) -> Turn: ...
    @overload
    def __getitem__(self, position: slice) -> tuple[Turn, ...]: ...
    def __getitem__(self, position: int | slice) -> Turn | tuple[Turn, ...]:
        return self.turns[position]

    def __len__(self) -> int:
        return len(self.turns)

    def report(self, lang: str = "en", *, all: bool = False, width: int = 100) -> Page:
        """The days and what changes on each. A text to print; a notebook shows it as a page with a chart.

        With `all`, also what does not change and cannot be claimed.
        """
        return Page(
            self._report.text("text", lang, all, width),
            lambda: _html.page(self._report.text("html", lang, all, width), lang),
        )

    def svg(self, lang: str = "en", *, all: bool = False) -> Page:
        """The chart alone, as the text of a picture; a notebook shows the picture."""
        drawing = self._report.text("svg", lang, all, 100)
        return Page(drawing, lambda: _html.page(drawing, lang))

    def to_json(self, lang: str = "en") -> str:
        """All of it as JSON (docs/timeline.md)."""
        return self._report.text("json", lang, False, 100)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All of it as plain objects (docs/timeline.md)."""
        return json.loads(self.to_json(lang))  # type: ignore[no-any-return]

    def to_frame(self, lang: str = "en") -> pandas.DataFrame:
        """A pandas table with a row for each turn."""
        import pandas

        rows = [
            (t.on, t.id, t.label.in_(lang), list(t.changes), t.before[0].value, t.after[0].value)
            + (getattr(t.after, "due", None), getattr(t.after, "latest", None), [c.kind for c in t.causes])
            for t in self.turns
        ]
        names = ["on", "id", "label", "changes", "before", "after", "due", "latest", "causes"]
        return pandas.DataFrame(rows, columns=names).set_index("on")

    def _repr_html_(self) -> str:
        return self.report()._repr_html_()

    def __repr__(self) -> str:
        days = len({t.on for t in self.turns})
        shown = [f"  {t}" for t in self.turns[:20]]
        more = [f"  and {len(self) - len(shown)} more"] if len(self) > len(shown) else []
        head = f"<Timeline from {self.start} to {self.end}: changes {len(self)}, days {days}>"
        return "\n".join([head, *shown, *more])

    def _key(self) -> tuple[object, ...]:
        readings = self.readings if isinstance(self.readings, str) else tuple(sorted(self.readings.items()))
        law = self.law_date, self.known_at, readings
        return self.rulebook, self.facts, self.start, self.end, law, self.modules, self.only

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Timeline):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __reduce__(self) -> tuple[Any, ...]:
        law = self.law_date, self.known_at, self.readings
        return _again, (self.rulebook, self.facts, (self.start, self.end), law, (self.modules, self.only))


def _standing(en: dict[str, Any], es: dict[str, Any]) -> Standing | DeadlineStanding:
    if "status" in en:
        grants = (
            Grant(g["kind"], either(g["label"], h["label"]), g["cite"], g.get("support", "verified"))
            for g, h in zip(en["grants"], es["grants"])
        )
        return Standing(Status(en["status"]), tuple(grants))
    possible = tuple(DeadlineState(s) for s in en["possible"])
    due, latest = (day_or_minute(en[bound]) if en[bound] else None for bound in ("due", "latest"))
    return DeadlineStanding(DeadlineState(en["state"]), possible, due, latest)


def _again(
    book: Rulebook,
    facts: Facts,
    days: tuple[datetime.date, datetime.date],
    law: tuple[datetime.date | None, datetime.date | None, str | dict[str, str]],
    wanted: tuple[tuple[str, ...], tuple[str, ...]],
) -> Timeline:
    law_date, known_at, readings = law
    modules, only = wanted
    return book.timeline(
        facts, *days, law_date=law_date, known_at=known_at, readings=readings, modules=modules, only=only
    )
