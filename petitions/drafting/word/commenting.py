"""Threads as comments of a Word file, each beside its paragraph, answers under what they answer. Pure."""

from collections.abc import Sequence
from itertools import count

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from petitions.drafting.word.elements import W14, W15, Element, W, new
from petitions.drafting.word.look import dress_comments
from petitions.drafting.word.origin import PARAGRAPH, number_in
from petitions.drafting.word.sayings import Beside, Outgoing, minute

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.commentsExtended+xml"
_RELATED = "http://schemas.microsoft.com/office/2011/relationships/commentsExtended"
_SUBJECT = -1


def add_comments(document: Document, talks: Sequence[Beside]) -> None:
    """Put what is said of a version beside its paragraphs; what has none, such as a note, beside the one before."""
    if not talks:
        return
    dress_comments(document)
    places, numbers, rows = _places(document), count(1), ""
    for talk in talks:
        first = ""
        for said in talk.said:
            comment = _add(document, said)
            key = f"{next(numbers):08X}"
            comment[-1].set(f"{W14}paraId", key)
            _mark(_nearest(places, talk.paragraph), comment.get(f"{W}id"))
            rows += f'<w15:commentEx w15:paraId="{key}"{first} w15:done="0"/>'
            first = first or f' w15:paraIdParent="{key}"'
    _tie(document, rows)


def _places(document: Document) -> dict[int, Element]:
    """The first paragraph of Word of each of ours, and that of the subject."""
    paragraphs = list(document.element.body.iter(f"{W}p"))
    places = {_SUBJECT: paragraphs[0]}
    for paragraph in paragraphs:
        for bookmark in paragraph.iter(f"{W}bookmarkStart"):
            number = number_in(bookmark.get(f"{W}name"), PARAGRAPH)
            if number is not None:
                places.setdefault(number, paragraph)
    return places


def _nearest(places: dict[int, Element], paragraph: int | None) -> Element:
    wanted = _SUBJECT if paragraph is None else paragraph
    return places[max(place for place in places if place <= wanted)]


def _add(document: Document, said: Outgoing) -> Element:
    """One comment, which the library would date today."""
    initials = "".join(word[0] for word in said.author.split() if word[0].isalpha())[:3]
    document.comments.add_comment(said.words, said.author, initials)
    comment = document.part.part_related_by(RELATIONSHIP_TYPE.COMMENTS).element[-1]  # type: ignore[attr-defined]  # typed as any part; ours is XML
    comment.set(f"{W}date", f"{minute(said.at)}:00Z")
    return comment


def _mark(paragraph: Element, key: str) -> None:
    """Let a comment hang on all words of a paragraph."""
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, new("commentRangeStart", id=key))
    paragraph.append(new("commentRangeEnd", id=key))
    paragraph.append(new("r", new("rPr", new("rStyle", val="CommentReference")), new("commentReference", id=key)))


def _tie(document: Document, rows: str) -> None:
    """Write which comment answers which, where Word and LibreOffice keep it."""
    xml = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        f'<w15:commentsEx xmlns:w15="{W15[1:-1]}">{rows}</w15:commentsEx>'
    )
    part = Part(PackURI("/word/commentsExtended.xml"), _TYPE, xml.encode(), document.part.package)
    document.part.relate_to(part, _RELATED)
