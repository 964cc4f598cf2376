"""What a version consists of, and how a starter text is filled. Pure: no Flask request, no session."""

import re
from collections.abc import Mapping

from flask_babel import gettext as _

from petitions.campaigns.states import EDITABLE, PAUSING, CampaignState
from petitions.core.errors import DomainError
from petitions.core.markdown import to_blocks
from petitions.core.text import canonical, sha256_hex

MAX_SUBJECT = 250
"""The longest subject, in characters."""

_FIELD = re.compile(r"\{\{([^{}]*)\}\}")

# Words in brackets that are neither a footnote's mark nor a link.
_BLANK = re.compile(r"\[(?!\^)([^\[\]\n]+)\](?![(:])")

UNDER_WAY = frozenset({CampaignState.DRAFTING, CampaignState.REVIEW})


class EmptyField(DomainError):
    """A merge field is unknown, or the case does not fill it."""

    def __init__(self, name: str, message: str) -> None:
        self.name = name
        super().__init__(message)


def canonical_subject(subject: str) -> str:
    """The subject in one line, in canonical form. Raises `UnprintableText`."""
    return canonical(" ".join(subject.split())).removesuffix("\n")


def canonical_body(body: str) -> str:
    """The body in canonical form. Raises `UnprintableText`, `TextTooLong` and `NestedTooDeep`."""
    to_blocks(body)
    return canonical(body)


def version_hash(subject: str, body: str) -> str:
    """SHA-256, in hex, of subject, one empty line and body, in canonical bytes.

    A subject is one line, so two different pairs never make the same bytes.
    """
    return sha256_hex(whole(subject, body))


def may_change(state: str, *, is_translation: bool) -> bool:
    """Whether a text may change, and so be written, discussed, suggested to, and taken in from Word.

    A translation is not what is signed or sent, so it may until the campaign is given up.
    """
    return state != CampaignState.WITHDRAWN if is_translation else state in EDITABLE


def may_ask_review(state: str, *, is_translation: bool, has_lapsed: bool = False) -> bool:
    """Whether a review of the latest version may be asked for. A translation is reviewed at any time.

    So is a text that is open for signature, or closed, where an approval of it ``has_lapsed``.
    """
    if is_translation:
        return may_change(state, is_translation=True)
    return state in UNDER_WAY or (has_lapsed and state in PAUSING)


def may_be_judged(state: str, *, is_translation: bool, has_lapsed: bool = False) -> bool:
    """Whether the latest version may be approved or refused; ``has_lapsed`` as in `may_ask_review`."""
    if is_translation:
        return may_change(state, is_translation=True)
    return state == CampaignState.REVIEW or (has_lapsed and state in PAUSING)


def whole(subject: str, body: str) -> str:
    """Subject and body as the one text that is hashed and compared."""
    return f"{subject}\n\n{body}"


def fill(text: str, fields: Mapping[str, str]) -> str:
    """The text with its merge fields, `{{ case.name }}`, replaced. What is filled in is not read again.

    Raises `EmptyField`, naming the field, where it is unknown or has no value.
    """

    def value(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name not in fields:
            raise EmptyField(name, _("There is no field “%(name)s”. Take one of those listed.", name=name))
        if not fields[name].strip():
            raise EmptyField(name, _("The text needs “%(name)s”, which the case leaves empty.", name=name))
        return fields[name].strip()

    return _FIELD.sub(value, text)


def unfilled(body: str) -> list[str]:
    """What still stands in square brackets, as starters mark what the drafter has to fill in."""
    return _BLANK.findall(body)
