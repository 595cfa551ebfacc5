# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""What an answer costs from Python, beside what a call costs that does nothing. Reported, not asserted.

    build/python/venv/bin/python bindings/python/benchmark/run.py [ROUNDS]
"""

import datetime
import gc
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import cobijo
from cobijo import _cobijo

ROUNDS = int(sys.argv[1]) if len(sys.argv) > 1 else 300
FIRST = datetime.date.fromordinal(720_000)


def people(book: cobijo.Rulebook, count: int) -> list[dict[str, object]]:
    """Made-up persons of whom every fact is known."""
    chance = random.Random(5)
    out = []
    for _ in range(count):
        facts: dict[str, object] = {}
        for fact in book.vocabulary.values():
            if fact.type == "boolean":
                facts[fact.id] = chance.random() < 0.5
            elif fact.type == "date":
                facts[fact.id] = FIRST + datetime.timedelta(days=chance.randrange(12_000))
            else:
                facts[fact.id] = chance.choice(fact.values).id
        out.append(facts)
    return out


def measure(tasks: dict[str, tuple[Callable[[Any], object], list[Any]]]) -> dict[str, float]:
    """Nanoseconds a call, the loop included: the quickest of many short rounds, in which every task has its turn.

    Short, so that on a machine that others use some rounds are not interrupted.
    """
    least = dict.fromkeys(tasks, float("inf"))
    gc.disable()
    for _ in range(ROUNDS):
        for name, (call, given) in tasks.items():
            start = time.perf_counter_ns()
            for one in given:
                call(one)
            least[name] = min(least[name], (time.perf_counter_ns() - start) / len(given))
    gc.enable()
    return least


def main() -> None:
    book = cobijo.Rulebook.load(Path(__file__).parent / "rulebook")
    law = book.at(FIRST + datetime.timedelta(days=18_000))
    persons = people(book, 200)
    as_text = [{k: v.isoformat() if isinstance(v, datetime.date) else v for k, v in p.items()} for p in persons]
    prepared = [law.prepare(p) for p in persons]
    evaluate = law.evaluate
    name = law.protections[1]
    other_day = law.law_date + datetime.timedelta(days=1)
    tasks = {
        "a call that does nothing": (_cobijo._nothing, prepared),
        "evaluate, facts prepared": (evaluate, prepared),
        "evaluate, facts prepared for another day": (lambda p: evaluate(p, other_day), prepared),
        "evaluate, facts prepared, and read one status": (lambda p: evaluate(p)[name].status, prepared),
        "a call that only reads the dictionary, dates as text": (_cobijo._read_dict, as_text),
        "evaluate, dictionary of 20 facts, dates as text": (evaluate, as_text),
        "a call that only reads the dictionary": (_cobijo._read_dict, persons),
        "evaluate, dictionary of 20 facts": (evaluate, persons),
    }
    took = measure(tasks)
    for what, ns in took.items():
        print(f"{ns:8.0f} ns  {what}")
    ratio = [
        ("facts prepared / nothing", "evaluate, facts prepared", "a call that does nothing", 2.0),
        (
            "dictionary / only reading it",
            "evaluate, dictionary of 20 facts",
            "a call that only reads the dictionary",
            1.5,
        ),
        (
            "dictionary with dates as text / only reading it",
            "evaluate, dictionary of 20 facts, dates as text",
            "a call that only reads the dictionary, dates as text",
            1.5,
        ),
    ]
    for what, a, b, aim in ratio:
        print(f"{took[a] / took[b]:8.2f} x   {what} (aim: at most {aim})")
    answer = evaluate(persons[0])
    print(f"an explanation nobody reads: {'nothing was made' if not answer._elaborated else 'MADE'}")


if __name__ == "__main__":
    main()
