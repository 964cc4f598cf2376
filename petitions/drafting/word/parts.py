"""Parts of a Word file that python-docx does not make: footnotes and the file's own properties. Pure."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from petitions.drafting.word.elements import Element, new

_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_OWN_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_OWN_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_BALLAST = ("thumbnail", "customXml", "stylesWithEffects", "webSettings")
_LINES = (("separator", -1), ("continuationSeparator", 0))


def start_footnotes(document: Document) -> Element:
    """Give the document footnotes; returns the element that takes them in."""
    root = parse_xml(f"<w:footnotes {nsdecls('w', 'r')}/>")
    for name, number in _LINES:
        paragraph = new("p", new("r", new(name)))
        root.append(new("footnote", paragraph, type=name, id=number))
    package = document.part.package
    part = XmlPart(PackURI("/word/footnotes.xml"), _NOTES_TYPE, root, package)
    document.part.relate_to(part, f"{_RELATED}/footnotes")
    settings = document.settings.element
    known = new("footnotePr", *(new("footnote", id=number) for _name, number in _LINES))
    # The schema wants it before this one.
    settings.find("{*}compat").addprevious(known)
    return root


def part_of_notes(document: Document) -> XmlPart:
    """The part that holds the footnotes, which has links of its own."""
    return document.part.part_related_by(f"{_RELATED}/footnotes")  # type: ignore[return-value]  # typed as any part; ours is XML


def add_properties(document: Document, properties: Mapping[str, str]) -> None:
    """Write what the file says of itself where Word and LibreOffice keep it."""
    rows = "".join(
        f"<property fmtid={quoteattr(_OWN_ID)} pid={quoteattr(str(number))} name={quoteattr(name)}>"
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for number, (name, value) in enumerate(properties.items(), start=2)
    )
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        f'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">{rows}</Properties>'
    )
    package = document.part.package
    part = Part(PackURI("/docProps/custom.xml"), _OWN_TYPE, xml.encode(), package)
    package.relate_to(part, f"{_RELATED}/custom-properties")


def without_ballast(document: Document) -> None:
    """Leave out what the template of python-docx brings and no text needs: a thumbnail and parts of other programs."""
    for owner in (document.part.package, document.part):
        for key, related in list(owner.rels.items()):
            if related.reltype.endswith(_BALLAST):
                del owner.rels[key]
