"""A list of signatories as a Word document, the names as they are printed. Pure."""

from collections.abc import Iterable
from typing import BinaryIO

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph
from flask_babel import gettext as _

from petitions.core.i18n import direction
from petitions.drafting.word.elements import new
from petitions.drafting.word.look import dress
from petitions.drafting.word.parts import without_ballast
from petitions.signing.exporting.files import new_file, read_from
from petitions.signing.exporting.listed import Arranged, Listed, SignatoryList, countries, in_one_line


def write(found: SignatoryList) -> BinaryIO:
    """Title, which text it is by version and SHA-256, the day, the names; in the order of print or by country."""
    document = docx.Document()
    without_ballast(document)
    dress(document, in_one_line(found.subject), found.language, found.moment)
    page = _Page(document, right_to_left=direction(found.language) == "rtl")
    page.heading(found.subject, "Title")
    for label, value in _about(found):
        page.fact(label, value)
    if found.warning:
        page.text(found.warning, bold=True)
    page.heading(_("Signatories"), "Heading 1")
    if found.order == Arranged.COUNTRY:
        page.by_country(found)
    else:
        page.names(found, found.rows)
    if found.rest:
        page.text(found.rest)
    file = new_file()
    document.save(file)
    return read_from(file)


def _about(found: SignatoryList) -> list[tuple[str, str]]:
    return [
        (_("Campaign"), found.campaign),
        (_("Text"), found.stand),
        (_("SHA-256 of the text"), found.sha256),
        (_("List made"), found.made),
    ]


class _Page:
    def __init__(self, document: Document, *, right_to_left: bool) -> None:
        self.document = document
        self.right_to_left = right_to_left

    def heading(self, words: str, style: str) -> None:
        """A heading, which readers of screens can jump to."""
        self._directed(self.document.add_paragraph(in_one_line(words), style))

    def text(self, words: str, *, bold: bool = False) -> None:
        """One paragraph."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(in_one_line(words)).bold = bold
        self._directed(paragraph)

    def fact(self, label: str, value: str) -> None:
        """A label with its value."""
        paragraph = self.document.add_paragraph()
        paragraph.add_run(f"{label}: ").bold = True
        paragraph.add_run(in_one_line(value))
        self._directed(paragraph)

    def by_country(self, found: SignatoryList) -> None:
        """The names under a heading for each country, with how many they are."""
        for country, rows in countries(found.rows):
            self.heading(_("%(label)s (%(count)d)", label=country or _("No country"), count=len(rows)), "Heading 2")
            self.names(found, rows)

    def names(self, found: SignatoryList, rows: Iterable[Listed]) -> None:
        """Each name with the line that the instrument prints below it."""
        for row in rows:
            paragraph = self.document.add_paragraph()
            paragraph.add_run(in_one_line(row.name)).bold = True
            for below in (_below(found, row), row.note):
                if below:
                    paragraph.add_run().add_break()
                    paragraph.add_run(in_one_line(below))
            self._directed(paragraph)

    def _directed(self, paragraph: Paragraph) -> None:
        if not self.right_to_left:
            return
        paragraph._p.get_or_add_pPr().append(new("bidi"))
        for run in paragraph.runs:
            run.font.rtl = True


def _below(found: SignatoryList, row: Listed) -> str:
    printed = {"capacity": row.capacity, "group": row.group, "country": row.country}
    return ", ".join(value for part, value in printed.items() if value and part in found.prints)
