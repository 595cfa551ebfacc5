# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
import datetime
import json
import pickle
import threading

import cobijo
import jsonschema
import pytest
from cobijo import DeadlineState, Status

FILING = "zz.shelter.filing"
FIRST, LAST = "2026-02-20", "2026-12-31"


@pytest.fixture
def years(zed, facts):
    return zed.timeline(facts, FIRST, LAST)


def test_turns(years):
    assert [(t.on.isoformat(), t.id) for t in years] == [
        ("2026-03-01", FILING),
        ("2026-03-14", "zz.shelter"),
        ("2026-03-14", FILING),
    ]
    opens, refused, missed = years.turns
    assert opens.changes == ("state", "due") and opens.label.es == "Solicitar refugio"
    assert opens.before.state is DeadlineState.NOT_RUNNING and opens.before.due is None
    assert opens.after == (DeadlineState.OPEN, (DeadlineState.OPEN,), datetime.date(2026, 3, 13), datetime.date(2026, 3, 13))
    assert [c.kind for c in opens.causes] == ["start"]
    assert refused.before.status is Status.ELIGIBLE and refused.after.status is Status.NOT_ELIGIBLE
    assert (refused.causes[0].kind, refused.causes[0].id, refused.causes[0].cite) == ("deadline", FILING, "SA 8")
    assert refused.causes[0].label == "File for shelter" and refused.causes[0].instrument is None
    assert missed.after.state is DeadlineState.MISSED


def test_law_as_a_cause(zed, facts):
    facts |= {"zz.entry_date": "2019-01-02", "person.birth_date": "2000-01-01"}
    (turn,) = zed.timeline(facts, "2019-06-01", "2021-01-01").of("zz.shelter")
    assert (turn.on, turn.after.status) == (datetime.date(2020, 7, 1), Status.NOT_ELIGIBLE)
    assert [g.label.es for g in turn.before.grants] == ["estancia de un año"]
    cause = turn.causes[0]
    assert (cause.kind, cause.instrument, cause.label.es) == ("law", "zz.act_2020", "Ley de reforma")


def test_each_day_is_that_of_evaluate(zed, facts):
    """Walked from turn to turn, every lane is on every day as that day's law has it."""
    facts["person.birth_date"] = "1990"
    years = zed.timeline(facts, "2024-12-25", "2026-04-01")
    now = {lane.id: lane.first for lane in years.lanes.values()}
    day = years.start
    while day <= years.end:
        now |= {t.id: t.after for t in years if t.on == day}
        if day.day in (1, 10, 14) or any(t.on - datetime.timedelta(1) == day or t.on == day for t in years):
            answer = zed.at(day).evaluate(facts)
            assert {id: p.status for id, p in answer.items()} == {
                id: s.status for id, s in now.items() if isinstance(s, cobijo.Standing)
            }
            for id, deadline in answer.deadlines.items():
                assert now[id] == (deadline.state, deadline.possible, deadline.due, deadline.latest)
        day += datetime.timedelta(1)


def test_it_is_a_sequence(years):
    assert len(years) == 3 and years[0] is years.turns[0] and years[1:] == years.turns[1:]
    assert years[-1] in years and list(reversed(years))[0] == years[-1]
    assert years.of("zz.residence") == () and len(years.of(FILING)) == 2
    with pytest.raises(cobijo.UnknownNameError) as nothing:
        years.of("zz.sheltr")
    assert "zz.shelter" in nothing.value.hint


def test_lanes(years):
    assert list(years.lanes) == ["zz.shelter", "zz.residence", FILING]
    shelter, filing = years.lanes["zz.shelter"], years.lanes[FILING]
    assert (shelter.kind, shelter.label.es, shelter.first.status) == ("protection", "Refugio", Status.ELIGIBLE)
    assert (filing.kind, filing.first.state) == ("deadline", DeadlineState.NOT_RUNNING)


def test_what_is_asked(zed, facts):
    assert list(zed.timeline(facts, FIRST, LAST, only=[FILING]).lanes) == [FILING]
    assert list(zed.timeline(facts, FIRST, LAST, only="zz.shelter").lanes) == ["zz.shelter", FILING]
    assert zed.timeline(facts, FIRST, LAST, modules=["zz"]).turns == zed.timeline(facts, FIRST, LAST).turns
    fixed = zed.timeline(facts, FIRST, LAST, law_date="2019-06-01")
    assert fixed.law_date == datetime.date(2019, 6, 1) and not fixed.of("zz.shelter")
    threat = facts | {"person.harm": ["threat"], "zz.filed_date": "2026-03-02"}
    first = lambda readings: zed.timeline(threat, FIRST, LAST, readings=readings).lanes["zz.shelter"].first.status
    assert first(None) == first("open") == Status.UNDETERMINED
    assert (first({"zz.repeated": "yes"}), first({"zz.repeated": "no"})) == (Status.ELIGIBLE, Status.NOT_ELIGIBLE)
    before = facts | {"zz.entry_date": "2025-04-01", "person.reports": 0}
    known = lambda day: [t.on for t in zed.timeline(before, "2025-03-25", "2025-04-10", known_at=day).of("zz.shelter")]
    assert known(None) == [datetime.date(2025, 4, 1)] and known("2025-02-01") == []


def test_what_is_wrong(zed, builtin, facts):
    for wrong, how in (
        (cobijo.DayError, {"start": "soon"}),
        (cobijo.DayError, {"end": "2026-02-30"}),
        (cobijo.DayError, {"end": "2025-01-01"}),
        (cobijo.DayError, {"law_date": "once"}),
        (TypeError, {"start": 5}),
        (cobijo.UnknownNameError, {"only": ["zz.nothing"]}),
        (cobijo.UnknownNameError, {"modules": ["yy"]}),
        (cobijo.UnknownNameError, {"readings": {"zz.repeated": "perhaps"}}),
        (ValueError, {"readings": "perhaps"}),
        (cobijo.FactsError, {"facts": {"name": "Ana"}}),
        (cobijo.FactsError, {"facts": facts | {"zz.entry_date": "2026-03-01", "zz.filed_date": "2026-02-01"}}),
        (ValueError, {"facts": builtin.prepare({})}),
        (TypeError, {"facts": [facts]}),
    ):
        with pytest.raises(wrong):
            zed.timeline(**({"facts": facts, "start": FIRST, "end": LAST} | how))


def test_days_and_prepared_facts(zed, facts, years):
    same = zed.timeline(zed.prepare(facts), datetime.date(2026, 2, 20), datetime.date(2026, 12, 31))
    assert same == years and hash(same) == hash(years) and same.turns == years.turns
    assert (same.start, same.end) == (datetime.date(2026, 2, 20), datetime.date(2026, 12, 31))
    assert zed.timeline(facts, FIRST, "2026-12-30") != years
    assert years != 3


def test_pickle(zed, facts, years):
    again = pickle.loads(pickle.dumps(years))
    assert again == years and again.turns == years.turns and again.facts == years.facts
    how = dict(law_date="2025-06-01", known_at="2025-07-01", readings={"zz.repeated": "yes"}, only=[FILING])
    special = zed.timeline(facts, FIRST, LAST, **how)
    assert pickle.loads(pickle.dumps(special)).to_dict() == special.to_dict()


def test_nothing_is_made_before_it_is_read(zed, facts):
    years = zed.timeline(facts, FIRST, LAST)
    assert "lanes" not in vars(years) and "turns" not in vars(years)
    assert years.turns is years.turns


def test_texts(years):
    assert repr(years).splitlines()[0] == "<Timeline from 2026-02-20 to 2026-12-31: changes 3, days 2>"
    assert "  2026-03-14 zz.shelter: eligible → not_eligible" in repr(years)
    assert "2026-03-14" in years.report("es") and "elegible" in years.report("es")
    assert "zz.residence" not in years.report() and "zz.residence" in years.report(all=True)
    assert max(map(len, years.report(width=60).splitlines()[:10])) <= 60
    assert years.svg("es").startswith("<svg ") and "Refugio" in years.svg("es")
    assert "zz.residence" not in years.svg() and "zz.residence" in years.svg(all=True)


def test_published_form(years, builtin, root):
    schema = json.loads((root / "docs/schema/timeline.schema.json").read_text())
    jsonschema.validate(years.to_dict("es"), schema)
    case = json.loads((root / "docs/examples/gang_threat_day_28.json").read_text())
    long = builtin.timeline(case["facts"], "2025-10-01", "2027-10-01")
    jsonschema.validate(long.to_dict(), schema)
    assert len(long) == len(long.to_dict()["turns"]) > 10
    assert all(t.label.es and t.causes for t in long)


def test_frame(years):
    pytest.importorskip("pandas")
    table = years.to_frame("es")
    assert list(table.index) == [t.on for t in years]
    assert list(table["before"]) == ["not_running", "eligible", "open"]
    assert table.loc[datetime.date(2026, 3, 14)]["label"].tolist() == ["Refugio", "Solicitar refugio"]
    assert table["due"].iloc[0] == datetime.date(2026, 3, 13) and table["due"].isna().tolist() == [False, True, False]


def test_threads(zed, facts):
    expected = zed.timeline(facts, FIRST, LAST).to_dict()
    wrong = []

    def work():
        for _ in range(5):
            if zed.timeline(facts, FIRST, LAST).to_dict() != expected:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
