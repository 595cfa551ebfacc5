#!/usr/bin/python3
# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Checks the vocabulary for what JSON Schema cannot see: identity, wording and the impossible combinations.

Run from anywhere: tests/vocabulary/check_vocabulary.py [folder]
Prints one line a fault and closes with 'N passed, N failed'; the exit status is 1 if anything failed.
"""
import json
import pathlib
import re
import sys

ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)*")
VALUE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")
TYPES = {"boolean", "number", "date", "date_time", "enum", "set", "spells"}
ANSWERED_BY = {"person", "adviser", "record"}
# A birth date is an event too, but no set of events is compared with itself.
BIRTH = "person.birth_date"
# Words that address the reader as "tú"; the interface says "usted".
INFORMAL = re.compile(r"\b(tú|te|ti|tus?|tienes|eres|puedes|quieres|fuiste|estás)\b", re.IGNORECASE)
NEGATIVE = re.compile(r"\.(not|never)_")


def unique_keys(pairs):
    seen = {}
    for key, value in pairs:
        if key in seen:
            raise ValueError(f"key twice in one object: {key}")
        seen[key] = value
    return seen


class Checker:
    def __init__(self, folder):
        self.folder = folder
        self.passed = 0
        self.faults = []
        self.states, self.roles, self.value_sets, self.facts, self.never = {}, {}, {}, {}, []
        self.where = {}

    def expect(self, ok, text):
        if ok:
            self.passed += 1
        else:
            self.faults.append(text)

    def load(self):
        for path in sorted(self.folder.glob("*.json")):
            try:
                data = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=unique_keys)
            except ValueError as error:
                self.expect(False, f"{path.name}: {error}")
                continue
            for section, target in (("states", self.states), ("roles", self.roles),
                                    ("value_sets", self.value_sets), ("facts", self.facts)):
                for key, value in data.get(section, {}).items():
                    self.expect(key not in target, f"{path.name}: {section[:-1]} declared twice: {key}")
                    target[key] = value
                    self.where[(section, key)] = path.name
            self.never += [(path.name, item) for item in data.get("never", [])]

    def text(self, who, value, needs_state=None):
        ok = isinstance(value, dict) and set(value) == {"en", "es"} and all(
            isinstance(part, str) and part.strip() == part and part for part in value.values())
        self.expect(ok, f"{who}: a text needs exactly en and es, neither empty nor padded")
        if not ok:
            return
        for language, part in value.items():
            self.expect(not re.search(r"  |[\t\n\"“”]| ,| \.", part), f"{who}: odd spacing or quotes in {language}")
            if needs_state is not None:
                self.expect(("{state}" in part) == needs_state,
                            f"{who}: {{state}} {'missing' if needs_state else 'out of place'} in {language}")
        self.expect(not INFORMAL.search(value["es"]), f"{who}: Spanish addresses the reader as tú")

    def instances(self, name, fact):
        names = [name]
        if name.startswith("state."):
            names = [state + name[5:] for state in fact.get("states", self.states)]
        for base in list(names):
            names += [f"{role}.{base}" for role in fact.get("roles", [])]
        return names

    def values_of(self, fact):
        values = fact.get("values")
        return self.value_sets.get(values, {}) if isinstance(values, str) else values or {}

    def check_facts(self):
        texts = {}
        owner = {}
        for name, fact in self.facts.items():
            who = f"{self.where[('facts', name)]}: {name}"
            is_state = name.startswith("state.")
            self.expect(ID.fullmatch(name) is not None and "." in name, f"{who}: not a fact id")
            self.expect(fact.get("type") in TYPES, f"{who}: unknown type")
            self.expect(fact.get("sensitivity") in (0, 1, 2, 3), f"{who}: sensitivity is 0 to 3")
            self.expect(fact.get("answered_by") in ANSWERED_BY, f"{who}: answered_by")
            self.expect(not set(fact) - {"type", "future", "sensitivity", "answered_by", "states", "roles", "was",
                                         "label", "question", "values", "note"}, f"{who}: unknown member")
            self.text(who + " label", fact.get("label"), is_state)
            self.text(who + " question", fact.get("question"), is_state)
            self.expect("future" not in fact or fact["type"] in ("date", "date_time"), f"{who}: future on no date")
            self.expect("states" not in fact or is_state, f"{who}: states on a fact that is not of a state")
            for state in fact.get("states", []):
                self.expect(state in self.states, f"{who}: unknown state {state}")
            for role in fact.get("roles", []):
                self.expect(role in self.roles, f"{who}: unknown role {role}")
            self.expect(name.split(".")[0] not in self.roles, f"{who}: begins like a role")
            if fact.get("type") in ("enum", "set"):
                values = fact.get("values")
                self.expect(values in self.value_sets if isinstance(values, str) else bool(values),
                            f"{who}: no values")
                if isinstance(values, dict):
                    self.check_labels(who, values)
            else:
                self.expect("values" not in fact, f"{who}: values on a {fact.get('type')}")
            if fact.get("type") == "date":
                self.expect(name.endswith(("_date", ".date", "_since")), f"{who}: name of a day ends in _date")
            if fact.get("type") == "date_time":
                self.expect(name.endswith("_at"), f"{who}: name of a moment ends in _at")
            if fact.get("type") == "boolean":
                self.expect(not NEGATIVE.search(name), f"{who}: phrase a yes-or-no fact positively")
            question = fact.get("question", {})
            self.expect("?" in question.get("en", "") and "¿" in question.get("es", "") and "?" in question.get("es", ""),
                        f"{who}: question asks nothing")
            for kind in ("label", "question"):
                for language, part in fact.get(kind, {}).items():
                    key = (kind, language, part.casefold())
                    self.expect(key not in texts, f"{who}: same {kind} ({language}) as {texts.get(key)}")
                    texts[key] = name
            for instance in self.instances(name, fact):
                self.expect(instance not in owner, f"{who}: {instance} is also {owner.get(instance)}")
                owner[instance] = name
        self.owner = owner

    def check_labels(self, who, values):
        seen = {}
        for value, label in values.items():
            self.expect(VALUE.fullmatch(value) is not None, f"{who}: odd value {value}")
            self.text(f"{who} value {value}", label, False)
            for language, part in label.items():
                key = (language, part.casefold())
                self.expect(key not in seen, f"{who}: values {value} and {seen.get(key)} read alike ({language})")
                seen[key] = value

    def check_lists(self):
        for kind in ("states", "roles"):
            for key, label in getattr(self, kind).items():
                self.expect(re.fullmatch(r"[a-z][a-z0-9_]*", key) is not None, f"{kind}: {key}")
                self.text(f"{kind} {key}", label, False)
        for name, values in self.value_sets.items():
            self.check_labels(f"value set {name}", values)
        countries = self.value_sets.get("countries", {})
        self.expect(len(countries) == 249 and all(re.fullmatch("[A-Z]{2}", code) for code in countries),
                    "value set countries: not the 249 codes of ISO 3166-1 alpha-2")

    def check_never(self):
        seen = set()
        for file, item in self.never:
            who = f"{file}: never {item.get('id')}"
            self.expect(set(item) <= {"id", "label", "when", "note"}, f"{who}: unknown member")
            self.expect(item.get("id") not in seen, f"{who}: id twice")
            seen.add(item.get("id"))
            self.text(who, item.get("label"), False)
            self.check_condition(who, item.get("when"))

    def check_condition(self, who, node):
        if isinstance(node, list):
            for part in node:
                self.check_condition(who, part)
        elif isinstance(node, dict):
            name = node.get("fact")
            if isinstance(name, str):
                known = name in self.owner
                self.expect(known, f"{who}: unknown fact {name}")
                if known:
                    fact = self.facts[self.owner[name]]
                    for operator in ("is", "in", "includes_any", "of"):
                        given = node.get(operator, [])
                        for value in given if isinstance(given, list) else [given]:
                            if isinstance(value, str):
                                self.expect(value in self.values_of(fact), f"{who}: {name} has no value {value}")
            for part in node.values():
                self.check_condition(who, part)

    def run(self):
        self.load()
        self.check_lists()
        self.check_facts()
        self.check_never()
        for fault in self.faults:
            print(fault)
        print(f"{len(self.facts)} facts, {len(self.owner)} with their states and roles, {len(self.never)} impossible combinations")
        print(f"{self.passed} passed, {len(self.faults)} failed")
        return 1 if self.faults else 0


if __name__ == "__main__":
    default = pathlib.Path(__file__).resolve().parents[2] / "jurisdictions" / "vocabulary"
    sys.exit(Checker(pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else default).run())
