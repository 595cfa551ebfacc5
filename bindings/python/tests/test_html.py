# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Pages for notebooks: well-formed, escaped, without a script, complete without colour."""

import html.parser
import json
import re

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
        if tag != "br":
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


def reports(book, facts):
    before, after = book.at("2019-05-01"), book.at("2026-01-15")
    years = book.timeline(facts, "2019-05-01", "2026-12-31")
    yield years._repr_html_()
    yield years.report("es", all=True)._repr_html_()
    yield years.svg("es")._repr_html_()
    changed = cobijo.diff(before, after, seconds=1)
    yield changed._repr_html_()
    yield changed.report("es")._repr_html_()
    counted = cobijo.impact(before, after, [facts, {}], by=["person.harm"])
    yield counted._repr_html_()
    yield counted.report("es")._repr_html_()


PICTURES = {"svg", "title", "defs", "pattern", "rect", "line", "text", "tspan"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
LONGER = PICTURES | TABLES | {"h1", "h2", "h3", "h4", "h5", "p", "strong", "article", "ul", "li", "br", "dl", "dt", "dd", "del", "ins"}

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


def test_reports(zed, facts):
    for text in reports(zed, facts):
        page = Page(text)
        assert set(page.tags) <= ALLOWED | LONGER
        assert not any(name.startswith("on") or name in ("src", "href") for name, _ in page.attributes)
        assert text.count("http") == text.count('xmlns="http://www.w3.org/2000/svg"')
    years, counted = zed.timeline(facts, "2026-03-01", "2026-12-31"), cobijo.impact(zed.at("2019-05-01"), zed.at("2026-01-15"), [facts])
    assert "Shelter" in Page(years._repr_html_()).text and "Not legal advice" in Page(years._repr_html_()).text
    assert "Persons: 1." in Page(counted._repr_html_()).text and "\\" not in Page(counted._repr_html_()).text


def test_styles_hold_for_their_page_alone(zed, facts):
    for text in reports(zed, facts):
        for style in re.findall("<style>(.*?)</style>", text, re.DOTALL):
            for selectors in re.findall(r"([^{}]+)\{[^{}]*\}", style):
                assert all(one.strip().startswith(".cobijo") for one in selectors.split(",")), selectors


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
    for text in reports(answer.edition.rulebook, facts):
        assert set(Page(text).tags) <= ALLOWED | LONGER
    assert "&lt;script&gt;" in answer._repr_html_()


@pytest.mark.parametrize("lang", ["en", "es"])
def test_language_is_marked(law, facts, lang):
    assert ("lang", lang) in Page(law.evaluate(facts).report(lang)._repr_html_()).attributes
