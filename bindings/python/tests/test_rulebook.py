# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
import datetime
import json
import shutil

import cobijo
import pytest


def test_builtin(builtin):
    assert cobijo.rulebook() is builtin
    assert builtin.version == cobijo.__version__
    assert repr(builtin).startswith("<Rulebook " + cobijo.__version__)
    fact = builtin.vocabulary["person.nationality"]
    assert fact.type == "set" and fact.values and fact.label.es
    module = next(iter(builtin.modules.values()))
    assert module.label.es and isinstance(module.checked, (datetime.date, type(None)))


def test_only_some_modules(builtin):
    name = next(iter(builtin.modules))
    try:
        assert list(cobijo.rulebook([name]).modules) == [name]
    except cobijo.RulebookError:
        pass  # it refers to another module
    with pytest.raises(cobijo.UnknownNameError) as wrong:
        cobijo.rulebook(["zzz"])
    assert wrong.value.code == "E0313"


def test_load_and_from_files(zed, root):
    folder = root / "tests/cli/rulebook"
    files = {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*.json")}
    assert cobijo.Rulebook.from_files(files) == zed
    assert zed.labels("protections", ["zz"])["zz.shelter"].es == "Refugio"
    assert "SA 3" in zed.history("zz.shelter")
    assert "SA 3" in zed.at("2026-03-02").show("zz.shelter", "es")
    assert zed.check() == ()
    report = zed.cases(folder)
    assert report.passed and not report.failures
    assert cobijo.formatted('{"a":1}') == '{\n  "a": 1\n}\n'


def test_what_is_wrong_says_where(tmp_path, root):
    shutil.copytree(root / "tests/cli/rulebook", tmp_path / "b")
    broken = tmp_path / "b/zz/shelter.json"
    broken.write_text(broken.read_text().replace('"fact": "zz.convicted"', '"fact": "zz.convictd"', 1))
    with pytest.raises(cobijo.RulebookError) as wrong:
        cobijo.Rulebook.load(tmp_path / "b")
    error = wrong.value
    assert error.code == "E0301" and error.where.startswith("zz/shelter.json:") and "zz.convicted" in error.hint
    with pytest.raises(cobijo.RulebookError) as nowhere:
        cobijo.Rulebook.load(tmp_path / "nowhere")
    assert nowhere.value.code == "E0105"


OFFICE = {
    "office/module.json": {
        "module": "office",
        "name": {"en": "Office", "es": "Despacho"},
        "kind": "guidance",
        "layer": "guidance",
        "authorities": {"office.office": {"label": {"en": "Office", "es": "Despacho"}}},
    },
    "office/intake.json": {
        "provisions": {
            "office.intake": {
                "label": {"en": "Intake", "es": "Ingreso"},
                "protection": {"authority": "office.office", "decision": "may", "layer": "guidance"},
                "versions": [
                    {
                        "from": "2020-01-01",
                        "cite": "Manual 1",
                        "support": "verified",
                        "creates": True,
                        "note": "House rule.",
                        "when": {"fact": "person.outside_home_country"},
                    }
                ],
            }
        }
    },
    "office/intake.cases.json": {
        "cases": [
            {
                "name": "abroad",
                "source": "made up",
                "as_of": "2026-03-02",
                "facts": {"person.outside_home_country": True},
                "expect": {"office.intake": "eligible"},
            }
        ]
    },
}


@pytest.fixture
def office(tmp_path):
    (tmp_path / "office").mkdir()
    for path, content in OFFICE.items():
        (tmp_path / path).write_text(json.dumps(content))
    return tmp_path / "office"


def test_a_module_of_ones_own(office, builtin):
    book = cobijo.Rulebook.extended(office)
    assert set(book.modules) == {*builtin.modules, "office"}
    answer = book.at("2026-03-02").evaluate({"person.outside_home_country": True})
    assert answer["office.intake"].status == "eligible"
    assert not book.cases(office).failures


def test_pytest_plugin(office, pytester):
    shutil.copytree(office, pytester.path / "office")
    result = pytester.runpytest("-v", "office")
    result.stdout.fnmatch_lines(["*intake.cases.json::abroad PASSED*"])
    result.assert_outcomes(passed=1)


def test_pytest_plugin_tells_differences(office, pytester):
    shutil.copytree(office, pytester.path / "office")
    cases = json.loads((pytester.path / "office/intake.cases.json").read_text())
    cases["cases"].append({**cases["cases"][0], "name": "wrong", "expect": {"office.intake": "not_eligible"}})
    (pytester.path / "office/intake.cases.json").write_text(json.dumps(cases))
    result = pytester.runpytest("office")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(["*office.intake is eligible, expected not_eligible*"])


def test_pytest_plugin_tells_faults_of_rules(office, pytester):
    shutil.copytree(office, pytester.path / "office")
    rules = pytester.path / "office/intake.json"
    rules.write_text(rules.read_text().replace("person.outside_home_country", "person.outside"))
    result = pytester.runpytest("office")
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines(["*E0301*"])


def test_pytest_plugin_with_a_whole_rulebook(pytester, root):
    shutil.copytree(root / "tests/cli/rulebook", pytester.path / "book")
    count = len(json.loads((root / "tests/cli/rulebook/zz/shelter.cases.json").read_text())["cases"])
    pytester.runpytest("book").assert_outcomes(passed=count)
    shutil.copy(root / "tests/cli/rulebook/zz/shelter.cases.json", pytester.path / "elsewhere.cases.json")
    pytester.runpytest("--cobijo-rulebook", "book", "elsewhere.cases.json").assert_outcomes(passed=count)
