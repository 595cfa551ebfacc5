# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""From rule files to answers: rulebook, edition, facts. Each is a value, made once and never changed."""

from __future__ import annotations

import datetime
import functools
import json
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from . import _cobijo
from ._answers import DeadlineState, Determination, Status
from ._errors import Error, Fault, error_of
from ._text import Text
from ._timeline import Timeline

Day = str | datetime.date
"""A day as text, date or datetime."""

Readings = str | Mapping[str, str]
"""Contested points: "prevailing" positions, all "open", or positions by reading."""

NOT_YET = "not_yet"
"""The value of a date whose event has not happened."""


def age(years: int, on: Day) -> dict[str, object]:
    """A birth date of which only the age on some day is known, as the value of a fact.

    >>> age(17, on="2026-01-15")["age"]
    17
    """
    return {"age": years, "on": on if isinstance(on, str) else on.isoformat()}


class Value(NamedTuple):
    """A value that a fact can have."""

    id: str
    label: Text


class FactInfo(NamedTuple):
    """One fact of the vocabulary."""

    id: str
    type: str
    """`boolean`, `number`, `date`, `date_time`, `enum`, `set` or `spells` (docs/format.md, section 2)."""
    label: Text
    question: Text
    sensitivity: int
    """0 plain, 1 personal, 2 painful, 3 may harm if asked carelessly."""
    answered_by: str
    """`person`, `adviser` or `record`."""
    values: tuple[Value, ...]
    """Of an enum or set."""


class ModuleInfo(NamedTuple):
    """One module of a rulebook."""

    id: str
    label: Text
    kind: str
    layer: str
    checked: datetime.date | None
    """Answers for a later day of the law are provisional."""


class CaseFailure(NamedTuple):
    """A test case whose answer was not the expected one."""

    file: str
    name: str
    line: int
    differences: tuple[str, ...]


class CasesReport(NamedTuple):
    """What came of running test cases."""

    passed: int
    failures: tuple[CaseFailure, ...]


class Facts(_cobijo.Facts):
    """The facts of one person, checked against a rulebook: for asking more than one edition of it, or again and again.

    Made by `Edition.prepare` or `Rulebook.prepare`.
    """

    __slots__ = ("rulebook",)
    rulebook: Rulebook

    def to_dict(self) -> dict[str, Any]:
        """The facts as they were understood, in a form that reads back as the same."""
        return json.loads(self._json())  # type: ignore[no-any-return]

    def __repr__(self) -> str:
        count = len(self.to_dict())
        return f"<{count} facts>" if count != 1 else "<1 fact>"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Facts):
            return NotImplemented
        return self._json() == other._json() and self.as_of == other.as_of

    def __hash__(self) -> int:
        return hash((self._json(), self.as_of))

    def __reduce__(self) -> tuple[Any, ...]:
        return _prepare, (self.rulebook, self.to_dict(), self.as_of)


def _prepare(book: Rulebook, facts: Mapping[str, Any], as_of: Day | None) -> Facts:
    return book.prepare(facts, as_of)


class Edition(_cobijo.Edition):
    """The law of one day, compiled. Serves any number of persons and threads.

    Made by `Rulebook.at`.

    >>> import cobijo
    >>> law = cobijo.rulebook().at("2026-01-15")
    >>> law.law_date
    datetime.date(2026, 1, 15)
    """

    __slots__ = ("rulebook", "known_at", "readings", "_protection_index", "_deadline_index", "__weakref__")
    rulebook: Rulebook
    known_at: datetime.date | None
    """Only law published or decided by this day; None: all that the rulebook knows."""
    readings: str | dict[str, str]
    """Contested points: "prevailing", "open", or positions by reading."""
    _protection_index: dict[str, int]
    _deadline_index: dict[str, int]

    def prepare(self, facts: Mapping[str, Any], as_of: Day | None = None) -> Facts:
        """Checks facts once, to be asked about many times; `as_of` goes with them unless `evaluate` says otherwise.

        What this edition says of them on that day is kept with them, so that `evaluate` need not work it out again.
        Raises FactsError as `evaluate` does.
        """
        prepared = self.rulebook.prepare(facts, as_of)
        _cobijo.answer_ahead(self, prepared)
        return prepared

    def show(self, id: str, lang: str = "en", *, width: int = 100) -> str:
        """The consolidated text of a protection, provision or deadline, numbered like a statute."""
        return _cobijo.show(self, id, lang, False, width)

    def _key(self) -> tuple[object, ...]:
        readings = self.readings if isinstance(self.readings, str) else tuple(sorted(self.readings.items()))
        return self.rulebook.digest, self.law_date, self.known_at, readings

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Edition):
            return NotImplemented
        return self._key() == other._key()

    def __hash__(self) -> int:
        return hash(self._key())

    def __repr__(self) -> str:
        known = f", known at {self.known_at}" if self.known_at else ""
        readings = "" if self.readings == "prevailing" else f", readings {self.readings}"
        return f"<Edition: law of {self.law_date}{known}{readings}; {len(self.protections)} protections>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _edition, (self.rulebook, self.law_date, self.known_at, self.readings)


_kept_editions: WeakValueDictionary[tuple[object, ...], Edition] = WeakValueDictionary()


def _edition(
    book: Rulebook, law_date: datetime.date, known_at: datetime.date | None, readings: str | dict[str, str]
) -> Edition:
    """An edition that comes out of a pickle; those that are the same are one."""
    named = readings if isinstance(readings, str) else tuple(sorted(readings.items()))
    key = (book.digest, law_date, known_at, named)
    found = _kept_editions.get(key)
    if found is None:
        found = _kept_editions[key] = book.at(law_date, known_at=known_at, readings=readings)
    return found


def plain_day(day: Day) -> datetime.date:
    """A day that the library has read, as a date."""
    return datetime.date.fromisoformat(day) if isinstance(day, str) else day


def _plain_day(day: Day | None) -> datetime.date | None:
    return None if day is None else plain_day(day)


def tuple_of(names: Iterable[str] | None) -> tuple[str, ...]:
    """Names, of which one alone may come as text."""
    return () if names is None else (names,) if isinstance(names, str) else tuple(names)


def named_readings(readings: Readings | None) -> str | dict[str, str]:
    """Readings as an edition keeps them."""
    if readings is None:
        return "prevailing"
    if not isinstance(readings, str):
        return dict(readings)
    if readings not in ("prevailing", "open"):
        raise ValueError('readings are "prevailing", "open" or a mapping from readings to positions')
    return readings


def as_told(readings: str | dict[str, str]) -> tuple[bool, dict[str, str]]:
    """Readings as the extension takes them."""
    return readings == "open", {} if isinstance(readings, str) else readings


def _rule_files(folder: Path) -> list[tuple[str, str]]:
    # A module by itself, or a folder of modules.
    base = folder.parent if (folder / "module.json").exists() else folder
    paths = [p for p in sorted(folder.rglob("*.json")) if not p.name.endswith(".cases.json")]
    return [(p.relative_to(base).as_posix(), p.read_text(encoding="utf-8")) for p in paths]


class Rulebook:
    """All modules of one release, loaded and validated.

    >>> import cobijo
    >>> book = cobijo.rulebook()
    >>> book.digest.startswith("sha256:")
    True
    >>> book.vocabulary["person.nationality"].type
    'set'
    """

    __slots__ = ("_book", "_origin", "__dict__", "__weakref__")

    def __init__(self, book: _cobijo.Book, origin: tuple[str, Any]) -> None:
        """For the package itself: `cobijo.rulebook()` and the functions below make rulebooks."""
        self._book = book
        self._origin = origin

    @classmethod
    def load(cls, path: str | os.PathLike[str]) -> Rulebook:
        """Reads every rule file below a folder that has vocabulary/ and a folder for each module.

        Raises RulebookError with everything that is wrong, each with file and line.
        """
        folder = os.path.abspath(os.fspath(path))
        return cls(_cobijo.load(folder), ("folder", folder))

    @classmethod
    def from_files(cls, files: Mapping[str, str]) -> Rulebook:
        """The same from memory: texts by path."""
        return cls(_cobijo.from_files(list(files.items())), ("files", dict(files)))

    @classmethod
    def extended(cls, files: Mapping[str, str] | str | os.PathLike[str]) -> Rulebook:
        """The built-in rulebook with modules of one's own beside it: a folder, or texts by path."""
        if not isinstance(files, Mapping):
            files = dict(_rule_files(Path(files).resolve()))
        return cls(_cobijo.extended(list(files.items())), ("extended", dict(files)))

    @property
    def digest(self) -> str:
        """`sha256:…` of the rules, the same however they were loaded."""
        return self._book.digest

    @property
    def version(self) -> str:
        """Release that the rules belong to; empty for rules of one's own."""
        return self._book.version

    def at(
        self,
        date: Day,
        known_at: Day | None = None,
        readings: Readings | None = None,
    ) -> Edition:
        """The law of one day. Costs milliseconds; an edition serves any number of persons.

        date        the day whose law applies: text or date
        known_at    only law that was published or decided by this day
        readings    contested points: "prevailing" positions (as without it), all "open", or positions by reading

        Raises UnknownNameError for an unknown reading or position.
        """
        named = named_readings(readings)
        edition = self._book.at(Edition, date, known_at, *as_told(named))
        edition.rulebook = self
        edition.known_at = _plain_day(known_at)
        edition.readings = named
        edition._protection_index = {id: i for i, id in enumerate(edition.protections)}
        edition._deadline_index = {id: i for i, id in enumerate(edition.deadlines)}
        return edition

    def prepare(self, facts: Mapping[str, Any], as_of: Day | None = None) -> Facts:
        """Checks facts once, to be asked about many times, of any edition of this rulebook."""
        prepared = self._book.prepare(facts, as_of)
        prepared.rulebook = self
        return prepared

    def timeline(
        self,
        facts: Mapping[str, Any] | Facts,
        start: Day,
        end: Day,
        *,
        law_date: Day | None = None,
        known_at: Day | None = None,
        readings: Readings | None = None,
        modules: Iterable[str] | None = None,
        only: Iterable[str] | None = None,
    ) -> Timeline:
        """Every day from `start` to `end` on which an answer about one person changes, and why.

        facts       a mapping as for `Edition.evaluate`, or what `prepare` gave
        law_date    one law all along; without it, the law of each day
        known_at    only law that was published or decided by this day
        readings    contested points, as for `at`
        modules     only protections and deadlines of these
        only        only these protections, with their deadlines, and deadlines

        The facts stay as they were given: an event that lies ahead happens when its day has come, and nothing else is
        supposed. Raises FactsError as `Edition.evaluate` does, and UnknownNameError.
        """
        who = facts if isinstance(facts, Facts) else self.prepare(facts)
        named = named_readings(readings)
        wanted = tuple_of(modules), tuple_of(only)
        report = _cobijo.timeline(self._book, who, start, end, law_date, known_at, *as_told(named), *wanted)
        days = plain_day(start), plain_day(end)
        return Timeline(report, self, who, days, (_plain_day(law_date), _plain_day(known_at), named), wanted)

    def _list(self, what: str, modules: Iterable[str] = ()) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        english, spanish = (json.loads(text) for text in self._book.names(what, list(modules)))
        return list(zip(english, spanish))

    def labels(self, what: str, modules: Iterable[str] = ()) -> dict[str, Text]:
        """Names by id of one kind of thing: protections, provisions, deadlines, readings, instruments and so on."""
        return {en["id"]: Text(en["label"], es["label"]) for en, es in self._list(what, modules)}

    @functools.cached_property
    def vocabulary(self) -> dict[str, FactInfo]:
        """The facts that can be told of a person."""
        out = {}
        for en, es in self._list("facts"):
            spanish = es.get("values", {})
            values = tuple(Value(id, Text(label, spanish[id])) for id, label in en.get("values", {}).items())
            label, question = (Text(en[m], es[m]) for m in ("label", "question"))
            out[en["id"]] = FactInfo(
                en["id"], en["type"], label, question, en["sensitivity"], en["answered_by"], values
            )
        return out

    @functools.cached_property
    def modules(self) -> dict[str, ModuleInfo]:
        """The modules by id."""
        out = {}
        for en, es in self._list("modules"):
            checked = datetime.date.fromisoformat(en["checked"]) if en.get("checked") else None
            label = Text(en["label"], es["label"])
            out[en["id"]] = ModuleInfo(en["id"], label, en["kind"], en["layer"], checked)
        return out

    def history(self, id: str, lang: str = "en", *, width: int = 100) -> str:
        """Every version of a provision or deadline: dates, instruments, what later decisions did to them."""
        return self._book.history(id, lang, False, width)

    def check(self) -> tuple[Fault, ...]:
        """Points of drafting that loading lets pass: codes E08 must be mended, W08 deserve a look."""
        return tuple(Fault(*f) for f in self._book.check())

    def cases(self, files: Mapping[str, str] | str | os.PathLike[str]) -> CasesReport:
        """Runs test cases (docs/format.md, section 10): texts by path, or every `*.cases.json` below a folder."""
        if not isinstance(files, Mapping):
            found = sorted(Path(files).rglob("*.cases.json"))
            files = {str(p): p.read_text(encoding="utf-8") for p in found}
        passed, failures = self._book.cases(list(files.items()))
        return CasesReport(passed, tuple(CaseFailure(f, n, line, tuple(d)) for f, n, line, d in failures))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Rulebook):
            return NotImplemented
        return self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return f"<Rulebook {self.version or self.digest[:19]}: {', '.join(self.modules)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return _rulebook, (self._origin, self.digest)


@functools.cache
def _builtin(modules: tuple[str, ...] | None) -> Rulebook:
    return Rulebook(_cobijo.builtin(None if modules is None else list(modules)), ("builtin", modules))


def rulebook(modules: Iterable[str] | None = None) -> Rulebook:
    """The rulebook that is built into the library; with `modules`, only those of it.

    It is read once and kept: rulebooks never change.
    """
    return _builtin(None if modules is None else tuple(modules))


def _rulebook(origin: tuple[str, Any], digest: str) -> Rulebook:
    """A rulebook that comes out of a pickle. It must be the one that went in."""
    kind, what = origin
    makers: dict[str, Callable[[Any], Rulebook]] = {
        "builtin": _builtin,
        "folder": Rulebook.load,
        "files": Rulebook.from_files,
        "extended": Rulebook.extended,
    }
    made = makers[kind](what)
    if made.digest != digest:
        raise Error([("E0106", "this was pickled with other rules", f"rules with the digest {digest}")])
    return made


_cobijo.use_error_maker(error_of)
_cobijo.use_classes(Determination, Facts, tuple(Status), tuple(DeadlineState))
