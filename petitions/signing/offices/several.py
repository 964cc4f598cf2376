"""Confirming what delegates prepared: several letters with one code, all of them or none."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar
from uuid import NAMESPACE_OID, uuid5

from flask_babel import gettext as _

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import CodePurpose
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.db import one_at_a_time
from petitions.core.errors import DomainError, StalePage
from petitions.core.sealed import keyring
from petitions.signing.confirming import begin
from petitions.signing.models import ProvedBy, Signature
from petitions.signing.offices import belonging, mail, queries
from petitions.signing.offices.models import Preparation
from petitions.signing.preparing import Prepared, prepare
from petitions.signing.together import saying_which, sign_together


@dataclass(frozen=True)
class CodeTogether:
    """The digits that were mailed for exactly these letters as they were prepared."""

    member: str
    preparations: Sequence[Preparation]
    digits: str
    browser: str
    kind: ClassVar[ProvedBy] = ProvedBy.CODE

    def holds_together(self, prepared: Sequence[Prepared]) -> bool:
        """Redeem the one code for all, and for nothing else. Raises `WrongCode`."""
        meant = {(one.invitation_id, one.version_id) for one in self.preparations}
        if {(one.invitation.id, one.version.id) for one in prepared} != meant:
            return False
        return codes.redeem(code_to_sign_several(self.member, self.preparations, self.browser), self.digits)


def code_to_sign_several(member: str, preparations: Collection[Preparation], browser: str) -> CodeFor:
    """The code that confirms exactly this set: a preparation never changes, another one has another id."""
    together = uuid5(NAMESPACE_OID, ",".join(sorted(str(one.id) for one in preparations)))
    return CodeFor(CodePurpose.SIGN, uuid5(NAMESPACE_OID, keyring().index(member)), browser, together)


def request_code(actor: Actor, member: str, preparations: Sequence[Preparation], browser: str) -> bool:
    """Mail the code that confirms all of these to the registered address, and name each letter in the mail.

    False where enough was mailed: then the newest mail's code works here too. Raises, with the name of the letter that
    holds the others up, what signing it would raise.
    """
    one_at_a_time(f"several {keyring().index(member)}")
    for preparation in sorted(preparations, key=lambda one: (one.invitation.campaign_id, one.invitation_id)):
        with saying_which(preparation.invitation):
            begin(preparation.invitation)
            _require_in_force(member, preparation)
            prepare(preparation.invitation, queries.wish_of(preparation), ProvedBy.CODE)
    issued = codes.issue(code_to_sign_several(member, preparations, browser))
    if issued is None:
        return False
    mail.several_code(member, *issued, preparations=preparations)
    record(actor, "code:request", None)
    return True


def sign_several(
    actor: Actor, member: str, preparations: Sequence[Preparation], *, digits: str, browser: str
) -> Sequence[Signature] | None:
    """Sign all of these as they were prepared, or none. A repeat gives the same signatures.

    None when the digits are wrong: the try is counted, and must be committed. Raises what `sign_together` raises, with
    the name of the letter that holds the others up, and `StalePage` where one was prepared anew or is no longer.
    """
    require_all_in_force(member, preparations)
    wishes = {one.invitation: queries.wish_of(one) for one in preparations}
    return sign_together(actor, wishes, CodeTogether(member, preparations, digits, browser))


def require_all_in_force(member: str, preparations: Sequence[Preparation]) -> None:
    """Raises `DomainError` where there are none, and `StalePage`, with the letter, unless each is what is prepared."""
    if not preparations:
        raise DomainError(_("No letter was chosen. Nothing was signed."))
    for preparation in preparations:
        with saying_which(preparation.invitation):
            _require_in_force(member, preparation)


def _require_in_force(member: str, preparation: Preparation) -> None:
    """Raises `StalePage` unless this is what is prepared for the open version today."""
    invitation = preparation.invitation
    current = queries.preparation_of(invitation)
    if current is None or current.id != preparation.id or not belonging.belongs(invitation, keyring().index(member)):
        raise StalePage(_("What was prepared has changed since. Nothing was signed. Look at it again."))
