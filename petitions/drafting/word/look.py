"""How a text looks in Word: the styles that it uses, the page, its language and what the file says of itself. Pure."""

from datetime import datetime

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle

from petitions.core.markdown import MAX_DEPTH
from petitions.drafting.word.elements import W, new
from petitions.drafting.word.origin import NOTE_NUMBER, UNMARKED, UNMARKED_MORE

_INK = RGBColor(0x1A, 0x1A, 0x1A)
_BLUE = RGBColor(0x1F, 0x3A, 0x6E)


def dress(document: Document, subject: str, language: str, saved_at: datetime) -> None:
    """Give a new document our styles and the page of a letter."""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(25)
    _add_styles(document)
    _speak(document, language)
    about = document.core_properties
    about.title, about.author, about.comments, about.language = subject[:255], "", "", language
    about.created = about.modified = saved_at.replace(tzinfo=None, microsecond=0)


def dress_comments(document: Document) -> None:
    """Give a document what comments look like."""
    _paragraph(document, "annotation text", "CommentText").font.size = Pt(10)
    _character(document, "annotation reference", "CommentReference").font.size = Pt(8)


def _add_styles(document: Document) -> None:
    title = document.styles["Title"]
    _paper(title)
    _paper(document.styles["Heading 1"])
    _paragraph(document, "footnote text", "FootnoteText").font.size = Pt(9)
    _character(document, "footnote reference", "FootnoteReference").font.superscript = True
    _character(document, "Undersigned Note Number", NOTE_NUMBER).font.superscript = True
    link = _character(document, "Hyperlink", "Hyperlink")
    link.font.color.rgb, link.font.underline = _BLUE, True
    _paragraph(document, f"List Continue {MAX_DEPTH}", f"ListContinue{MAX_DEPTH}")
    _paragraph(document, "Undersigned Note", UNMARKED).font.size = Pt(9)
    for level in ("", *map(str, range(1, MAX_DEPTH + 1))):
        _paragraph(document, f"Undersigned Note More {level}".strip(), f"{UNMARKED_MORE}{level}").font.size = Pt(9)


def _paragraph(document: Document, name: str, key: str) -> ParagraphStyle:
    style: ParagraphStyle = document.styles.add_style(
        name, WD_STYLE_TYPE.PARAGRAPH, builtin=not name.startswith("Undersigned")
    )
    style.element.set(f"{W}styleId", key)
    style.base_style = document.styles["Normal"]
    return style


def _character(document: Document, name: str, key: str) -> CharacterStyle:
    style: CharacterStyle = document.styles.add_style(
        name, WD_STYLE_TYPE.CHARACTER, builtin=not name.startswith("Undersigned")
    )
    style.element.set(f"{W}styleId", key)
    return style


def _is_own(name: str) -> bool:
    return name.startswith("Undersigned")


def _paper(style: ParagraphStyle) -> None:
    """Plain ink, without the rule below it that the template draws."""
    style.font.color.rgb, style.font.size = _INK, Pt(14)
    for border in style.element.findall(f".//{W}pBdr"):
        border.getparent().remove(border)


def _speak(document: Document, language: str) -> None:
    look = document.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    said = look.find(f"{W}lang")
    if said is not None:
        look.remove(said)
    look.append(new("lang", val=language, eastAsia=language, bidi=language))
