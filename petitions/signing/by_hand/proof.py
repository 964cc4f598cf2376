"""The proof of a signature by hand: what one organiser recorded and another has compared with its evidence."""

from dataclasses import dataclass

from flask_babel import gettext as _

from petitions.core.actor import Actor
from petitions.core.errors import InvalidTransition
from petitions.signing.by_hand.errors import OtherWords, SameOrganiser
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.models import ProvedBy
from petitions.signing.preparing import Prepared


@dataclass(frozen=True)
class HandProof:
    """A recording that waits, in the hands of a second organiser."""

    recorded: HandConfirmation
    second: Actor

    @property
    def kind(self) -> ProvedBy:
        """Paper or telephone."""
        return ProvedBy(self.recorded.kind)

    def holds(self, prepared: Prepared) -> bool:
        """True for exactly what was recorded, before a second organiser.

        Raises `InvalidTransition` once it was decided or has lapsed, `SameOrganiser`, and `OtherWords` where this
        server puts the consents in other words today than when they were given.
        """
        require_proposed(self.recorded)
        if self.second.id is None or self.second.id == self.recorded.recorded_by_id:
            raise SameOrganiser(_("You recorded this yourself. Another organiser has to compare it with its evidence."))
        agreed = {consent.kind: consent.wording_sha256 for consent in prepared.consents if consent.given}
        if agreed != self.recorded.agreed:
            raise OtherWords(
                _("The consents are worded differently now than when this was recorded. Refuse it and record it anew.")
            )
        return prepared.version.id == self.recorded.version_id


def require_proposed(recorded: HandConfirmation) -> None:
    """Raises `InvalidTransition` once it was decided, or has lapsed."""
    if not recorded.is_open:
        raise InvalidTransition(_("This was decided before, or has lapsed. Open its page to see how."))
