# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
import csv
import datetime
import enum
import io
import json
import pickle
import tracemalloc

import cobijo
import jsonschema
import pytest
from cobijo import Outcome, Severity, Status, Verdict


@pytest.fixture(scope="module")
def then(zed):
    return zed.at("2019-05-01")


@pytest.fixture(scope="module")
def now(zed):
    return zed.at("2026-01-15")


@pytest.fixture(scope="module")
def changed(then, now):
    return cobijo.diff(then, now, seconds=1)


INJURED = {"person.harm": ["injury"], "zz.entry_date": "2025-04-12", "zz.convicted": False, "person.reports": 0}
THREATENED = {"person.harm": ["threat"], "zz.entry_date": "2026-01-12", "zz.convicted": False}
LATE = {"person.harm": ["injury"], "zz.entry_date": datetime.date(2019, 4, 12), "zz.filed_date": cobijo.NOT_YET}
LATE |= {"person.birth_date": "2000-01-01", "zz.convicted": False}


# --- diff -------------------------------------------------------------------------------------------------------------


def test_changes(changed):
    condition = next(c for c in changed.changes if c.kind == "provision.condition")
    assert condition.id == "provision.condition:zz.shelter" and condition.thing == "zz.shelter"
    assert (condition.module, condition.label.es) == ("zz", "Refugio")
    assert condition.severity in (Severity.NARROWS, Severity.DIFFERENT) and isinstance(condition.severity, Severity)
    assert "zz.act_2020" in condition.instruments


def test_meanings(changed, then, now):
    shelter = changed.meanings["zz.shelter"]
    assert shelter.verdict in (Verdict.NARROWER, Verdict.DIFFERENT) and shelter.protection
    assert shelter.proved == cobijo.has_proofs()
    assert sum(changed.verdicts.values()) == 2 and changed.verdicts[shelter.verdict] == 1
    # What is told of a witness is what evaluate says.
    who = shelter.loses
    for law, status in ((then, who.before), (now, who.after)):
        assert law.evaluate(who.facts, who.as_of)["zz.shelter"].status is status
    assert who.before is Status.ELIGIBLE


def test_each_side_has_the_law_as_it_was_known(zed):
    known, all = zed.at("2025-04-20", known_at="2025-02-01"), zed.at("2025-04-20")
    found = cobijo.diff(known, all, seconds=1)
    assert found.to_dict()["a"]["known_at"] == "2025-02-01" and "known_at" not in found.to_dict()["b"]
    assert found.to_dict()["a"]["name"] == "2025-04-20~2025-02-01"
    assert "zz.shelter" in found.meanings
    assert not cobijo.diff(known, known, seconds=1).changes and not cobijo.diff(all, all, seconds=1).meanings
    assert Outcome.LOSES in cobijo.impact(known, all, [INJURED]).people.outcomes
    assert Outcome.GAINS in cobijo.impact(all, known, [INJURED]).people.outcomes
    assert cobijo.impact(known, known, [INJURED]).people.changed == 0


def test_each_side_has_its_readings(zed):
    yes, no = (zed.at("2026-01-15", readings={"zz.repeated": p}) for p in ("yes", "no"))
    left_open = zed.at("2026-01-15", readings="open")
    assert cobijo.diff(yes, no, seconds=1).meanings["zz.shelter"].verdict is Verdict.NARROWER
    assert cobijo.diff(no, yes, seconds=1).meanings["zz.shelter"].verdict is Verdict.BROADER
    assert cobijo.diff(yes, no, meanings=False).to_dict()["b"]["name"] == "2026-01-15 zz.repeated=no"
    assert cobijo.diff(yes, left_open, meanings=False).to_dict()["b"]["name"] == "2026-01-15 open"
    outcomes = lambda a, b: set(cobijo.impact(a, b, [THREATENED]).people.outcomes)
    assert outcomes(yes, no) == {Outcome.LOSES} and Outcome.GAINS in outcomes(no, yes)
    assert Outcome.BECOMES_UNDETERMINED in outcomes(no, left_open)


def test_what_of_a_diff_is_asked(then, now):
    assert not cobijo.diff(then, now, meanings=False).meanings
    only = cobijo.diff(then, now, only="zz.residence", modules=["zz"], seconds=1)
    assert "zz.shelter" not in {c.thing for c in only.changes}
    assert cobijo.diff(then, now, meanings=False, as_of="2020-02-02").to_dict()["as_of"] == "2020-02-02"
    assert cobijo.diff(then, now, meanings=False, any_day=True).to_dict()["any_day"]
    for wrong in ({"only": ["zz.nothing"]}, {"modules": ["yy"]}):
        with pytest.raises(cobijo.UnknownNameError):
            cobijo.diff(then, now, **wrong)
    with pytest.raises(cobijo.DayError):
        cobijo.diff(then, now, as_of="soon")


def test_texts_of_a_diff(changed, root):
    jsonschema.validate(changed.to_dict("es"), json.loads((root / "docs/schema/diff.schema.json").read_text()))
    assert repr(changed).startswith("<Diff 2019-05-01 → 2026-01-15: ")
    assert "Refugio" in changed.changelog("es") and changed.changelog("es") != changed.to_markdown("es")
    assert "Refugio" in changed.report("es") and changed.to_markdown().startswith("# ")
    assert pickle.loads(pickle.dumps(changed)) == changed
    assert pickle.loads(pickle.dumps(changed)).meanings == changed.meanings


def test_frame_of_a_diff(changed):
    pytest.importorskip("pandas")
    assert changed.to_frame("es")["label"].to_dict() == {c.id: c.label.es for c in changed.changes}


# --- impact -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def counted(then, now):
    people = [LATE, {"as_of": "2026-01-15", "facts": {"zz.convicted": True}}, {"name": "Ana"}, json.dumps(THREATENED)]
    return cobijo.impact(then, now, people, by=["person.harm"])


def test_counts(counted):
    assert (counted.persons, counted.left_out, counted.left_out_by) == (3, 1, {"E0601": 1})
    assert counted.as_of == datetime.date(2026, 1, 15)
    shelter = counted.protections["zz.shelter"]
    assert shelter.label.es == "Refugio" and shelter.module == "zz"
    loses = shelter.outcomes[Outcome.LOSES]
    assert loses == (1, (0,))
    assert (Status.ELIGIBLE, Status.NOT_ELIGIBLE, 1) in shelter.moves
    injured = next(p for p in shelter.by["person.harm"] if p.value == "injury")
    assert injured.label.es == "lesión" and injured.outcomes == {Outcome.LOSES: (1, (0,))}
    assert [(g.kind, g.value, g.persons) for g in counted.groups["person.harm"]] == [
        ("value", "threat", 1),
        ("value", "injury", 1),
        ("unknown", None, 1),
    ]
    assert counted.people.outcomes[Outcome.LOSES].persons == 1 and counted.one_sided == {}


def test_rows_that_are_wrong(then, now, counted):
    assert [(row, [f.code for f in faults]) for row, faults in counted.faults] == [(2, ["E0601"])]
    assert "Ana" not in str(counted.faults) and counted.faults[0][1][0].where == "facts#/name"
    told = []
    people = [
        {"zz.entry_date": "soon"},
        {"person.harm": ["theft", 3], "zz.convicted": 1},
        {"as_of": "2026-01-15", "law_date": "2020-01-01", "facts": {}},
        {"as_of": "soon", "facts": {}},
        {"facts": {"zz.convicted": "no"}},
        {"zz.entry_date": "2026-01-02", "zz.filed_date": "2026-01-01"},
        "[",
        {},
    ]
    found = cobijo.impact(then, now, people, first_row=2, on_fault=lambda row, faults: told.append((row, faults)))
    assert [row for row, _ in told] == [2, 3, 4, 5, 6, 7, 8] and found.persons == 1
    assert [faults[0].code for _, faults in told] == ["E0701", "E0603", "E0202", "E0701", "E0602", "E0604", "E0101"]
    assert [f.pointer for f in told[4][1]] == ["/facts/zz.convicted"]
    assert not any("soon" in str(f) or "theft" in str(f) for _, faults in told for f in faults)
    assert found.faults == tuple(told)
    assert len(cobijo.impact(then, now, [{"x": 1}] * 150).faults) == 100

    def stop(row, faults):
        raise LookupError(row)

    with pytest.raises(LookupError):
        cobijo.impact(then, now, people, on_fault=stop)


def test_what_is_no_person(then, now):
    for nobody in (3, ["person.harm"], None, {3: 4}):
        with pytest.raises(TypeError):
            cobijo.impact(then, now, [nobody])


def test_every_way_to_write_a_person(then, now):
    """As `evaluate` takes them, whichever way they go through the extension."""

    class Harm(enum.Enum):
        INJURY = "injury"

    ways = [
        LATE,
        {"facts": LATE},
        {"as_of": "2026-01-15", "facts": LATE, "story": {"en": "…", "es": "…"}},
        {"as_of": datetime.date(2026, 1, 15), "facts": LATE},
        LATE | {"person.harm": {Harm.INJURY}},
        LATE | {"person.harm": ("injury",), "person.reports": None},
        json.dumps(LATE | {"zz.entry_date": "2019-04-12"}),
        {"person": {"harm": ["injury"], "birth_date": "2000-01-01"}, "zz": {k[3:]: v for k, v in LATE.items() if k[:3] == "zz."}},
    ]
    found = cobijo.impact(then, now, ways)
    assert found.left_out == 0 and found.protections["zz.shelter"].outcomes[Outcome.LOSES].persons == len(ways)


def test_tables(then, now):
    pandas = pytest.importorskip("pandas")
    table = pandas.DataFrame(
        {
            "person.harm": [["injury"], None],
            "zz.entry_date": [pandas.Timestamp("2019-04-12"), pandas.NaT],
            "zz.convicted": [False, None],
            "person.birth_date": ["2000-01-01", None],
            "zz.filed_date": ["not_yet", None],
        }
    )
    people = (row for _, row in table.iterrows())
    found = cobijo.impact(then, now, people)
    assert (found.persons, found.left_out) == (2, 0) and found.people.outcomes[Outcome.LOSES] == (1, (0,))
    assert cobijo.impact(then, now, table.to_dict("records")).to_dict() == found.to_dict()


def test_people_are_not_held(then, now):
    def people(count):
        for n in range(count):
            yield LATE | {"person.reports": n}

    cobijo.impact(then, now, people(100))
    tracemalloc.start()
    cobijo.impact(then, now, people(200))
    few = tracemalloc.get_traced_memory()[1]
    tracemalloc.reset_peak()
    cobijo.impact(then, now, people(4000))
    many = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert many < 2 * few + 100_000


def test_what_of_an_impact_is_asked(then, now):
    asked = dict(by="person.birth_date:year", only=["zz.shelter"], examples=1, as_of=datetime.date(2019, 6, 1))
    found = cobijo.impact(then, now, [LATE, LATE], **asked)
    assert found.as_of == datetime.date(2019, 6, 1)
    assert [g.value for g in found.groups["person.birth_date:year"]] == ["2000"]
    assert list(found.protections) == ["zz.shelter"] and not found.deadlines
    assert found.protections["zz.shelter"].outcomes[Outcome.LOSES] == (2, (0,))
    hours = cobijo.impact(then, now, [], as_of="2026-01-15T10:00-06:00")
    assert hours.as_of.hour == 10 and hours.persons == 0
    for wrong in ({"only": ["zz.nothing"]}, {"modules": ["yy"]}, {"by": ["zz.nothing"]}):
        with pytest.raises(cobijo.UnknownNameError):
            cobijo.impact(then, now, [], **wrong)
    with pytest.raises(cobijo.DayError):
        cobijo.impact(then, now, [], as_of="soon")


def test_days_of_the_builtin_rulebook(builtin):
    by_day = cobijo.impact("2021-01-09", datetime.date(2021, 1, 11), [{"mx.in_country": True}])
    by_law = cobijo.impact(builtin.at("2021-01-09"), builtin.at("2021-01-11"), [{"mx.in_country": True}])
    assert by_day == by_law and hash(by_day) == hash(by_law)


def test_two_rulebooks(zed, root, now):
    """A fact that only one vocabulary has is told to that side."""
    folder = root / "tests/cli/rulebook"
    files = {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.json")}
    facts = json.loads(files["vocabulary/facts.json"])
    facts["facts"]["zz.detained"] = {**facts["facts"]["zz.convicted"]}
    files["vocabulary/facts.json"] = json.dumps(facts)
    other = cobijo.Rulebook.from_files(files).at("2026-01-15")
    people = [LATE | {"zz.detained": True}, LATE, LATE | {"zz.detaind": True}]
    for a, b in ((now, other), (other, now)):
        found = cobijo.impact(a, b, people)
        assert (found.persons, found.one_sided, found.left_out) == (2, {"zz.detained": 1}, 1)
        assert found.faults[0][1][0].code == "E0601"


def test_small_counts_are_hidden(then, now):
    found = cobijo.impact(then, now, [LATE, {"x": 1}], hide_below=3)
    assert found.protections["zz.shelter"].outcomes[Outcome.LOSES] == (None, ())
    assert found.people.changed is None and "loses few" in repr(found)
    assert found.faults == () and found.left_out == 1
    shown = pickle.dumps(found)
    assert b"<3" in shown and pickle.loads(shown) == found


def test_texts_of_an_impact(counted, root):
    jsonschema.validate(counted.to_dict("es"), json.loads((root / "docs/schema/impact.schema.json").read_text()))
    assert repr(counted) == "<Impact 2019-05-01 → 2026-01-15: persons 3, loses 1; rows left out: 1>"
    assert "Refugio" in counted.report("es") and counted.to_markdown("es").startswith("# ")
    again = pickle.loads(pickle.dumps(counted))
    assert again == counted and again.report("es") == counted.report("es") and again.faults == counted.faults
    assert again.protections == counted.protections and again._repr_html_() == counted._repr_html_()
    assert counted != 3


def test_frame_of_an_impact(counted, then, now):
    pytest.importorskip("pandas")
    table = counted.to_frame()
    assert len(table) == len(list(csv.reader(io.StringIO(counted.to_csv())))) - 1
    row = table[(table.id == "zz.shelter") & (table.outcome == "loses") & (table.value == "injury")].iloc[0]
    assert (row.persons, row.of, row["rows"]) == (1, 1, [0])
    hidden = cobijo.impact(then, now, [LATE], hide_below=3).to_frame()
    assert hidden[hidden.outcome == "loses"].persons.isna().all()
