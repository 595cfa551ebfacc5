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


def test_status_and_details(law, facts):
    answer = law.evaluate(facts)
    shelter = answer["zz.shelter"]
    assert shelter.status is Status.ELIGIBLE == "eligible"
    assert (shelter.elements, shelter.exceptions) == (True, False)
    assert shelter.label == "Shelter" and shelter.label.es == "Refugio" == shelter.label.in_("es")
    assert (shelter.decision, shelter.layer, shelter.authority) == ("must", "national", "zz.office")
    assert shelter.authority_label.es == "Oficina de Refugio"
    assert shelter.leads_to == ("zz.residence",)
    assert shelter.cap == "500 a year"
    assert [n.es for n in shelter.notices] == ["presentarse cada mes"]
    assert [(g.kind, g.cite, g.support) for g in shelter.grants] == [("stay", "SA 6", "verified")]
    assert [d.id for d in shelter.deadlines] == [FILING]
    assert shelter.residual is None and shelter.missing == ()
    reason = shelter.reasons[0]
    assert (reason.provision, reason.value, reason.exception, reason.fact) == ("zz.harmed", True, False, "person.harm")


def test_what_is_missing(law):
    answer = law.evaluate({"person.harm": ["threat"], "zz.convicted": False})
    shelter = answer["zz.shelter"]
    assert shelter.status is Status.UNDETERMINED and shelter.elements is None
    assert shelter.readings == ("zz.repeated",)
    assert ("reading", "zz.repeated") in shelter.rests_on
    assert isinstance(shelter.residual, dict)
    assert set(shelter.missing) <= set(answer.missing)


def test_readings(zed, facts):
    facts["person.harm"] = ["threat"]
    yes = zed.at("2026-03-02", readings={"zz.repeated": "yes"}).evaluate(facts)
    no = zed.at("2026-03-02", readings={"zz.repeated": "no"}).evaluate(facts)
    assert (yes["zz.shelter"].status, no["zz.shelter"].status) == ("eligible", "not_eligible")
    with pytest.raises(ValueError):
        zed.at("2026-03-02", readings="perhaps")


def test_deadlines(law, facts):
    deadline = law.evaluate(facts).deadlines[FILING]
    assert deadline.state is DeadlineState.OPEN and deadline.possible == (DeadlineState.OPEN,)
    assert deadline.due == datetime.date(2026, 3, 13) == deadline.latest
    assert (deadline.days_left, deadline.working_days_left) == (11, 9)
    assert (deadline.binds, deadline.kind, deadline.protection, deadline.cite) == ("person", "term", "zz.shelter", "SA 8")
    assert deadline.if_missed.es == "la solicitud se rechaza"
    assert deadline.counts[0].calendar == "zz.days"
    assert repr(deadline) == "<zz.shelter.filing: open, due 2026-03-13>"
    assert [d.id for d in law.evaluate(facts).deadlines.running] == [FILING]
    assert law.evaluate(facts, as_of="2026-04-01").deadlines[FILING].state is DeadlineState.MISSED


def test_it_is_a_mapping(law, facts):
    answer = law.evaluate(facts)
    assert len(answer) == len(list(answer)) == len(law.protections) == 2
    assert "zz.shelter" in answer and "zz.nothing" not in answer
    assert answer.get("zz.nothing") is None
    assert {p.id: p.status for p in answer.values()} == {k: v.status for k, v in answer.items()}
    with pytest.raises(KeyError) as nothing:
        answer["zz.sheltr"]
    assert nothing.value.code == "E0302" and "zz.shelter" in nothing.value.hint
    assert len(answer.deadlines) == 1 and FILING in answer.deadlines
    with pytest.raises(cobijo.UnknownNameError):
        answer.deadlines["zz.x"]


def test_an_answer_is_neither_true_nor_false(law, facts):
    with pytest.raises(TypeError):
        bool(law.evaluate(facts)["zz.shelter"])


def test_nothing_is_made_before_it_is_read(law, facts):
    answer = law.evaluate(facts)
    assert not answer._elaborated
    assert [p.id for p in answer.eligible] == ["zz.shelter"]
    assert "eligible" in repr(answer) and not answer._elaborated
    answer["zz.shelter"].reasons
    assert answer._elaborated


def test_statuses_of_the_quick_and_of_the_whole_answer(builtin, root):
    for path in sorted((root / "docs/examples").glob("*.json"))[:2]:
        case = json.loads(path.read_text())
        answer = builtin.at(case["as_of"][:10]).evaluate(case["facts"], as_of=case["as_of"])
        whole = answer.to_dict()["protections"]
        assert {k: (v["status"], v["elements"], v["exceptions"]) for k, v in whole.items()} == {
            k: (p.status, p.elements, p.exceptions) for k, p in answer.items()
        }


def test_as_of(law, facts):
    assert law.evaluate(facts).as_of == datetime.date(2026, 3, 2)
    assert law.evaluate(facts, "2026-03-03").as_of == datetime.date(2026, 3, 3)
    assert law.evaluate(facts, as_of=datetime.date(2026, 3, 3)).as_of == datetime.date(2026, 3, 3)
    zone = datetime.timezone(datetime.timedelta(hours=-5))
    at = datetime.datetime(2026, 3, 3, 18, 30, 59, tzinfo=zone)
    assert law.evaluate(facts, as_of=at).as_of == at.replace(second=0)
    assert law.evaluate(facts, as_of="2026-03-03T18:30").as_of == datetime.datetime(2026, 3, 3, 18, 30)
    for wrong in ("3 March", "2026-02-30", datetime.date(1850, 1, 1)):
        with pytest.raises(cobijo.DayError):
            law.evaluate(facts, as_of=wrong)
    for wrong in (5, 5.0, ["2026-03-03"]):
        with pytest.raises(TypeError):
            law.evaluate(facts, as_of=wrong)


def test_arguments(law, facts):
    assert law.evaluate(facts=facts, as_of=None) == law.evaluate(facts)
    for wrong in (lambda: law.evaluate(), lambda: law.evaluate(facts, facts=facts), lambda: law.evaluate(facts, on=1),
                  lambda: law.evaluate(facts, None, None), lambda: law.evaluate(None), lambda: law.evaluate([1])):
        with pytest.raises(TypeError):
            wrong()


def test_prepared(law, zed, builtin, facts):
    prepared = law.prepare(facts, as_of="2026-04-01")
    assert law.evaluate(prepared).as_of == datetime.date(2026, 4, 1)
    assert law.evaluate(prepared, as_of="2026-03-05").as_of == datetime.date(2026, 3, 5)
    assert zed.at("2012-01-01").evaluate(prepared)["zz.residence"].status == "not_in_force"
    assert prepared.to_dict() == facts
    with pytest.raises(ValueError, match="another rulebook"):
        builtin.at("2026-03-02").evaluate(prepared)


def test_contradictions_are_refused(builtin):
    law = builtin.at("2026-03-02")
    with pytest.raises(cobijo.FactsError) as impossible:
        law.evaluate({"person.birth_date": "2020-05-01", "trafficking.first_date": "2010-05-01"})
    assert impossible.value.code == "E0604"


def test_pickles(law, zed, builtin, facts):
    answer = law.evaluate(facts, as_of="2026-03-05")
    for value in (zed, law, law.prepare(facts), answer, answer["zz.shelter"], answer.deadlines[FILING]):
        assert pickle.loads(pickle.dumps(value)) == value
    again = pickle.loads(pickle.dumps(answer))
    assert again.to_dict() == answer.to_dict()
    fixed = zed.at("2026-03-02", known_at="2025-01-01", readings={"zz.repeated": "yes"})
    assert pickle.loads(pickle.dumps(fixed)) == fixed != law
    assert pickle.loads(pickle.dumps(builtin)) is builtin
    for text in (answer["zz.shelter"].label, answer.report()):
        assert pickle.loads(pickle.dumps(text)) == text
    assert pickle.loads(pickle.dumps(answer["zz.shelter"].label)).es == "Refugio"


def test_a_pickle_does_not_take_other_rules(zed, facts):
    made = cobijo.Rulebook.from_files({"vocabulary/f.json": json.dumps(VOCABULARY)})
    function, (origin, digest) = made.__reduce__()
    with pytest.raises(cobijo.Error):
        function(origin, "sha256:0")


VOCABULARY = {
    "facts": {
        "person.tall": {
            "type": "boolean",
            "sensitivity": 0,
            "answered_by": "person",
            "label": {"en": "tall", "es": "alta"},
            "question": {"en": "Tall?", "es": "¿Alta?"},
        }
    }
}


def test_dict_fits_the_published_schema(law, builtin, root, facts):
    schema = cobijo.determination_schema()
    jsonschema.Draft7Validator.check_schema(schema)
    check = jsonschema.Draft7Validator(schema).validate
    check(law.evaluate(facts).to_dict())
    check(law.evaluate({}).to_dict("es"))
    for path in sorted((root / "docs/examples").glob("*.json"))[:2]:
        case = json.loads(path.read_text())
        check(builtin.at(case["as_of"][:10]).evaluate(case["facts"], as_of=case["as_of"]).to_dict())
    with pytest.raises(jsonschema.ValidationError):
        check({**law.evaluate(facts).to_dict(), "as_of": 5})


def test_texts(law, facts):
    answer = law.evaluate(facts)
    assert "Refugio" in answer.report("es") and "Shelter" in str(answer.report())
    assert "2026-03-13" in answer.timetable(steps=True)
    why = answer["zz.shelter"].explain("es")
    assert "SA 3" in why and repr(why) == str(why)
    assert "SA 8" in answer.explain(FILING)
    with pytest.raises(KeyError):
        answer.explain("zz.nothing")
    assert json.loads(answer.to_json("es", None))["protections"]["zz.shelter"]["label"] == "Refugio"
    assert answer["zz.shelter"].to_dict()["status"] == "eligible"
    assert answer.deadlines[FILING].to_dict()["state"] == "open"


def test_frames(law, facts):
    pytest.importorskip("pandas")
    frame = law.evaluate(facts).to_frame()
    assert frame.loc["zz.shelter", "status"] == "eligible"
    assert law.evaluate(facts).deadlines.to_frame("es").loc[FILING, "label"] == "Solicitar refugio"


def test_threads(builtin, root):
    case = json.loads((root / "docs/examples/witness.json").read_text())
    law = builtin.at(case["as_of"][:10])
    expected = law.evaluate(case["facts"], as_of=case["as_of"]).to_dict()
    shared = law.evaluate(case["facts"], as_of=case["as_of"])
    wrong = []

    def work():
        for _ in range(10):
            if law.evaluate(case["facts"], as_of=case["as_of"])._statuses() != shared._statuses():
                wrong.append("statuses")
        if shared.to_dict() != expected:
            wrong.append("whole")

    threads = [threading.Thread(target=work) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert not wrong
