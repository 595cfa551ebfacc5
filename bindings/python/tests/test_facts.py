# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Facts in every form in which Python has them."""

import datetime
import enum
import json
import random
from collections import OrderedDict, UserDict
from types import MappingProxyType

import cobijo
import pytest


def read(book, facts):
    return book.prepare(facts).to_dict()


class Harm(enum.Enum):
    THREAT = "threat"
    INJURY = "injury"


class HarmText(enum.StrEnum):
    THREAT = "threat"


@pytest.mark.parametrize(
    "given, understood",
    [
        ({"person.birth_date": datetime.date(1998, 5, 1)}, {"person.birth_date": "1998-05-01"}),
        ({"person.birth_date": datetime.datetime(1998, 5, 1)}, {"person.birth_date": "1998-05-01"}),
        ({"person.birth_date": "1998-05"}, {"person.birth_date": ["1998-05-01", "1998-05-31"]}),
        (
            {"person.birth_date": (datetime.date(1998, 5, 1), "1998-05-03")},
            {"person.birth_date": ["1998-05-01", "1998-05-03"]},
        ),
        (
            {"person.birth_date": cobijo.age(17, on=datetime.date(2026, 1, 15))},
            {"person.birth_date": ["2008-01-16", "2009-01-15"]},
        ),
        ({"zz.filed_date": cobijo.NOT_YET}, {"zz.filed_date": "not_yet"}),
        ({"zz": {"filed_date": "2026-01-01", "convicted": True}}, {"zz.filed_date": "2026-01-01", "zz.convicted": True}),
        ({"person.harm": []}, {"person.harm": []}),
        ({"person.harm": {"threat", "injury"}}, {"person.harm": ["threat", "injury"]}),
        ({"person.harm": frozenset(["threat"])}, {"person.harm": ["threat"]}),
        ({"person.harm": ("threat",)}, {"person.harm": ["threat"]}),
        ({"person.harm": [Harm.THREAT, HarmText.THREAT]}, {"person.harm": ["threat"]}),
        ({"person.harm": {"yes": ["threat"]}}, {"person.harm": {"yes": ["threat"], "no": []}}),
        ({"person.reports": 3}, {"person.reports": 3}),
        ({"person.reports": 3.0}, {"person.reports": 3}),
        ({"person.reports": float("nan")}, {}),
        ({"person.reports": [2, 4]}, {"person.reports": [2, 4]}),
        ({"zz.convicted": None}, {}),
        (OrderedDict({"zz.convicted": True}), {"zz.convicted": True}),
        (UserDict({"zz.convicted": True}), {"zz.convicted": True}),
        (MappingProxyType({"zz.convicted": True}), {"zz.convicted": True}),
    ],
)
def test_forms(zed, given, understood):
    assert read(zed, given) == understood
    assert read(zed, understood) == understood


def test_tables(zed):
    pandas = pytest.importorskip("pandas")
    import numpy

    table = pandas.DataFrame(
        {
            "zz.entry_date": pandas.to_datetime(["2026-01-02", None]),
            "zz.convicted": [True, False],
            "person.reports": [1, None],
        }
    )
    first, second = table.to_dict("records")
    assert read(zed, first) == {"zz.entry_date": "2026-01-02", "zz.convicted": True, "person.reports": 1}
    assert read(zed, second) == {"zz.convicted": False}
    assert read(zed, table.iloc[0]) == read(zed, first)
    assert read(zed, {"zz.convicted": numpy.bool_(True), "person.reports": numpy.int64(2)}) == {
        "zz.convicted": True,
        "person.reports": 2,
    }
    assert read(zed, {"zz.entry_date": numpy.datetime64("2026-01-02"), "zz.convicted": pandas.NA}) == {
        "zz.entry_date": "2026-01-02"
    }
    assert read(zed, {"person.harm": numpy.array(["threat"])}) == {"person.harm": ["threat"]}


SECRET = "Ana Sofia 7"


@pytest.mark.parametrize(
    "given, code",
    [
        ({"zz.name": SECRET}, "E0601"),
        ({"zz.convicted": SECRET}, "E0602"),
        ({"zz.convicted": 1}, "E0602"),
        ({"person.reports": True}, "E0602"),
        ({"person.reports": 2.5}, "E0602"),
        ({"person.reports": 10**30}, "E0602"),
        ({"person.harm": SECRET}, "E0602"),
        ({"person.harm": [SECRET]}, "E0603"),
        ({"person.harm": {"yes": ["threat"], "no": ["threat"]}}, "E0604"),
        ({"person.harm": [object()]}, "E0602"),
        ({"person.harm": ["\ud800"]}, "E0602"),
        ({"zz.entry_date": SECRET}, "E0701"),
        ({"zz.entry_date": "2026-02-30"}, "E0702"),
        ({"zz.entry_date": datetime.date(1850, 1, 1)}, "E0703"),
        ({"zz.entry_date": datetime.datetime(2026, 1, 1, 13)}, "E0701"),
        ({"zz.entry_date": ["2026-01-02", "2026-01-01"]}, "E0707"),
        ({"zz.entry_date": "2026-01-01", "zz": {"entry_date": "2026-01-01"}}, "E0605"),
    ],
)
def test_faults(law, given, code):
    with pytest.raises(cobijo.FactsError) as wrong:
        law.evaluate(given)
    error = wrong.value
    assert error.code == code == error.faults[0].code
    assert error.message and error.where.startswith("facts")
    for text in (str(error), repr(error), error.hint, repr(error.faults)):
        assert SECRET not in text


def test_every_fault_is_told(law):
    with pytest.raises(cobijo.FactsError) as wrong:
        law.evaluate({"zz.x": 1, "zz.convicted": "no", "person.harm": ["x"]})
    assert sorted(f.code for f in wrong.value.faults) == ["E0601", "E0602", "E0603"]
    assert "threat" in next(f.hint for f in wrong.value.faults if f.code == "E0603")
    assert str(wrong.value).count("\n") == 2


def test_names_are_text(law):
    with pytest.raises(TypeError):
        law.evaluate({1: True})


def random_value(fact, random):
    day = lambda: datetime.date(1990, 1, 1) + datetime.timedelta(days=random.randrange(12000))
    if fact.type == "boolean":
        return random.choice([True, False, None])
    if fact.type == "number":
        return random.choice([0, 1, random.randrange(-5, 500), [2, 4]])
    if fact.type == "date":
        a, b = sorted([day(), day()])
        return random.choice([a, a.isoformat(), f"{a:%Y-%m}", "not_yet", [a, b], (a.isoformat(), "not_yet")])
    if fact.type == "date_time":
        a = datetime.datetime(2020, 1, 1, 5) + datetime.timedelta(minutes=random.randrange(10**6))
        zone = datetime.timezone(datetime.timedelta(minutes=random.randrange(-600, 600)))
        return random.choice([a, a.replace(tzinfo=zone), day(), a.isoformat(timespec="minutes"), "not_yet"])
    values = [v.id for v in fact.values]
    some = random.sample(values, random.randrange(len(values) + 1)) if values else []
    if fact.type == "enum":
        return random.choice([random.choice(values), {"no": some[:-1]}])
    if fact.type == "set":
        return random.choice([some, tuple(some), set(some), {"yes": some[:1], "no": some[1:]}])
    a, b = sorted([day(), day()])
    return random.choice([[], [[a, b]], [[a.isoformat(), "not_yet"]]])


def test_both_ways_of_reading_agree(builtin):
    """The short way for plain dictionaries, the long way through JSON, and the way back."""
    chance = random.Random(7)
    vocabulary = list(builtin.vocabulary.values())
    for _ in range(150):
        few = chance.sample(vocabulary, 25)
        facts = {f.id: random_value(f, chance) for f in few}
        quick, careful = read(builtin, facts), json.loads(builtin._book.read_carefully(facts))
        assert quick == careful
        assert read(builtin, quick) == quick
