# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Two editions of the law side by side: what changed, and what that does to people."""

from __future__ import annotations

import csv
import datetime
import functools
import io
import json
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from . import _cobijo, _html
from ._answers import Status
from ._errors import Fault
from ._rulebook import Day, Edition, as_told, rulebook, tuple_of
from ._text import Page, Text, day_or_minute

if TYPE_CHECKING:
    import pandas


class Severity(StrEnum):
    """What a change does to people; the first is the gravest."""

    NARROWS = "narrows"
    """Somebody loses."""
    DIFFERENT = "different"
    """Somebody loses and somebody gains, or it could not be decided."""
    WIDENS = "widens"
    """Somebody gains."""
    DEADLINE = "deadline"
    """A last day moves."""
    GRANT = "grant"
    """What a protection gives, or who decides."""
    SUPPORT = "support"
    """How well the rule is known."""
    CITATION = "citation"
    WORDING = "wording"
    """Words, or another text of the same meaning."""


class Verdict(StrEnum):
    """What the second edition is to the first, over all possible persons."""

    EQUIVALENT = "equivalent"
    """Nobody's answer differs."""
    NARROWER = "narrower"
    """Somebody loses, nobody gains."""
    BROADER = "broader"
    """Somebody gains, nobody loses."""
    DIFFERENT = "different"
    """Somebody loses, somebody gains."""
    PARTIAL = "partial"
    """Nobody's of whom everything is known; somebody's of whom only a part is known."""
    UNDECIDED = "undecided"
    """None of these was established: never read it as equivalent."""


class Outcome(StrEnum):
    """What may become of an answer. A person can have more than one outcome (docs/impact.md)."""

    LOSES = "loses"
    """Was eligible, is not any more."""
    GAINS = "gains"
    """Is eligible, was not."""
    BECOMES_UNDETERMINED = "becomes_undetermined"
    BECOMES_DECIDED = "becomes_decided"
    GOES_OUT_OF_FORCE = "goes_out_of_force"
    COMES_INTO_FORCE = "comes_into_force"
    DUE_EARLIER = "due_earlier"
    """The day by which the person goes is earlier."""
    DUE_LATER = "due_later"
    DUE_ENDS = "due_ends"
    """There is no such day any more."""
    DUE_BEGINS = "due_begins"
    LATEST_MOVES = "latest_moves"
    """The last possible day is another, or comes, or goes."""
    STATE_CHANGES = "state_changes"


class _Told:
    """What the library has worked out and tells as texts; each is asked for when it is read."""

    __slots__ = ("_tell", "_texts", "__dict__", "__weakref__")
    _formats: tuple[str, ...] = ()

    def __init__(self, tell: Callable[[str, str], str]) -> None:
        """For the package itself."""
        self._tell = tell
        self._texts: dict[tuple[str, str], str] = {}

    def _text(self, format: str, lang: str) -> str:
        if (format, lang) not in self._texts:
            self._texts[format, lang] = self._tell(format, lang)
        return self._texts[format, lang]

    @functools.cached_property
    def _documents(self) -> tuple[dict[str, Any], dict[str, Any]]:
        return self.to_dict("en"), self.to_dict("es")

    def to_json(self, lang: str = "en") -> str:
        """All of it as JSON."""
        return self._text("json", lang)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """All of it as plain objects."""
        return json.loads(self.to_json(lang))  # type: ignore[no-any-return]

    def to_markdown(self, lang: str = "en") -> str:
        """The report in Markdown."""
        return self._text("markdown", lang)

    def _page(self, lang: str) -> str:
        raise NotImplementedError

    def report(self, lang: str = "en") -> Page:
        """The report. A text to print; a notebook shows it as a page."""
        return Page(self._text("text", lang), lambda: self._page(lang))

    def _repr_html_(self) -> str:
        return self._page("en")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        return self.to_json() == other.to_json()

    def __hash__(self) -> int:
        return hash(self.to_json())

    # To work it out again would take long, or needs people who were not kept: the texts go along.
    def __reduce__(self) -> tuple[Any, ...]:
        texts = {(f, lang): self._text(f, lang) for f in self._formats for lang in ("en", "es")}
        return _from_texts, (type(self), texts)

    @classmethod
    def _of(cls, texts: dict[tuple[str, str], str]) -> Self:
        return cls(lambda format, lang: texts[format, lang])


def _from_texts(kind: type[_Told], texts: dict[tuple[str, str], str]) -> _Told:
    return kind._of(texts)


def _teller(report: _cobijo.Report) -> Callable[[str, str], str]:
    return lambda format, lang: report.text(format, lang, False, 100)


def _side(edition: Edition | Day) -> tuple[_cobijo.Book, Day, Day | None, bool, Mapping[str, str], str]:
    if not isinstance(edition, Edition):
        edition = rulebook().at(edition)
    # Two editions of one day are told apart as the command line writes them.
    known = f"~{edition.known_at}" if edition.known_at else ""
    open, fixed = as_told(edition.readings)
    readings = " open" if open else "".join(f" {id}={position}" for id, position in sorted(fixed.items()))
    name = f"{edition.law_date}{known}{readings}"
    return edition.rulebook._book, edition.law_date, edition.known_at, open, fixed, name


# --- diff -------------------------------------------------------------------------------------------------------------


class Change(NamedTuple):
    """What changed in one thing."""

    id: str
    """Stable: kind and thing."""
    kind: str
    """`provision.condition`, `deadline.period` and so on (docs/diff.md)."""
    thing: str
    module: str
    label: Text
    severity: Severity
    instruments: tuple[str, ...]
    """That brought it about, in order of time."""


class Witness(NamedTuple):
    """A person whose answers differ, small enough to read. Both editions were asked about these very facts."""

    facts: dict[str, Any]
    as_of: datetime.date
    before: Status
    after: Status


class Meaning(NamedTuple):
    """What became of one protection, or of one provision: there `eligible` stands for true."""

    id: str
    module: str
    label: Text
    protection: bool
    verdict: Verdict
    proved: bool
    """That nobody else differs; False if only a search says so."""
    loses: Witness | None
    gains: Witness | None
    differs: Witness | None
    """Of whom only a part is known."""
    note: str
    """Why it was not decided."""


class Diff(_Told):
    """What changed between two editions, and what that means for people.

    Made by `diff`.
    """

    __slots__ = ()
    _formats = ("json", "text", "markdown", "html", "line", "changelog")

    @functools.cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed in the texts, thing by thing."""
        return tuple(
            Change(
                c["id"],
                c["kind"],
                c["thing"],
                c["module"],
                Text(c["label"], es["label"]),
                Severity(c["severity"]),
                tuple(dict.fromkeys(e["by"]["id"] for e in c["events"] if e["by"])),
            )
            for c, es in zip(*(d["changes"] for d in self._documents))
        )

    @functools.cached_property
    def meanings(self) -> dict[str, Meaning]:
        """What became of protections, and of provisions that changed, by id; what is equivalent is only counted."""
        return {
            m["id"]: Meaning(
                m["id"],
                m["module"],
                Text(m["label"], es["label"]),
                m["protection"],
                Verdict(m["verdict"]),
                m["proved"],
                _witness(m.get("loses")),
                _witness(m.get("gains")),
                _witness(m.get("differs")),
                m.get("note", ""),
            )
            for m, es in zip(*(d["meanings"] for d in self._documents))
        }

    @property
    def verdicts(self) -> dict[Verdict, int]:
        """How many protections have each verdict."""
        return {Verdict(v): n for v, n in self._documents[0]["summary"]["protections"].items()}

    @property
    def line(self) -> str:
        """All of it in one line."""
        return self._text("line", "en").strip()

    def changelog(self, lang: str = "en") -> str:
        """The draft of a release note in Markdown, by instrument."""
        return self._text("changelog", lang)

    def to_frame(self, lang: str = "en") -> pandas.DataFrame:
        """A pandas table with a row for each change."""
        import pandas

        rows = [(c.id, c.label.in_(lang), c.module, c.severity.value, list(c.instruments)) for c in self.changes]
        return pandas.DataFrame(rows, columns=["id", "label", "module", "severity", "instruments"]).set_index("id")

    def _page(self, lang: str) -> str:
        return _html.page(self._text("html", lang), lang)

    def __repr__(self) -> str:
        return f"<Diff {self.line}>"


def _witness(of: dict[str, Any] | None) -> Witness | None:
    if of is None:
        return None
    return Witness(of["facts"], day_or_minute(of["as_of"]), Status(of["before"]), Status(of["after"]))


def has_proofs() -> bool:
    """Whether this package was built with a solver; without one `diff` proves little and searches.

    >>> import cobijo
    >>> cobijo.has_proofs() in (True, False)
    True
    """
    return _cobijo.has_proofs()


def diff(
    a: Edition | Day,
    b: Edition | Day,
    *,
    as_of: Day | None = None,
    any_day: bool = False,
    modules: Iterable[str] | None = None,
    only: Iterable[str] | None = None,
    meanings: bool = True,
    seconds: float = 20,
) -> Diff:
    """What changed from one edition of the law to another, and what that means for people.

    a, b        editions, of one rulebook or of two, each with the law as it was known and the readings that `at` was
                told; or days of the built-in rulebook
    as_of       the day that both are asked about; without it, the law date of the second
    any_day     whatever day they are asked about
    modules     only these
    only        only these things, and what is below them
    meanings    False: the texts alone
    seconds     for each protection

    Proves where the package was built with a solver (`has_proofs`), else searches, and `proved` says which
    (docs/diff.md). Raises UnknownNameError.

    >>> import cobijo
    >>> reform = cobijo.diff("2021-01-09", "2021-01-11", only=["mx.visitor_humanitarian.child"], meanings=False)
    >>> {change.severity.value for change in reform.changes} <= {s.value for s in cobijo.Severity}
    True
    """
    report = _cobijo.diff(
        _side(a), _side(b), as_of, any_day, tuple_of(modules), tuple_of(only), meanings, float(seconds)
    )
    return Diff(_teller(report))


# --- impact -----------------------------------------------------------------------------------------------------------


class Tally(NamedTuple):
    """How many persons, and the first rows in which they stand."""

    persons: int | None
    """None if so few are not told (`hide_below`)."""
    rows: tuple[int, ...]


class Group(NamedTuple):
    """Persons who share a value of a fact."""

    kind: str
    """`value`, `none`, `not_yet`, `unknown`, `others`."""
    value: str | None
    """`true`, `HN`, `3`, a year, `15-17`."""
    label: Text
    persons: int | None


class Part(NamedTuple):
    """What became of a group."""

    kind: str
    value: str | None
    label: Text
    changed: int | None
    outcomes: dict[Outcome, Tally]


class Move(NamedTuple):
    """How many persons went from one status to another."""

    before: Status
    after: Status
    persons: int | None


class Affected(NamedTuple):
    """What became of one protection or deadline; or of people, of whom each counts once: then without id."""

    id: str
    module: str
    label: Text
    changed: int | None
    """Persons for whom anything of it is another."""
    outcomes: dict[Outcome, Tally]
    by: dict[str, tuple[Part, ...]]
    """By fact asked for."""
    moves: tuple[Move, ...]
    """Of a protection."""
    due_days: tuple[int, int] | None
    """Of a deadline: the least and the greatest shift of its due day, where it moved."""
    latest_days: tuple[int, int] | None


class Impact(_Told):
    """What a change of the law does to the people of a table: who loses, who gains, by group.

    Made by `impact`. Holds counts, groups that were asked for, and numbers of rows; nothing else about anybody.
    """

    __slots__ = ()
    _formats = ("json", "text", "markdown", "csv")
    faults: tuple[tuple[int, tuple[Fault, ...]], ...] = ()
    """Rows that were left out, with what is wrong; the first hundred of them."""

    @property
    def as_of(self) -> datetime.date:
        """The day asked about, of who brings none; a datetime if an hour was given."""
        return day_or_minute(self._documents[0]["as_of"])

    @property
    def persons(self) -> int:
        """How many were counted."""
        return int(self._documents[0]["persons"])

    @property
    def left_out(self) -> int:
        """How many rows were left out, since they have faults."""
        return int(self._documents[0]["left_out"]["rows"])

    @property
    def left_out_by(self) -> dict[str, int]:
        """The same by code of the first fault."""
        return dict(self._documents[0]["left_out"]["codes"])

    @property
    def one_sided(self) -> dict[str, int | None]:
        """Persons whose fact was told only to the side that knows it, by fact."""
        return dict(self._documents[0]["one_sided"])

    @functools.cached_property
    def groups(self) -> dict[str, tuple[Group, ...]]:
        """The groups of each fact asked for."""
        return {
            en["by"]: tuple(
                Group(g["kind"], g["value"], Text(g["label"], h["label"]), g["persons"])
                for g, h in zip(en["groups"], es["groups"])
            )
            for en, es in zip(*(d["groupings"] for d in self._documents))
        }

    @functools.cached_property
    def people(self) -> Affected:
        """Everything together: a person counts once for each outcome, however many protections it comes from."""
        english, spanish = self._documents
        return _affected(english["people"], spanish["people"])

    @functools.cached_property
    def protections(self) -> dict[str, Affected]:
        """Protections for which anything changed, by id; the one with most who lose comes first."""
        return self._things("protections")

    @functools.cached_property
    def deadlines(self) -> dict[str, Affected]:
        """Deadlines for which anything changed, by id; the gravest first."""
        return self._things("deadlines")

    def _things(self, kind: str) -> dict[str, Affected]:
        return {en["id"]: _affected(en, es) for en, es in zip(*(d[kind] for d in self._documents))}

    def to_csv(self) -> str:
        """All counts as CSV (docs/impact.md)."""
        return self._text("csv", "en")

    def to_frame(self) -> pandas.DataFrame:
        """All counts as a pandas table; a count that is not told is a gap."""
        import pandas

        lines = list(csv.DictReader(io.StringIO(self.to_csv())))
        table = pandas.DataFrame(lines, columns=lines[0].keys() if lines else None)
        for column in ("persons", "of"):
            numbers = [int(n) if n.isdigit() else None for n in table[column]]
            table[column] = pandas.array(numbers, dtype="Int64")
        table["rows"] = [[int(row) for row in rows.split()] for rows in table["rows"]]
        return table

    def _page(self, lang: str) -> str:
        return _html.report(self.to_markdown(lang), lang)

    def __repr__(self) -> str:
        a, b = (self._documents[0][side]["name"] for side in ("a", "b"))
        out = f"; rows left out: {self.left_out}" if self.left_out else ""
        counts = {o.value: "few" if t.persons is None else t.persons for o, t in self.people.outcomes.items()}
        told = "".join(f", {outcome} {n}" for outcome, n in counts.items())
        return f"<Impact {a} → {b}: persons {self.persons}{told}{out}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (*super().__reduce__(), {"faults": self.faults})


def _affected(en: dict[str, Any], es: dict[str, Any]) -> Affected:
    by = {
        mine["by"]: tuple(
            Part(g["kind"], g["value"], Text(g["label"], h["label"]), g["changed"], _outcomes(g))
            for g, h in zip(mine["groups"], theirs["groups"])
        )
        for mine, theirs in zip(en["by"], es["by"])
    }
    moves = tuple(Move(Status(m["before"]), Status(m["after"]), m["persons"]) for m in en.get("moves", ()))
    label = Text(en.get("label", ""), es.get("label", ""))
    return Affected(
        en.get("id", ""),
        en.get("module", ""),
        label,
        en["changed"],
        _outcomes(en),
        by,
        moves,
        _range(en.get("due_days")),
        _range(en.get("latest_days")),
    )


def _range(days: list[int] | None) -> tuple[int, int] | None:
    return (days[0], days[1]) if days else None


def _outcomes(of: dict[str, Any]) -> dict[Outcome, Tally]:
    return {Outcome(word): Tally(o["persons"], tuple(o.get("rows", ()))) for word, o in of["outcomes"].items()}


def impact(
    a: Edition | Day,
    b: Edition | Day,
    people: Iterable[Mapping[str, Any] | str],
    *,
    by: Iterable[str] = (),
    as_of: Day | None = None,
    modules: Iterable[str] | None = None,
    only: Iterable[str] | None = None,
    hide_below: int | None = None,
    examples: int = 5,
    values: int = 300,
    first_row: int = 0,
    on_fault: Callable[[int, tuple[Fault, ...]], object] | None = None,
) -> Impact:
    """What becomes of many persons from one edition of the law to another: who loses, who gains, by group.

    a, b        as for `diff`
    people      mappings of facts, bare or as `{"as_of": …, "facts": {…}}`; or lines of JSON. Read one by one, so that it
                may be a generator, and none is kept
    by          facts to group by: a date by its year, a date of birth by age, or as said with `FACT:year`, `FACT:age`
    as_of       the day asked about, of who brings none; without it, the law date of the second
    modules     only protections and deadlines of these
    only        only these protections and deadlines
    hide_below  counts below it are not told, nor what would give them back, nor any row
    examples    numbers of rows told for each count
    values      groups kept of each fact; persons of further values are counted together
    first_row   number of the first row
    on_fault    called with the number of each row that is left out and what is wrong with it; it may raise

    A person with faults is left out, and counted in `left_out`. Raises UnknownNameError.

    >>> import cobijo
    >>> people = [{"person.nationality": [n], "mx.in_country": True} for n in ("HN", "HN", "SV")]
    >>> before, after = cobijo.rulebook().at("2021-01-09"), cobijo.rulebook().at("2021-01-11")
    >>> found = cobijo.impact(before, after, people, by=["person.nationality"])
    >>> found.persons, [(g.value, g.persons) for g in found.groups["person.nationality"]]
    (3, [('HN', 2), ('SV', 1)])
    """
    count = _cobijo.count(
        _side(a), _side(b), as_of, tuple_of(modules), tuple_of(only), tuple_of(by), examples, values
    )
    kept: list[tuple[int, tuple[Fault, ...]]] = []
    for row, person in enumerate(people, first_row):
        wrong = count.add(person, row)
        if not wrong:
            continue
        faults = tuple(Fault(*f) for f in wrong)
        if not hide_below and len(kept) < 100:
            kept.append((row, faults))
        if on_fault is not None:
            on_fault(row, faults)
    found = Impact(_teller(count.finished(hide_below or 0)))
    found.faults = tuple(kept)
    return found
