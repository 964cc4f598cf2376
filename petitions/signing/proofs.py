"""What shows that it is the signatory who signs. A signature rests on exactly one proof."""

from dataclasses import dataclass
from typing import ClassVar, Protocol
from uuid import uuid5

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import Code, CodePurpose
from petitions.signing.models import Invitation, ProvedBy
from petitions.signing.preparing import Prepared


class Proof(Protocol):
    """Something that only the signatory can give, for exactly what is signed."""

    @property
    def kind(self) -> ProvedBy:
        """How the signature is proved, in a word."""

    def holds(self, prepared: Prepared) -> bool:
        """Use the proof up for what is prepared. False counts a wrong try, which must be committed.

        Raises `DomainError`, with what to do, where the proof is none any more.
        """


@dataclass(frozen=True)
class MailedCode:
    """The digits that were mailed to the registered address, typed into the browser that asked for them."""

    digits: str
    browser: str
    kind: ClassVar[ProvedBy] = ProvedBy.CODE

    def holds(self, prepared: Prepared) -> bool:
        """Redeem the code for the version that is signed. Raises `WrongCode`."""
        return codes.redeem(code_to_sign(prepared.invitation, self.browser), self.digits)


@dataclass
class Watched:
    """A proof that tells afterwards whether it was used: to repeat what is signed already uses none up."""

    proof: Proof
    held: bool = False

    @property
    def kind(self) -> ProvedBy:
        """How the signature is proved, in a word."""
        return self.proof.kind

    def holds(self, prepared: Prepared) -> bool:
        """Use the proof up, and keep whether it held."""
        self.held = self.proof.holds(prepared)
        return self.held


def code_to_sign(invitation: Invitation, browser: str) -> CodeFor:
    """The code that signs the open version in this browser, and nothing else."""
    return CodeFor(CodePurpose.SIGN, invitation.id, browser, invitation.campaign.open_version_id)


def code_to_look(invitation: Invitation, browser: str) -> CodeFor:
    """The code that shows in this browser how the open version was answered. It signs nothing, whatever comes after."""
    bound_to = uuid5(invitation.id, f"look {invitation.campaign.open_version_id}")
    return CodeFor(CodePurpose.ANSWER, invitation.id, browser, bound_to, counted_apart=True)


def issue_in_public(invitation: Invitation, browser: str) -> tuple[Code, str] | None:
    """The code that signs, for whoever asks on a public page, and its digits; the invitation is locked.

    Mails that its link brought are counted too, so that all ways in together send three an hour at most. None where
    the last of them, a long code of either kind, is still valid.
    """
    to_look = code_to_look(invitation, browser)
    return None if codes.is_long(to_look) else codes.issue(code_to_sign(invitation, browser), to_look)
