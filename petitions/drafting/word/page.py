"""What the page shows of a Word file that would be taken in: the subject, each change, each comment."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from petitions.cases.models import Case
from petitions.core.errors import DomainError
from petitions.core.text import Part, difference, visible
from petitions.drafting.discussion.rules import replacement_words, subject_words
from petitions.drafting.models import Version
from petitions.drafting.rules import EmptyField, fill
from petitions.drafting.starters import fields_of
from petitions.drafting.word.proposing import Proposal
from petitions.drafting.word.taking_in import here
from petitions.drafting.word.talks import Talk


@dataclass(frozen=True)
class Wanted:
    """A change of a paragraph, numbered from 1, or of the subject; ``trouble`` says why it can't be suggested."""

    value: str
    number: int
    parts: list[Part]
    trouble: str


@dataclass(frozen=True)
class Remarked:
    """A comment with the answers to it, as author and words."""

    value: str
    talk: Talk
    quote: str
    said: list[tuple[str, str]]
    is_new: bool


@dataclass(frozen=True)
class Page:
    """Everything that the file brings. ``here`` are the comments that need not be taken in any more."""

    subject: Wanted | None
    changes: list[Wanted]
    talks: list[Remarked]
    here: list[Remarked]

    @classmethod
    def of(cls, proposal: Proposal, version: Version) -> "Page":
        """What a proposal brings to its version, against what was said already."""
        case, known = version.text.campaign.case, here(proposal.talks)
        talks = [_remarked(str(place), talk, known) for place, talk in enumerate(proposal.talks)]
        changes = proposal.changes(version)
        return cls(
            _subject(proposal.subject, version) if proposal.subject else None,
            [
                Wanted(str(number), number + 1, difference(base, wanted), _trouble(replacement_words, wanted, case))
                for number, base, wanted in changes
            ],
            [one for one in talks if one.is_new],
            [one for one in talks if not one.is_new],
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to choose."""
        return not (self.subject or self.changes or self.talks)

    def usual(self) -> dict[str, Any]:
        """What is ticked until somebody chooses: all but what can't be suggested and what was resolved in Word."""
        return {
            "take": [change.value for change in self.changes if not change.trouble],
            "subject": self.subject is not None and not self.subject.trouble,
            "talk": [one.value for one in self.talks if not one.talk.is_resolved],
        }


def _subject(subject: str, version: Version) -> Wanted:
    trouble = _trouble(subject_words, subject, version.text.campaign.case)
    return Wanted("y", 0, difference(version.subject, subject), trouble)


def _trouble(read: Callable[[str], str], words: str, case: Case) -> str:
    """Why words can't be suggested as they are, in a sentence."""
    try:
        read(fill(words, fields_of(case)))
    except EmptyField as empty:
        return _("The case does not fill the field “%(name)s”. Write out in Word what is meant.", name=empty.name)
    except DomainError as error:
        return error.message
    return ""


def _remarked(value: str, talk: Talk, known: Collection[str]) -> Remarked:
    said = [(saying.author, visible(saying.words)) for saying in talk.said]
    is_new = any(saying.key not in known for saying in talk.said)
    return Remarked(value, talk, visible(talk.quote), said, is_new)
