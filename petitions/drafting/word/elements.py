"""Small pieces of WordprocessingML, made and asked. Pure."""

from collections.abc import Iterator
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap

W = f"{{{nsmap['w']}}}"
R = f"{{{nsmap['r']}}}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

Element = Any
"""An element of lxml, whose published types don't know those of python-docx."""


def new(name: str, /, *children: Element, **attributes: object) -> Element:
    """An element of the namespace ``w`` with attributes of it and children."""
    element = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        element.set(f"{W}{key}", str(value))
    element.extend(children)
    return element


def text(name: str, words: str) -> Element:
    """An element that holds words, spaces at their edge included."""
    element = new(name)
    element.text = words
    element.set(XML_SPACE, "preserve")
    return element


def value(parent: Element | None, name: str, attribute: str = "val") -> str | None:
    """What an attribute of a child says, or None without it."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return None if child is None else child.get(f"{W}{attribute}")


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a switch such as bold is on or off; None where nothing is said."""
    child = parent.find(f"{W}{name}") if parent is not None else None
    return None if child is None else child.get(f"{W}val", "true") not in {"0", "false", "off", "none"}


def names(element: Element) -> Iterator[tuple[str, Element]]:
    """The children with their names; those of other namespaces keep them in braces."""
    for child in element:
        if isinstance(child.tag, str):
            yield child.tag.removeprefix(W), child
