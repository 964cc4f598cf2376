"""What a signatory agrees to, word for word. Whoever changes a wording changes the edition too."""

from collections.abc import Mapping
from hashlib import sha256

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from petitions.signing.models import ConsentKind, Signature

EDITION = "1"

WORDINGS: Mapping[ConsentKind, LazyString] = {
    ConsentKind.SIGN: _l("I sign this text, exactly as it was shown to me."),
    ConsentKind.PRINT: _l("Print my name under the letter."),
    ConsentKind.PUBLISH: _l("Show my name on the public page of the letter."),
    ConsentKind.SHOW_INVITED: _l("Show my name to the others who are asked to sign, before the letter is sent."),
    ConsentKind.CONTACT: _l("Write to me about what happens with the letter."),
}
OPTIONAL = tuple(kind for kind in WORDINGS if kind != ConsentKind.SIGN)


def wording(kind: ConsentKind) -> str:
    """The words of a consent in the language of the page."""
    return str(WORDINGS[kind])


def wording_sha256(words: str) -> str:
    """The hash under which a wording is kept, with its edition (SHA-256, hex)."""
    return sha256(f"{EDITION}\n{words}".encode()).hexdigest()


def wordings_of(signature: Signature, *, given: bool) -> list[str]:
    """The words that a signatory agreed to, or did not, in the order in which they were asked."""
    words = {consent.kind: consent.wording for consent in signature.consents if consent.given == given}
    return [words[kind] for kind in WORDINGS if kind in words]
