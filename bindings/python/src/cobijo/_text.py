# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Texts in the two languages of the library, and texts that a notebook shows as pages."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any


class Text(str):
    """A text in English, with the same in Spanish beside it.

    >>> t = Text("Shelter", "Refugio")
    >>> print(t, t.es, t.in_("es"))
    Shelter Refugio Refugio
    """

    __slots__ = ("es",)
    es: str

    def __new__(cls, en: str, es: str) -> Text:
        self = super().__new__(cls, en)
        self.es = es
        return self

    @property
    def en(self) -> str:
        """The text in English."""
        return str(self)

    def in_(self, lang: str) -> str:
        """The text in "en" or "es"."""
        return self.es if lang == "es" else str(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return Text, (str(self), self.es)


def day_or_minute(text: str) -> datetime.date:
    """What the library writes for a day, or for a minute, which is a datetime."""
    return datetime.datetime.fromisoformat(text) if "T" in text else datetime.date.fromisoformat(text)


def either(en: str, es: str) -> Text | None:
    """A text, unless there is none in either language."""
    return Text(en, es) if en or es else None


def text_of(pair: tuple[str, str] | None) -> Text | None:
    """What the extension gives, as a Text."""
    return None if pair is None else Text(*pair)


class Page(str):
    """A text to print. A notebook shows it as a page, which is made when it is asked for."""

    __slots__ = ("_make",)
    _make: Callable[[], str]

    def __new__(cls, text: str, make: Callable[[], str]) -> Page:
        self = super().__new__(cls, text)
        self._make = make
        return self

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self._make()

    def __reduce__(self) -> tuple[Any, ...]:
        return _page, (str(self), self._make())


def _page(text: str, html: str) -> Page:
    return Page(text, lambda: html)
