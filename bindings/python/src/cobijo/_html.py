# Copyright the Cobijo authors. SPDX-License-Identifier: Apache-2.0
"""Pages for notebooks: no script, nothing fetched, everything escaped, and as clear in black and white.

Parts unfold with `details`, which browsers know without a script; on paper they are printed open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ._answers import Determination, Protection
    from ._rulebook import FactInfo

_STYLE = (
    "<style>"
    ".cobijo{font-family:sans-serif;line-height:1.4;max-width:60em}"
    ".cobijo details{margin-left:1.2em}"
    ".cobijo .leaf{margin-left:2.2em}"
    ".cobijo summary{cursor:pointer}"
    ".cobijo .cite{font-style:italic}"
    ".cobijo .small{font-size:smaller}"
    ".cobijo td,.cobijo th{text-align:left;padding:.1em .6em}"
    "@media print{.cobijo details>*{display:block!important}"
    ".cobijo details::details-content{content-visibility:visible!important;display:block}}"
    "</style>"
)

# The words of the reports in plain text.
_WORDS = {
    "eligible": ("✓", "eligible", "elegible"),
    "undetermined": ("?", "undetermined", "sin determinar"),
    "not_eligible": ("✗", "not eligible", "no elegible"),
    "not_in_force": ("–", "not in force", "no vigente"),
    True: ("✓", "met", "se cumple"),
    False: ("✗", "not met", "no se cumple"),
    None: ("?", "unknown", "se desconoce"),
    "bar True": ("✗", "exception applies", "excepción: se actualiza"),
    "bar False": ("✓", "exception does not apply", "excepción: no se actualiza"),
    "bar None": ("?", "exception not ruled out", "excepción sin descartar"),
    "elements_met": ("", "all elements met; exceptions not ruled out", "se reúnen los elementos; falta descartar excepciones"),
    "must": ("", "must be granted", "acto reglado: debe otorgarse"),
    "may": ("", "may be granted (discretion)", "acto discrecional: puede otorgarse"),
    "automatic": ("", "by operation of law, no grant needed", "opera por ministerio de ley"),
    "declaratory": ("", "recognition of a status that exists already", "reconocimiento declarativo"),
    "should": ("", "should be granted", "debería otorgarse"),
    "consider": ("", "must be considered", "debe considerarse"),
    "treaty": ("", "treaty", "tratado"),
    "guidance": ("", "guidance, not binding", "directriz, no vinculante"),
    "comparator": ("", "for comparison", "referencia comparativa"),
    "provisional": ("", "provisional", "provisional"),
    "rests_on": ("", "rests on", "se apoya en"),
    "left_open_by": ("", "left open by", "lo deja abierto"),
    "reading": ("", "contested point", "punto controvertido"),
    "recalled": ("", "text recalled, not read", "texto citado de memoria, no consultado"),
    "unclear": ("", "unclear whether in effect", "vigencia incierta"),
    "uncertain_date": ("", "first day uncertain", "inicio de vigencia incierto"),
    "unverified": ("", "text not confirmed", "texto sin confirmar"),
    "before_first": ("", "earlier law not known", "se desconoce la ley anterior"),
    "as_of": ("", "as of", "al"),
    "law_of": ("", "law of", "derecho vigente al"),
    "missing": ("", "missing", "falta saber"),
    "gives": ("", "gives", "otorga"),
    "deadlines": ("", "deadlines that run or may", "plazos que corren o pueden correr"),
    "latest": ("", "latest", "a más tardar"),
    "unless": ("", "unless", "salvo"),
    "if": ("", "if", "si"),
    "then": ("", "then", "entonces"),
    "else": ("", "otherwise", "de lo contrario"),
    "all": ("", "all of the following", "todo lo siguiente"),
    "any": ("", "any of the following", "algo de lo siguiente"),
    "none": ("", "none of the following", "nada de lo siguiente"),
    "not": ("", "not the case", "no es el caso"),
    "at_least": ("", "at least {} of the following", "al menos {} de lo siguiente"),
    "see": ("", "see above", "véase arriba"),
    "due": ("", "due", "vence"),
    "elsewhere": (
        "",
        "and {} in modules in which nothing can be claimed",
        "y {} en módulos en los que nada puede reclamarse",
    ),
    "notice": (
        "",
        "Not legal advice: it says what may be claimed and on what that rests.",
        "No es asesoría legal: indica qué puede reclamarse y en qué se apoya.",
    ),
}


def _word(key: object, lang: str) -> str:
    sign, en, es = _WORDS[key]
    word = es if lang == "es" else en
    return f"{sign} {word}".strip()


def _cite(cite: str | None) -> str:
    return f' <span class="cite">({escape(cite)})</span>' if cite else ""


def _details(summary: str, body: str, open: bool = False) -> str:
    if not body:
        return f'<div class="leaf">{summary}</div>'
    return f"<details{' open' if open else ''}><summary>{summary}</summary>{body}</details>"


def _protection(p: Protection, lang: str, names: Mapping[str, FactInfo]) -> str:
    known = [_word(p.decision, lang)]
    if p.layer != "national":
        known.append(_word(p.layer, lang))
    if p.provisional:
        known.append(f"<b>{_word('provisional', lang)}</b>")
    if p.status.value == "undetermined" and p.elements is True:
        known.append(_word("elements_met", lang))
    summary = (
        f"{_word(p.status.value, lang)}: <b>{escape(p.label.in_(lang))}</b> "
        f'<code class="small">{escape(p.id)}</code> · {" · ".join(known)}'
    )
    lines = []
    for r in p.reasons:
        # Of what is open, the list of what is missing says it shorter.
        if p.status.value == "undetermined" and r.value is None:
            continue
        word = _word(f"bar {r.value}" if r.exception else r.value, lang)
        lines.append(f"{word}: {escape(r.label.in_(lang)) if r.label else ''}{_cite(r.cite)}")
    if p.missing:
        facts = "; ".join(escape(names[f].label.in_(lang)) for f in p.missing)
        lines.append(f"{_word('missing', lang)}: {facts}")
    lead = "left_open_by" if p.status.value == "undetermined" else "rests_on"
    lines += [f"{_word(lead, lang)}: {_word(s.kind, lang)} <code>{escape(s.id)}</code>" for s in p.rests_on]
    for g in p.grants if p.status.value == "eligible" else ():
        label = escape(g.label.in_(lang)) if g.label else escape(g.kind)
        doubt = f" [{_word(g.support, lang)}]" if g.support in ("recalled", "unverified") else ""
        lines.append(f"{_word('gives', lang)}: {label}{_cite(g.cite)}{doubt}")
    return _details(summary, "".join(f'<div class="leaf small">{line}</div>' for line in lines))


def _due(due: object, latest: object, label: str, cite: str, lang: str) -> str:
    until = f", {_word('latest', lang)} {escape(str(latest))}" if latest and latest != due else ""
    return f'<div class="leaf">{_word("due", lang)} {escape(str(due))}{until}: {escape(label)}{_cite(cite)}</div>'


def determination(d: Determination, lang: str) -> str:
    """The answers, what may be claimed first. Of modules in which nothing may be claimed, only their number."""
    book = d.edition.rulebook
    head = (
        f"{_word('as_of', lang)} {escape(d.as_of.isoformat())}; {_word('law_of', lang)} {d.law_date.isoformat()}; "
        f'<span class="small">{escape(book.digest[:19])}…</span>'
    )
    told = {p.id.split(".")[0] for p in d.eligible} or {id.split(".")[0] for id in d}
    parts = []
    for key, found in (
        ("eligible", d.eligible),
        ("undetermined", d.undetermined),
        ("not_eligible", d.not_eligible),
    ):
        shown = [p for p in found if p.id.split(".")[0] in told]
        body = "".join(_protection(p, lang, book.vocabulary) for p in shown)
        if len(shown) < len(found):
            body += f'<div class="leaf small">{_word("elsewhere", lang).format(len(found) - len(shown))}</div>'
        parts.append(_details(f"{_word(key, lang)}: {len(found)}", body, key == "eligible"))
    if d.not_in_force:
        parts.append(f"<div>{_word('not_in_force', lang)}: {len(d.not_in_force)}</div>")
    running = "".join(
        _due(x.due.isoformat() if x.due else "", x.latest.isoformat() if x.latest else "", x.label.in_(lang), x.cite, lang)
        for x in d.deadlines.running
        if x.id.split(".")[0] in told
    )
    if running:
        parts.append(_details(_word("deadlines", lang), running, True))
    notice = f'<div class="small">{_word("notice", lang)}</div>'
    return f'<div class="cobijo" lang="{_lang(lang)}">{_STYLE}<div>{head}</div>{"".join(parts)}{notice}</div>'


def page(whole: str, lang: str) -> str:
    """A page or picture of the library's as a part of another page: its styles hold for it alone."""
    head, found, rest = whole.partition("<body>")
    body = rest.partition("</body>")[0] if found else whole
    styles = "".join(_STYLES.findall(head)) if found else ""
    body = _STYLES.sub(lambda style: f"<style>{_kept_inside(style[1])}</style>", body)
    style = f"<style>{_kept_inside(styles)}</style>" if styles else ""
    return f'<div class="cobijo-page" lang="{_lang(lang)}">{style}{body}</div>'


def report(markdown: str, lang: str) -> str:
    """A report of the library's in Markdown, of which it uses headings, lists, tables, `code` and **bold**, as a page."""
    out: list[str] = []
    rows: list[str] = []
    for line in [*markdown.splitlines(), ""]:
        if line.startswith("| "):
            if not line.startswith("| --- "):
                cell = "td" if rows else "th"
                cells = re.split(r"(?<!\\)\|", line)[1:-1]
                rows.append(f"<tr>{''.join(f'<{cell}>{_words_in(c.strip())}</{cell}>' for c in cells)}</tr>")
            continue
        if rows:
            out.append(f"<table>{''.join(rows)}</table>")
            rows = []
        if heading := re.match(r"(#+) (.*)", line):
            size = len(heading[1]) + 2
            out.append(f"<h{size}>{_words_in(heading[2])}</h{size}>")
        elif point := re.match(r"( *)- (.*)", line):
            out.append(f'<div class="leaf{" small" if point[1] else ""}">{_words_in(point[2])}</div>')
        elif line and line != "---":
            out.append(f"<div>{_words_in(line)}</div>")
    return f'<div class="cobijo" lang="{_lang(lang)}">{_STYLE}{"".join(out)}</div>'


def _words_in(text: str) -> str:
    safe = re.sub(r"`([^`]*)`", r'<code class="small">\1</code>', escape(text, quote=False))
    safe = re.sub(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*", r"<b>\1</b>", safe)
    return re.sub(r"\\([\\`*_\[\]<>|]|&lt;|&gt;)", r"\1", safe)


_STYLES = re.compile("<style>(.*?)</style>", re.DOTALL)


def _kept_inside(styles: str) -> str:
    def rule(found: re.Match[str]) -> str:
        selectors = ",".join(f".cobijo-page {one.strip()}" for one in found[1].split(","))
        return f"{selectors}{{{found[2]}}}"

    return re.sub(r"([^{}]+)\{([^{}]*)\}", rule, styles)


def _lang(lang: str) -> str:
    return "es" if lang == "es" else "en"


def _words_of(node: dict[str, Any], lang: str) -> str:
    if node.get("label"):
        return escape(str(node["label"]))
    if node.get("kind") in _WORDS:
        return _word(node["kind"], lang).format(node.get("count", ""))
    return escape(str(node.get("id") or node.get("kind", "")))


def _texts(node: dict[str, Any], lang: str) -> str:
    out = []
    for text in node.get("texts", []):
        by = text.get("by") or {}
        from_ = text.get("from") or ""
        line = ", ".join(escape(str(part)) for part in (from_, by.get("title"), by.get("gazette")) if part)
        body = _node(text["when"], lang) if isinstance(text.get("when"), dict) else ""
        for part in ("applies", "met", "excused"):
            if isinstance(text.get(part), dict):
                body += _node(text[part], lang)
        if line:
            out.append(f'<div class="leaf small">{line}{_cite(text.get("cite"))}</div>')
        out.append(body)
    return "".join(out)


def _node(node: dict[str, Any], lang: str, role: str = "") -> str:
    value = f"{_word(node['value'], lang)}: " if "value" in node else ""
    due = f" {_word('due', lang)} {escape(str(node['due']))}" if node.get("due") else ""
    see = f" ({_word('see', lang)})" if node.get("see") else ""
    lead = f"{_word(role, lang)}: " if role else ""
    body = "".join(_node(child, lang) for child in node.get("of", []) if isinstance(child, dict))
    body += "".join(_node(child, lang, "unless") for child in node.get("unless", []))
    for part in ("if", "then", "else"):
        if isinstance(node.get(part), dict):
            body += _node(node[part], lang, part)
    summary = f"{lead}{value}{_words_of(node, lang)}{_cite(node.get('cite'))}{due}{see}"
    return _details(summary, body + _texts(node, lang), True)


def explanation(id: str, tree: dict[str, Any], lang: str) -> str:
    """The rule of one protection, provision or deadline as a tree."""
    answer, rule = tree.get("answer") or {}, tree["rule"]
    status = f"{_word(answer['status'], lang)}: " if answer else ""
    label = answer.get("label") or rule.get("label") or ""
    head = f"<div>{status}<b>{escape(str(label))}</b> <code>{escape(id)}</code></div>"
    due = "".join(
        _due(x["due"], x["latest"], x["label"], x["cite"], lang)
        for x in tree.get("deadlines", {}).values()
        if x["due"] or x["latest"]
    )
    notice = f'<div class="small">{_word("notice", lang)}</div>'
    return f'<div class="cobijo" lang="{_lang(lang)}">{_STYLE}{head}{_node(rule, lang)}{due}{notice}</div>'
