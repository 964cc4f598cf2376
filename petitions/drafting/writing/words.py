"""What a letter consists of and what it lacks, in words. They inform; nothing here keeps a text from being saved."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.drafting.writing.rules import Footnote, Outline


class Part(StrEnum):
    """A part that texts of some instruments have and others have not."""

    SALUTATION = "salutation"
    DEMANDS = "demands"
    CLOSING = "closing"
    PLACE = "place"
    ADDRESSEES = "addressees"


_LETTER = frozenset(Part)
EXPECTED: Mapping[str, frozenset[Part]] = {
    "mep_letter": _LETTER,
    "mp_letter": _LETTER,
    "public_petition": _LETTER,
    "ngo_appeal": _LETTER,
    "un_communication": _LETTER - {Part.CLOSING},
    "pace_declaration": frozenset({Part.DEMANDS}),
    "ep_written_question": frozenset({Part.DEMANDS, Part.ADDRESSEES}),
}
"""What a reader of each instrument looks for, as its starter has it (house rule)."""


def consists_of(found: Outline) -> list[tuple[str, str]]:
    """The parts that stand in the text, each with what it says or how much of it there is."""
    none = _("none")
    asked, noted = len(found.demands), len(found.notes)
    return [
        (_("Salutation"), found.salutation or none),
        (_("Demands"), ngettext("%(num)d in a numbered list", "%(num)d in a numbered list", asked) if asked else none),
        (_("Closing"), found.closing or none),
        (_("Footnotes"), str(noted) if noted else none),
        (_("Annexes"), "; ".join(found.annexes) or none),
    ]


def gaps(found: Outline, instrument: str) -> list[str]:
    """What is missing for this instrument, a sentence each."""
    return [*_missing_parts(found, EXPECTED[instrument]), *_loose_ends(found)]


def _missing_parts(found: Outline, expected: frozenset[Part]) -> Iterator[str]:
    if Part.SALUTATION in expected and not found.salutation:
        yield _("There is no salutation: begin with a line that ends in a comma, such as “Dear Minister,”.")
    if Part.DEMANDS in expected and not found.demands:
        yield _("Nothing is asked for in a numbered list. Lines that begin with “1.” and “2.” make one.")
    if Part.CLOSING in expected and not found.closing:
        yield _("There is no closing: end with a line of its own, such as “Yours sincerely,”.")


def _loose_ends(found: Outline) -> Iterator[str]:
    for label in found.loose_marks:
        yield _("Nothing is written for the mark [^%(label)s]. Write the note, or take the mark out.", label=label)
    for note in found.notes:
        if not note.marked:
            yield _("Nothing in the text marks note %(number)d: “%(text)s”", number=note.number, text=_short(note))
        if not note.text:
            yield _("Note %(number)d is empty.", number=note.number)
        elif not note.sourced:
            yield _(
                "Note %(number)d names no source: neither a link nor a date or an article. “%(text)s”",
                number=note.number,
                text=_short(note),
            )


def _short(note: Footnote) -> str:
    return note.text if len(note.text) <= 60 else note.text[:59].rstrip() + "…"
