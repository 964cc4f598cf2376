"""What a Word file would change, kept between its upload and the choice.

It travels in the page, signed, and is stored nowhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from flask_babel import gettext as _
from itsdangerous import BadData

from petitions.core.errors import DomainError
from petitions.core.text import bidi_controls, canonical
from petitions.core.tokens import signer
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Change, paragraphs
from petitions.drafting.rules import canonical_subject
from petitions.drafting.word.left_out import left_out, otherwise
from petitions.drafting.word.reading import Read
from petitions.drafting.word.returning import returned
from petitions.drafting.word.talks import Homes, Known, Saying, Talk, talks
from petitions.drafting.word.units import units

MOST_CHANGES = 300
"""In how many paragraphs a file may differ: beyond that it is another text, that nobody judges one by one."""

_PURPOSE = "word-proposal"


@dataclass(frozen=True)
class Proposal:
    """Changes to one version, by the number of the paragraph, and what else was found in the file.

    ``subject`` is the file's, where it differs; ``is_sure`` tells whether the file said itself what it was made from;
    ``talks`` are the comments in the file.
    """

    version_id: str
    wanted: list[tuple[int, str]]
    is_sure: bool
    subject: str = ""
    left_out: list[str] = field(default_factory=list)
    otherwise: list[str] = field(default_factory=list)
    talks: list[Talk] = field(default_factory=list)

    def changes(self, version: Version, numbers: Iterable[int] | None = None) -> list[Change]:
        """The changes of these paragraphs, or all."""
        there = paragraphs(version.body)
        chosen = None if numbers is None else set(numbers)
        return [
            Change(number, there[number], replacement)
            for number, replacement in self.wanted
            if chosen is None or number in chosen
        ]


def propose(read: Read, version: Version, known: Known) -> Proposal:
    """What the file that was read would change in a version; ``known`` is what was said of its text already.

    Raises `DomainError` where it is another text altogether, `UnprintableText`, `TextTooLong` and `NestedTooDeep`.
    """
    back = returned(version.body, read.blocks, read.hints, read.note_hints)
    if len(back.changes) > MOST_CHANGES:
        raise DomainError(
            _(
                "The file differs from version %(number)d in %(many)d paragraphs; at most %(most)d can be suggested. "
                "Copy its text to the page on which the text is written.",
                number=version.number,
                many=len(back.changes),
                most=MOST_CHANGES,
            )
        )
    counted = {**read.counted, "stress": back.lost}
    subject = canonical_subject(read.subject)
    items = [unit.listing is not None for unit in units(read.blocks)] if read.remarks else []
    homes = Homes(back.homes, back.note_homes, items, len(paragraphs(version.body)))
    return Proposal(
        version_id=str(version.id),
        wanted=[(change.paragraph, canonical(change.replacement).strip()) for change in back.changes],
        is_sure=read.origin is not None,
        subject=subject if subject != version.subject else "",
        left_out=left_out(counted),
        otherwise=[*otherwise(counted), *_turning(version, subject, back.changes)],
        talks=talks(read.remarks, homes, version.text_id, known),
    )


def _turning(version: Version, subject: str, changes: Sequence[Change]) -> Iterator[str]:
    """What turns the direction of words and was not there before, in sentences."""
    where = [(_("The subject"), version.subject, subject)]
    where += [
        (_("Paragraph %(paragraph)d", paragraph=change.paragraph + 1), change.base, change.replacement)
        for change in changes
    ]
    for which, before, after in where:
        known = {found.character for found in bidi_controls(before)}
        for found in bidi_controls(after):
            if found.character not in known:
                yield _(
                    "%(which)s holds a character that nobody sees and that turns the words around it: %(name)s.",
                    which=which,
                    name=f"{found.character} ({found.name})",
                )


def packed(proposal: Proposal) -> str:
    """The proposal as a field of the page that shows it."""
    return str(signer(_PURPOSE).dumps(asdict(proposal)))


def unpacked(text: str, version: Version) -> Proposal:
    """The proposal that the page brought back. Raises `DomainError` for one that is not ours, or of another version."""
    try:
        found: dict[str, Any] = signer(_PURPOSE).loads(text)
    except BadData as error:
        raise _strange() from error
    if found["version_id"] != str(version.id):
        raise _strange()
    wanted = [(number, replacement) for number, replacement in found.pop("wanted")]
    talks = [Talk(**{**talk, "said": [Saying(*saying) for saying in talk["said"]]}) for talk in found.pop("talks")]
    return Proposal(wanted=wanted, talks=talks, **found)


def _strange() -> DomainError:
    return DomainError(_("This page was changed on its way. Take the Word file in once more."))
