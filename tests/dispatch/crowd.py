"""A petition on its way to an office, with a crowd that has signed it. Nobody among them exists."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import select

from bench import crowd
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import Base, db, transaction
from petitions.dispatch import queries, service
from petitions.dispatch.models import Edition, EditionSignatory, Letter
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.signing.models import Consent, Invitation, Signature
from petitions.signing.states import SignatureState
from tests.dispatch.scene import change
from tests.factories import a_version_of, acting, an_addressee, an_approval, saved
from tests.signing.supporters.petition import Petition
from tests.support.cost import counted, loaded

OF_EACH = (Signature, EditionSignatory, Invitation, Consent)


class Crowd(Petition):
    """A petition signed by so many, meant for one office; its author closes it, a colleague sends it."""

    def __init__(self, many: int) -> None:
        super().__init__()
        an_addressee(self.campaign)
        if many:
            crowd.sign(self.campaign, many)
        db.session.rollback()

    @property
    def now(self) -> Campaign:
        """The campaign as it is stored now."""
        db.session.rollback()
        db.session.expire_all()
        return db.session.get_one(Campaign, self.campaign.id)

    def signature(self, number: int) -> Signature:
        """The signature of this number."""
        of_number = select(Signature).where(Signature.campaign_id == self.campaign.id, Signature.number == number)
        return db.session.scalars(of_number).one()

    def close(self) -> Edition:
        """The author closes."""
        with transaction():
            return service.close(acting(self.author), self.campaign)

    def reopen(self) -> None:
        """The author reopens."""
        with transaction():
            service.reopen(acting(self.author), self.campaign, "One more name")

    def confirm(self) -> Letter:
        """The colleague lets the letter go."""
        with transaction():
            return service.confirm(acting(self.colleague), self.campaign)

    def withdraw(self, number: int) -> None:
        """Somebody takes the name back."""
        change(self.signature(number), state=SignatureState.WITHDRAWN, withdrawn_at=now())

    def set_aside(self, number: int, state: SignatureState = SignatureState.SET_ASIDE) -> None:
        """A signature is set aside, or is restored."""
        change(self.signature(number), state=state)

    def open_another_version(self) -> Version:
        """A mended text is opened; nobody has signed it."""
        text = drafting.versions(self.now)[0].text
        version = saved(a_version_of(self.campaign, text, 2, "Dear Minister,\n\nMended.\n", self.author))
        saved(an_approval(version, self.colleague))
        change(self.campaign, open_version_id=version.id)
        return version

    def unmet(self) -> list[str]:
        """What hinders its sending."""
        return queries.unmet_for_dispatch(self.now)


@contextmanager
def read() -> Iterator[tuple[list[str], list[list[Any]]]]:
    """The statements that are run meanwhile, and the rows of signatories that become objects, table by table."""
    tables: tuple[type[Base], ...] = OF_EACH
    with counted() as statements, ExitStack() as stack:
        yield statements, [stack.enter_context(loaded(table)) for table in tables]
