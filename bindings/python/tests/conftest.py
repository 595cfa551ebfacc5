# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
from pathlib import Path

import cobijo
import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="package")
def root():
    return ROOT


@pytest.fixture(scope="package")
def builtin():
    return cobijo.rulebook()


@pytest.fixture(scope="package")
def zed():
    """A made-up country, small enough to know every answer."""
    return cobijo.Rulebook.load(ROOT / "tests/cli/rulebook")


@pytest.fixture(scope="package")
def law(zed):
    return zed.at("2026-03-02")


@pytest.fixture
def facts():
    return {
        "person.harm": ["injury"],
        "zz.entry_date": "2026-03-01",
        "zz.filed_date": "not_yet",
        "zz.convicted": False,
    }
