"""What a signatory agrees to, word for word. Whoever changes a wording changes the edition too."""

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from hashlib import sha256

from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.campaigns.instruments import Display, load
from petitions.campaigns.models import Campaign
from petitions.people.organisations.rules import HEAD
from petitions.signing.models import ConsentKind, Invitation, Signature

EDITION = "1"

WORDINGS: Mapping[ConsentKind, LazyString] = {
    ConsentKind.SIGN: _l("I sign this text, exactly as it was shown to me."),
    ConsentKind.PRINT: _l("Print my name under the letter."),
    ConsentKind.PUBLISH: _l("Show my name on the public page of the letter."),
    ConsentKind.SHOW_INVITED: _l("Show my name to the others who are asked to sign, before the letter is sent."),
    ConsentKind.CONTACT: _l("Write to me about what happens with the letter."),
}
# What differs where somebody signs for an organisation, or in person as its head.
FOR_ORGANISATION: Mapping[ConsentKind, LazyString] = {
    ConsentKind.SIGN: _l(
        "I sign this text, exactly as it was shown to me, for %(organisation)s, and have the authority to do so."
    ),
    ConsentKind.PRINT: _l("Print the name of %(organisation)s under the letter, and mine beside it."),
    ConsentKind.PUBLISH: _l("Show the name of %(organisation)s on the public page of the letter, and mine beside it."),
    ConsentKind.SHOW_INVITED: _l(
        "Show the name of %(organisation)s, and mine beside it, to the others who are asked to sign, before the letter "
        "is sent."
    ),
}
AS_HEAD: Mapping[ConsentKind, LazyString] = {
    ConsentKind.SIGN: _l(
        "I sign this text, exactly as it was shown to me, in person and not for %(organisation)s, which I head."
    ),
}
# What differs where the text is lodged on the members' own signatures: what is given here is a commitment.
FOR_LODGING: Mapping[ConsentKind, LazyString] = {
    ConsentKind.SIGN: _l("I commit to sign this text, exactly as it was shown to me, on the sheet that is lodged."),
    ConsentKind.PRINT: _l("Print my name on the sheet that is lodged, to be published with the text."),
    ConsentKind.PUBLISH: _l("Show my name on the public page of the text here."),
    ConsentKind.SHOW_INVITED: _l("Show my name to the others who are asked, before the text is lodged."),
    ConsentKind.CONTACT: _l("Write to me about what happens with the text."),
}
# What members of the public are asked: their names are shown to everybody or to nobody.
FOR_PUBLIC: Mapping[ConsentKind, LazyString] = {
    ConsentKind.SIGN: _l("I sign this petition, exactly as it was shown to me."),
    ConsentKind.PRINT: _l("Print my name and country under the petition when it is handed over."),
    ConsentKind.PUBLISH: _l("Show my name and country on the public page of the petition."),
    ConsentKind.CONTACT: _l("Write to me about what happens with the petition."),
}
# What differs where somebody asks to be shown by initials.
BY_INITIALS: Mapping[ConsentKind, LazyString] = {
    ConsentKind.PRINT: _l("Print my initials, in place of my name, under the letter."),
    ConsentKind.PUBLISH: _l("Show my initials, in place of my name, on the public page of the letter."),
    ConsentKind.SHOW_INVITED: _l(
        "Show my initials, in place of my name, to the others who are asked to sign, before the letter is sent."
    ),
}
FOR_PUBLIC_BY_INITIALS: Mapping[ConsentKind, LazyString] = {
    ConsentKind.PRINT: _l(
        "Print my initials, in place of my name, and my country under the petition when it is handed over."
    ),
    ConsentKind.PUBLISH: _l(
        "Show my initials, in place of my name, and my country on the public page of the petition."
    ),
}
OPTIONAL = tuple(kind for kind in WORDINGS if kind != ConsentKind.SIGN)


def wordings(invitation: Invitation, display: Display = Display.PUBLIC) -> dict[ConsentKind, str]:
    """The words of each consent that is asked for, in the language of the page, as they are put to the signatory.

    They say what is shown wherever the signatory is named, so they follow the way of being shown that was chosen.
    """
    said = _said(_asked(invitation), str(get_locale()), by_initials=display == Display.INITIALS)
    name = {"organisation": invitation.registered.name if invitation.registered else ""}
    return {kind: words % name for kind, words in said.items()}


class Asked(StrEnum):
    """Who is asked, as far as the words differ."""

    MEMBER = "member"
    MEMBER_TO_LODGE = "member_to_lodge"
    ORGANISATION = "organisation"
    HEAD = "head"
    PUBLIC = "public"


_SAID: Mapping[Asked, Mapping[ConsentKind, LazyString]] = {
    Asked.MEMBER: WORDINGS,
    Asked.MEMBER_TO_LODGE: {**WORDINGS, **FOR_LODGING},
    Asked.ORGANISATION: {**WORDINGS, **FOR_ORGANISATION},
    Asked.HEAD: {**WORDINGS, **AS_HEAD},
    Asked.PUBLIC: FOR_PUBLIC,
}


def _asked(invitation: Invitation) -> Asked:
    if invitation.supporter is not None:
        return Asked.PUBLIC
    if invitation.registered is not None:
        return Asked.HEAD if invitation.body == HEAD else Asked.ORGANISATION
    return Asked.MEMBER_TO_LODGE if load(invitation.campaign.instrument).is_lodged else Asked.MEMBER


@cache
def _said(asked: Asked, _language: str, *, by_initials: bool) -> Mapping[ConsentKind, str]:
    """The words in the language in force, which is the one named. They are the same as long as the process lives."""
    initials = FOR_PUBLIC_BY_INITIALS if asked == Asked.PUBLIC else BY_INITIALS
    said = {**_SAID[asked], **(initials if by_initials else {})}
    return {kind: str(words) for kind, words in said.items()}


def newsletter(campaign: Campaign) -> str:
    """The words of the consent to a newsletter, which has nothing to do with signing."""
    return _(
        "Send me the newsletter of %(organisation)s. I can end it at any time.", organisation=campaign.organisation.name
    )


def wording_sha256(words: str) -> str:
    """The hash under which a wording is kept, with its edition (SHA-256, hex)."""
    return sha256(f"{EDITION}\n{words}".encode()).hexdigest()


def wordings_of(signature: Signature, *, given: bool) -> list[str]:
    """The words that a signatory agreed to, or did not, in the order in which they were asked."""
    words = {consent.kind: consent.wording for consent in signature.consents if consent.given == given}
    return [words[kind] for kind in WORDINGS if kind in words]
