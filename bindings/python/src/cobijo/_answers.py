# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""The answer for one person. Nothing of it is made into Python objects before it is read."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from . import _cobijo, _html
from ._errors import UnknownNameError
from ._text import Page, Text, text_of

if TYPE_CHECKING:
    import pandas

    from ._rulebook import Edition, Facts


class Status(StrEnum):
    """May this protection be claimed?"""

    UNDETERMINED = "undetermined"
    """Facts are missing, or the law is open."""
    ELIGIBLE = "eligible"
    """Every element is met and no exception applies, on facts that were given."""
    NOT_ELIGIBLE = "not_eligible"
    """An element fails or an exception applies, on facts that were given."""
    NOT_IN_FORCE = "not_in_force"
    """No text of it applies on the day of the law."""


class DeadlineState(StrEnum):
    """How a deadline stands."""

    NOT_RUNNING = "not_running"
    OPEN = "open"
    MET = "met"
    EXCUSED = "excused"
    MISSED = "missed"
    UNDETERMINED = "undetermined"


class Reason(NamedTuple):
    """One condition that explains an answer."""

    provision: str
    """The provision whose text it stands in."""
    exception: bool
    """Part of an exception (a bar), not of the elements."""
    value: bool | None
    """Is it so? None if it is not known."""
    label: Text | None
    cite: str
    fact: str | None
    """The fact asked, if it is one."""


class Support(NamedTuple):
    """What an answer rests on besides the facts."""

    kind: str
    id: str


class Grant(NamedTuple):
    """What a protection gives. `support` says how well its text is known: verified, secondary, recalled, unverified."""

    kind: str
    label: Text | None
    cite: str
    support: str


class Step(NamedTuple):
    """One step of a count, with its authority."""

    from_: str
    to: str
    label: Text | None
    cite: str


class Count(NamedTuple):
    """How one possible way of counting came to its last day."""

    start: str
    due: str
    clock: str
    calendar: str
    cite: str
    steps: tuple[Step, ...]


def _explained(determination: Determination, id: str, lang: str, all: bool, width: int) -> Page:
    text = determination._text("explain", id, lang, False, all, False, width)

    def page() -> str:
        tree = json.loads(determination._text("explain", id, lang, True, all, False, width))
        return _html.explanation(id, tree, lang)

    return Page(text, page)


class _Answer:
    """What protections and deadlines have in common."""

    __slots__ = ("_determination", "_position", "id")
    _determination: Determination
    _position: int
    id: str

    def __init__(self, determination: Determination, position: int, id: str) -> None:
        self._determination = determination
        self._position = position
        self.id = id

    def __bool__(self) -> bool:
        raise TypeError("an answer is neither true nor false: compare its status or state")

    def __eq__(self, other: object) -> bool:
        if type(self) is not type(other):
            return NotImplemented
        assert isinstance(other, _Answer)
        return self.id == other.id and self._determination == other._determination

    def __hash__(self) -> int:
        return hash((self.id, self._determination))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._determination, self._position, self.id)

    def explain(self, lang: str = "en", *, all: bool = False, width: int = 100) -> Page:
        """Why: the rule as a tree, each part with its value, words, citation and text in force.

        A text to print; a notebook shows it as a page that unfolds. With `all`, also deadlines that do not run.
        """
        return _explained(self._determination, self.id, lang, all, width)

    def _repr_html_(self) -> str:
        return self.explain()._repr_html_()


class Protection(_Answer):
    """The answer about one protection.

    It is neither true nor false, so that `if` cannot take "not known" for "yes": compare `status`.
    """

    __slots__ = ()

    def _member(self, name: str) -> Any:
        return self._determination._protection(self._position, name)

    @property
    def status(self) -> Status:
        """May it be claimed?"""
        return self._determination._status(self._position)

    @property
    def elements(self) -> bool | None:
        """Is everything there that must be there? None if that is not known."""
        return self._determination._truths(self._position)[0]

    @property
    def exceptions(self) -> bool | None:
        """Does a bar apply? None while one is still open."""
        return self._determination._truths(self._position)[1]

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(*self._member("label"))

    @property
    def decision(self) -> str:
        """`must`, `may`, `automatic`, `declaratory`, `should` or `consider`."""
        return str(self._member("decision"))

    @property
    def layer(self) -> str:
        """`national`, `treaty`, `guidance` or `comparator`."""
        return str(self._member("layer"))

    @property
    def authority(self) -> str:
        """Id of who decides."""
        return str(self._member("authority"))

    @property
    def authority_label(self) -> Text | None:
        """Name of who decides."""
        return text_of(self._member("authority_label"))

    @property
    def provisional(self) -> bool:
        """Does it rest on something recalled, or on a module that was last checked before the day of the law?"""
        return bool(self._member("provisional"))

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The conditions that decided, or that leave it open."""
        return tuple(Reason(a, b, c, text_of(d), e, f) for a, b, c, d, e, f in self._member("reasons"))

    @property
    def residual(self) -> dict[str, Any] | None:
        """The condition with all that is known taken out (docs/format.md, section 4); None unless undetermined."""
        left = self._member("residual")
        return json.loads(left) if left else None

    @property
    def missing(self) -> tuple[str, ...]:
        """Facts that can still decide."""
        return self._member("missing")  # type: ignore[no-any-return]

    @property
    def readings(self) -> tuple[str, ...]:
        """Contested points that it rests on, or that leave it open."""
        return self._member("readings")  # type: ignore[no-any-return]

    @property
    def rests_on(self) -> tuple[Support, ...]:
        """What it rests on besides the facts: were that unknown, the answer would be undetermined."""
        return tuple(Support(*s) for s in self._member("rests_on"))

    @property
    def grants(self) -> tuple[Grant, ...]:
        """What it gives."""
        return tuple(Grant(kind, text_of(label), cite, support) for kind, label, cite, support in self._member("grants"))

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Protections to which it opens the way."""
        return self._member("leads_to")  # type: ignore[no-any-return]

    @property
    def remedies(self) -> tuple[str, ...]:
        """Deadlines of what can be done against a refusal."""
        return self._member("remedies")  # type: ignore[no-any-return]

    @property
    def deadlines(self) -> tuple[Deadline, ...]:
        """Its deadlines."""
        all = self._determination.deadlines
        return tuple(all[id] for id in self._member("deadlines"))

    @property
    def notices(self) -> tuple[Text, ...]:
        """What to know besides."""
        return tuple(Text(*n) for n in self._member("notices"))

    @property
    def cap(self) -> Text | None:
        """A limit of numbers, if there is one; never a condition."""
        return text_of(self._member("cap"))

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Its members as in docs/output.md."""
        return self._determination.to_dict(lang)["protections"][self.id]  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        return f"<{self.id}: {self.status.value}>"


class Deadline(_Answer):
    """The answer about one deadline. Neither true nor false: compare `state`."""

    __slots__ = ()

    def _member(self, name: str) -> Any:
        return self._determination._deadline(self._position, name)

    @property
    def label(self) -> Text:
        """Its name."""
        return Text(*self._member("label"))

    @property
    def state(self) -> DeadlineState:
        """How it stands."""
        return self._member("state")  # type: ignore[no-any-return]

    @property
    def possible(self) -> tuple[DeadlineState, ...]:
        """Every state that the unknown facts leave."""
        return self._member("possible")  # type: ignore[no-any-return]

    @property
    def due(self) -> datetime.date | None:
        """Earliest possible last day, by which the person goes; a datetime if it counts hours."""
        return self._member("due")  # type: ignore[no-any-return]

    @property
    def latest(self) -> datetime.date | None:
        """Latest possible last day, by which goes whoever must wait or calls an authority late."""
        return self._member("latest")  # type: ignore[no-any-return]

    @property
    def days_left(self) -> int | None:
        """Days to `due`; negative once past."""
        return self._member("days_left")  # type: ignore[no-any-return]

    @property
    def working_days_left(self) -> int | None:
        """Days to `due` in working days of its clock, while it lies ahead."""
        return self._member("working_days_left")  # type: ignore[no-any-return]

    @property
    def binds(self) -> str:
        """`person` or `authority`."""
        return str(self._member("binds"))

    @property
    def kind(self) -> str:
        """`term`, `stay` or `wait`."""
        return str(self._member("kind"))

    @property
    def protection(self) -> str:
        """The protection that it belongs to."""
        return str(self._member("protection"))

    @property
    def reach(self) -> str:
        """`parties` if it binds only those of a case."""
        return str(self._member("reach"))

    @property
    def if_missed(self) -> Text | None:
        """What follows if it is missed."""
        return text_of(self._member("if_missed"))

    @property
    def leads_to(self) -> tuple[str, ...]:
        """Protections that follow."""
        return self._member("leads_to")  # type: ignore[no-any-return]

    @property
    def cite(self) -> str:
        """Its citation."""
        return str(self._member("cite"))

    @property
    def provisional(self) -> bool:
        """Does it rest on something recalled, or on a module that was last checked before the day of the law?"""
        return bool(self._member("provisional"))

    @property
    def counts(self) -> tuple[Count, ...]:
        """Each possible way of counting, step by step."""
        return tuple(
            Count(start, due, clock, calendar, cite, tuple(Step(a, b, text_of(c), d) for a, b, c, d in steps))
            for start, due, clock, calendar, cite, steps in self._member("counts")
        )

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """Its members as in docs/output.md."""
        return self._determination.to_dict(lang)["deadlines"][self.id]  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        due = f", due {self.due.isoformat()}" if self.due else ""
        return f"<{self.id}: {self.state.value}{due}>"


class Deadlines(Mapping[str, Deadline]):
    """The deadlines of a determination by id, in the order of the rulebook."""

    __slots__ = ("_determination",)

    def __init__(self, determination: Determination) -> None:
        self._determination = determination

    def __getitem__(self, id: str) -> Deadline:
        position = self._determination.edition._deadline_index.get(id)
        if position is None:
            raise unknown("deadline", id, self)
        return Deadline(self._determination, position, id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._determination.edition.deadlines)

    def __len__(self) -> int:
        return len(self._determination.edition.deadlines)

    def __contains__(self, id: object) -> bool:
        return id in self._determination.edition._deadline_index

    @property
    def running(self) -> tuple[Deadline, ...]:
        """Those that are open or may be, by the day they are due; those without a day last."""
        wanted = (DeadlineState.OPEN, DeadlineState.UNDETERMINED)
        found = [d for d in self.values() if d.state in wanted and d.due is not None]
        return tuple(sorted(found, key=lambda d: (_day(d.due), d.id)))

    def to_frame(self, lang: str = "en") -> pandas.DataFrame:
        """A pandas table with a row for each deadline."""
        import pandas

        rows = [
            (d.id, d.label.in_(lang), d.state.value, d.due, d.latest, d.days_left, d.binds, d.protection, d.cite)
            for d in self.values()
        ]
        names = ["id", "label", "state", "due", "latest", "days_left", "binds", "protection", "cite"]
        return pandas.DataFrame(rows, columns=names).set_index("id")

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __repr__(self) -> str:
        lines = [f"  {d!r}" for d in self.running]
        return "\n".join([f"<{len(self)} deadlines, {len(lines)} running>", *lines])

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._determination,)


def _day(at: datetime.date | None) -> datetime.date:
    assert at is not None
    return at.date() if isinstance(at, datetime.datetime) else at


def unknown(what: str, id: object, known: Mapping[str, object]) -> UnknownNameError:
    """The exception for an id that is not among those known, with the one that is nearest."""
    import difflib

    near = difflib.get_close_matches(str(id), list(known), 1)
    hint = f'did you mean "{near[0]}"?' if near else ""
    return UnknownNameError([("E0303" if what == "deadline" else "E0302", f'there is no {what} "{id}"', hint)])


class Determination(_cobijo.Determination, Mapping[str, Protection]):
    """What the law of one day says about one person: a mapping from protections to answers.

    Made by `Edition.evaluate`. Only the statuses are worked out at once.

    >>> import cobijo
    >>> law = cobijo.rulebook().at("2026-01-15")
    >>> nothing_known = law.evaluate({})
    >>> len(nothing_known) == len(law.protections)
    True
    >>> nothing_known.eligible
    ()
    """

    __slots__ = ()

    edition: Edition

    # --- protections --------------------------------------------------------------------------------------------------

    def __getitem__(self, id: str) -> Protection:
        position = self.edition._protection_index.get(id)
        if position is None:
            raise unknown("protection", id, self)
        return Protection(self, position, id)

    def __iter__(self) -> Iterator[str]:
        return iter(self.edition.protections)

    def __len__(self) -> int:
        return len(self.edition.protections)

    def __contains__(self, id: object) -> bool:
        return id in self.edition._protection_index

    def _with(self, wanted: Status) -> tuple[Protection, ...]:
        ids = self.edition.protections
        return tuple(Protection(self, i, ids[i]) for i, s in enumerate(self._statuses()) if s is wanted)

    @property
    def eligible(self) -> tuple[Protection, ...]:
        """What may be claimed."""
        return self._with(Status.ELIGIBLE)

    @property
    def undetermined(self) -> tuple[Protection, ...]:
        """What is open: facts are missing, or the law is."""
        return self._with(Status.UNDETERMINED)

    @property
    def not_eligible(self) -> tuple[Protection, ...]:
        """What may not be claimed, on facts that were given."""
        return self._with(Status.NOT_ELIGIBLE)

    @property
    def not_in_force(self) -> tuple[Protection, ...]:
        """Of what no text applies on the day of the law."""
        return self._with(Status.NOT_IN_FORCE)

    @property
    def missing(self) -> dict[str, int]:
        """Facts that can still decide something, with the number of protections they matter to; the most first."""
        return dict(Counter(fact for p in self.undetermined for fact in p.missing).most_common())

    # --- the rest -----------------------------------------------------------------------------------------------------

    @property
    def deadlines(self) -> Deadlines:
        """The deadlines by id."""
        return Deadlines(self)

    @property
    def law_date(self) -> datetime.date:
        """The day whose law was asked."""
        return self.edition.law_date

    @property
    def facts(self) -> Facts:
        """The facts of the person, as they were understood."""
        facts = self._facts()
        facts.rulebook = self.edition.rulebook
        return facts

    def report(self, lang: str = "en", *, all: bool = False, width: int = 100) -> Page:
        """The answers by module: what may be claimed first, then what is open, then what is refused."""
        return Page(
            self._text("report", "", lang, False, all, False, width), lambda: _html.determination(self, lang)
        )

    def timetable(self, lang: str = "en", *, all: bool = False, steps: bool = False, width: int = 100) -> str:
        """The deadlines as text, by the day they are due; with `steps`, each step of their count."""
        return self._text("deadlines", "", lang, False, all, steps, width)

    def explain(self, id: str, lang: str = "en", *, all: bool = False, width: int = 100) -> Page:
        """Why: the rule of a protection, provision or deadline as a tree. See `Protection.explain`."""
        return _explained(self, id, lang, all, width)

    def to_json(self, lang: str = "en", indent: int | None = 2) -> str:
        """The whole answer as JSON, members as in docs/output.md."""
        return self._text("json", "", lang, True, False, False, -1 if indent is None else indent)

    def to_dict(self, lang: str = "en") -> dict[str, Any]:
        """The whole answer as plain objects, members as in docs/output.md; `determination_schema()` describes them."""
        return json.loads(self.to_json(lang, None))  # type: ignore[no-any-return]

    def to_frame(self, lang: str = "en") -> pandas.DataFrame:
        """A pandas table with a row for each protection."""
        import pandas

        rows = [
            (p.id, p.label.in_(lang), p.status.value, p.elements, p.exceptions)
            + (p.decision, p.layer, p.provisional, list(p.missing))
            for p in self.values()
        ]
        names = ["id", "label", "status", "elements", "exceptions", "decision", "layer", "provisional", "missing"]
        return pandas.DataFrame(rows, columns=names).set_index("id")

    def _repr_html_(self) -> str:
        return _html.determination(self, "en")

    def _ipython_key_completions_(self) -> list[str]:
        return list(self)

    def __repr__(self) -> str:
        count = Counter(self._statuses())
        told = ", ".join(f"{count[s]} {s.value}" for s in Status if count[s])
        return f"<Determination as of {self.as_of.isoformat()}, law of {self.law_date}: {told}>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Determination):
            return NotImplemented
        mine, theirs = (self.edition, self.as_of, self.facts), (other.edition, other.as_of, other.facts)
        return mine == theirs

    def __hash__(self) -> int:
        return hash((self.edition, self.as_of, self.facts))

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.edition, self.facts)


def _again(edition: Edition, facts: Facts) -> Determination:
    return edition.evaluate(facts)
