# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""What can be wrong, and where: the faults of the library as Python exceptions."""

from __future__ import annotations

from typing import Iterable, NamedTuple, Sequence


class Fault(NamedTuple):
    """One thing that is wrong, where, and what would be right. None repeats the value of a fact about a person."""

    code: str
    """Stable, such as E0301; listed in docs/errors.md."""
    message: str
    hint: str = ""
    """What would be right."""
    file: str = ""
    pointer: str = ""
    """JSON pointer into the file."""
    line: int = 0
    """Line in the file, from 1; 0 if it is not known."""

    @property
    def where(self) -> str:
        """``file:line``, or the pointer where no line is known."""
        if self.line:
            return f"{self.file}:{self.line}"
        return f"{self.file}#{self.pointer}" if self.pointer else self.file

    def __str__(self) -> str:
        where = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.code}: {self.message}{hint}"


class Error(ValueError):
    """Something was wrong; `faults` are all the things that were found, the first of them in `code` and the rest.

    >>> import cobijo
    >>> try:
    ...     cobijo.rulebook().prepare({"person.birth_dat": None})
    ... except cobijo.Error as error:
    ...     print(error.code, error.where, error.hint)
    E0601 facts#/person.birth_dat did you mean "person.birth_date"?
    """

    def __init__(self, faults: Iterable[Sequence[object]]) -> None:
        self.faults: tuple[Fault, ...] = tuple(Fault(*f) for f in faults)  # type: ignore[arg-type]
        super().__init__(self.faults)

    @property
    def code(self) -> str:
        """Code of the first fault."""
        return self.faults[0].code

    @property
    def message(self) -> str:
        """What is wrong."""
        return self.faults[0].message

    @property
    def where(self) -> str:
        """Where it is wrong: ``file:line`` or ``file#pointer``."""
        return self.faults[0].where

    @property
    def hint(self) -> str:
        """What would be right; may be empty."""
        return self.faults[0].hint

    def __str__(self) -> str:
        return "\n".join(str(f) for f in self.faults)


class FactsError(Error):
    """A fact that the vocabulary does not have, a value that it cannot have, or facts that contradict one another."""


class DayError(Error):
    """A text that is no day or minute, or one outside the calendar of the library."""


class RulebookError(Error):
    """Rule files that cannot be read, or that are not well-formed."""


class UnknownNameError(Error, KeyError):
    """A protection, deadline, module or reading that the rulebook does not have."""


def error_of(faults: list[tuple[object, ...]]) -> Error:
    """The exception for a list of faults; called by the extension."""
    code, file = str(faults[0][0]), str(faults[0][3])
    if code.startswith("E06") or (code.startswith("E07") and file == "facts"):
        return FactsError(faults)
    if code.startswith("E07") and not file:
        return DayError(faults)
    if code.startswith("E03") and not file:
        return UnknownNameError(faults)
    return RulebookError(faults)
