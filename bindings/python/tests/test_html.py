# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Pages for notebooks: well-formed, escaped, without a script, complete without colour."""

import html.parser
import json

import cobijo
import pytest


class Page(html.parser.HTMLParser):
    """Fails unless every element that is opened is closed in its turn; keeps what is read."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.words = [], [], [], []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.open.append(tag)
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return "".join(self.words)


ALLOWED = {"div", "details", "summary", "b", "span", "code", "style"}


def pages(answer):
    yield answer._repr_html_()
    yield answer.report("es")._repr_html_()
    for one in (*answer.values(), *answer.deadlines.values()):
        yield one._repr_html_()
        yield one.explain("es", all=True)._repr_html_()


def test_made_up_country(law, facts):
    for text in pages(law.evaluate(facts)):
        page = Page(text)
        assert set(page.tags) <= ALLOWED
        assert {name for name, _ in page.attributes} <= {"class", "open", "lang"}
        assert "http" not in text and "color" not in text


def test_what_it_says(law, facts):
    page = Page(law.evaluate(facts)._repr_html_()).text
    assert "✓ eligible: Shelter" in page and "must be granted" in page
    assert "due 2026-03-13: File for shelter (SA 8)" in page
    assert "exception does not apply" in page
    assert "Not legal advice" in page
    why = Page(law.evaluate(facts)["zz.shelter"].explain("es")._repr_html_()).text
    assert "✓ elegible: Refugio" in why and "salvo" in why and "SA 5" in why


def test_builtin(builtin, root):
    case = json.loads((root / "docs/examples/gang_threat_day_28.json").read_text())
    answer = builtin.at(case["as_of"]).evaluate(case["facts"])
    text = answer._repr_html_()
    assert set(Page(text).tags) <= ALLOWED
    assert len(text) < 400_000
    for one in answer.eligible:
        assert one.id in text
        Page(one._repr_html_())


def test_everything_is_escaped(root, facts):
    hostile = "<script>alert('&\\\"')</script>"
    files = {}
    folder = root / "tests/cli/rulebook"
    for path in folder.rglob("*.json"):
        text = path.read_text()
        for harmless in ("Shelter Act", "File for shelter", "has suffered harm", "stay of one year", "SA 3", "SA 8"):
            text = text.replace(f'"{harmless}"', f'"{hostile}"')
        files[path.relative_to(folder).as_posix()] = text
    answer = cobijo.Rulebook.from_files(files).at("2026-03-02").evaluate(facts)
    for text in pages(answer):
        assert set(Page(text).tags) <= ALLOWED
    assert "&lt;script&gt;" in answer._repr_html_()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_language_is_marked(law, facts, lang):
    assert ("lang", lang) in Page(law.evaluate(facts).report(lang)._repr_html_()).attributes
