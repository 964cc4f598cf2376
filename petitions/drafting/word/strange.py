"""Elements of Word that hold no words of the text: what is only wrapped around words, and what is left out. Pure."""

from collections.abc import Iterator

from petitions.drafting.word.elements import Element, W

ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = f"{ALTERNATIVE}AlternateContent"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_KINDS = {
    "object": "object",
    "altChunk": "object",
    "subDoc": "object",
    "sym": "symbol",
    "tbl": "table",
    f"{_MATH}oMath": "formula",
    f"{_MATH}oMathPara": "formula",
}


def inside(name: str, element: Element) -> Iterator[Element]:
    """What holds the words of an element that is only wrapped around them; nothing where it is empty.

    Of two ways to draw one thing it is the first.
    """
    found = element
    if name == "sdt":
        found = element.find(f"{W}sdtContent")
    elif name == ALTERNATIVES:
        choice = element.find(f"{ALTERNATIVE}Choice")
        found = element.find(f"{ALTERNATIVE}Fallback") if choice is None else choice
    if found is not None:
        yield found


def kinds_in(name: str, element: Element) -> list[str]:
    """What is left out with an element that holds no words of the text; nothing for what shows nothing."""
    if name in {"drawing", "pict"}:
        return ["box" if next(element.iter(f"{W}txbxContent"), None) is not None else "picture"]
    if name in _KINDS:
        return [_KINDS[name]]
    return ["other"] if has_words(element) else []


def has_words(element: Element) -> bool:
    """Whether anything that can be read stands in it."""
    return any((words.text or "").strip() for words in element.iter(f"{W}t"))
