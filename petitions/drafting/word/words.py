"""The words of a paragraph of Word, as they would be read once every tracked change is accepted. Pure."""

import re
from dataclasses import dataclass

from markdown_it.common.normalize_url import normalizeLink

from petitions.drafting.word.elements import Element, R, W, is_on, names, value
from petitions.drafting.word.fields import Fields
from petitions.drafting.word.file import ENDNOTE, FOOTNOTE, WordFile
from petitions.drafting.word.spans import Span
from petitions.drafting.word.strange import ALTERNATIVES, has_words, inside, kinds_in

_LINK = re.compile(r"(https?://|mailto:)\S+", re.IGNORECASE)
_NUMBER = "undersigned note number"

ACCEPTED, DELETED = frozenset(("ins", "moveTo")), frozenset(("del", "moveFrom"))
_WRAPPERS = ACCEPTED | {"smartTag", "customXml", "bdo", "dir", "ruby", "rubyBase", "sdt", ALTERNATIVES}
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NOTES = {"footnoteReference": FOOTNOTE, "endnoteReference": ENDNOTE}
_SILENT = frozenset(("rPr", "delText", "delInstrText", "annotationRef", "footnoteRef", "endnoteRef", "rt"))


@dataclass(frozen=True)
class _Around:
    """The link that words stand in."""

    link: str = ""
    title: str = ""


class Words:
    """Reads the paragraphs of one part, in which a field may reach from one into another."""

    def __init__(self, file: WordFile, part: str) -> None:
        self.file = file
        self.targets = {key: target for key, _kind, target, outside in file.package.relations(part) if outside}
        self.fields = Fields(file, self._link)
        self.spans: list[Span] = []
        self.style = ""
        self.previous = ""

    def of(self, paragraph: Element, style: str) -> list[Span]:
        """The words of one paragraph of this style."""
        self.spans, self.style, self.previous = [], style, ""
        self._walk(paragraph, _Around())
        return self.spans

    def _walk(self, element: Element, around: _Around) -> None:
        for name, child in names(element):
            self.file.counted["tracked"] += name in ACCEPTED | DELETED
            if name == "r":
                self._run(child, around)
            elif name == "hyperlink":
                self._walk(child, self._linked(child))
            elif name == "fldSimple":
                self._simple(child, around)
            elif name not in DELETED:
                self._other(name, child, around)

    def _other(self, name: str, child: Element, around: _Around) -> None:
        if name not in _WRAPPERS:
            self.file.counted.update(kinds_in(name, child))
            return
        for inner in inside(name, child):
            self._walk(inner, around)

    def _linked(self, element: Element) -> _Around:
        target = self.targets.get(element.get(f"{R}id", ""), "")
        anchor = element.get(f"{W}anchor", "")
        link = self._link(f"{target}#{anchor}" if target and anchor else target)
        return _Around(link, " ".join(element.get(f"{W}tooltip", "").split()) if link else "")

    def _link(self, target: str) -> str:
        """An address as a link; one that no text may hold is counted as left out."""
        link = normalizeLink(target.strip()) if target else ""
        if link and not _LINK.fullmatch(link):
            self.file.counted["address"] += 1
            return ""
        return link

    def _run(self, run: Element, around: _Around) -> None:
        look = run.find(f"{W}rPr")
        style = value(look, "rStyle") or ""
        own = _NUMBER in self.file.styles.names(style)
        shown = not own and self._shows(look, style)
        span = Span("", self._is(look, style, "i"), self._is(look, style, "b"), around.link, around.title)
        struck = self._is(look, style, "strike") or self._is(look, style, "dstrike")
        if has_words(run) and not own:
            self._count_once("struck" if shown and struck else "" if shown else "hidden")
        for name, child in names(run):
            if name in {"fldChar", "instrText"}:
                self._field(name, child, span)
            elif shown:
                self._content(name, child, span)

    def _shows(self, look: Element | None, style: str) -> bool:
        hidden = is_on(look, "vanish")
        if hidden is None:
            hidden = self.file.styles.switch(style, "vanish") or self.file.styles.switch(self.style, "vanish")
        return not hidden

    def _is(self, look: Element | None, style: str, name: str) -> bool:
        """Whether words are bold, italic or struck by themselves or by their own style, not by the paragraph’s."""
        said = is_on(look, name)
        if said is None and name in {"b", "i"} and (is_on(look, "rtl") or is_on(look, "cs")):
            said = is_on(look, f"{name}Cs")
        return self.file.styles.switch(style, name) if said is None else said

    def _count_once(self, kind: str) -> None:
        """Count runs of one kind that follow each other as one passage."""
        self.file.counted[kind] += bool(kind) and self.previous != kind
        self.previous = kind

    def _content(self, name: str, child: Element, span: Span) -> None:
        if name == "t":
            self._say(span, child.text or "")
        elif name in _SIGNS:
            self._say(span, _SIGNS[name])
        elif name == "br":
            self._say(span, "\n" if child.get(f"{W}type", "textWrapping") == "textWrapping" else " ")
        elif name in _NOTES:
            self._mark(span, self.file.note((_NOTES[name], child.get(f"{W}id", ""))))
        elif name not in _SILENT:
            self._strange(name, child, span)

    def _strange(self, name: str, child: Element, span: Span) -> None:
        if name != ALTERNATIVES:
            self.file.counted.update(kinds_in(name, child))
            return
        for found in inside(name, child):
            for inner_name, inner in names(found):
                self._content(inner_name, inner, span)

    def _say(self, span: Span, text: str) -> None:
        if text and not self.fields.hide_words:
            self.file.grow(len(text))
            self.spans.append(span._replace(text=text, link=span.link or self.fields.link))

    def _mark(self, span: Span, note: int) -> None:
        if note and not self.fields.hide_marks:
            self.file.grow(len("[^1]"))
            self.spans.append(span._replace(note=note))

    def _field(self, name: str, child: Element, span: Span) -> None:
        kind = child.get(f"{W}fldCharType", "")
        if name == "instrText":
            self.fields.add_code(child.text or "")
        elif kind == "begin":
            self.fields.begin()
        elif kind == "separate":
            self.fields.show()
        elif kind == "end":
            self._mark(span, self.fields.end())

    def _simple(self, element: Element, around: _Around) -> None:
        self.fields.begin(element.get(f"{W}instr", ""))
        self.fields.show()
        self._walk(element, around)
        self._mark(Span(""), self.fields.end())
