"""A campaign on its way to two offices, with the people who act in it. All names are invented."""

import json
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select, update

from petitions.accounts.models import Organisation, Role, User
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.cases.models import Case
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.dispatch import service
from petitions.dispatch.models import Addressee, Delivery, Edition, Letter
from petitions.dispatch.queries import deliveries
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.ledger import service as ledger
from petitions.ledger.models import Leaf, LeafType, Statement
from petitions.people.models import Mandate, Person
from petitions.signing.models import Consent, ConsentKind, Signature
from petitions.signing.states import SignatureState
from tests.factories import (
    a_campaign,
    a_case,
    a_member,
    a_user,
    a_version_of,
    acting,
    an_addressee,
    an_approval,
    an_invitation,
    an_organisation,
    saved,
)

ALL = frozenset(ConsentKind)
UNDISCLOSED = ALL - {ConsentKind.PRINT, ConsentKind.PUBLISH}


@dataclass
class Scene:
    """Ada drafts and closes, Rita reviews, Ben sends."""

    organisation: Organisation
    case: Case
    ada: User
    rita: User
    ben: User
    campaign: Campaign
    offices: list[Addressee] = field(default_factory=list)

    @property
    def now(self) -> Campaign:
        """The campaign as it is stored now."""
        db.session.expire_all()
        return db.session.get_one(Campaign, self.campaign.id)

    def sign(self, *name: str, consents: frozenset[ConsentKind] = ALL, country: str = "LT") -> Signature:
        """A member signs the open version."""
        person = a_member(*name, country=country) if name else a_member(country=country)
        return sign(self.now, person, consents)

    def close(self, **options: Any) -> Edition:
        """Ada closes."""
        with transaction():
            return service.close(acting(self.ada), self.campaign, **options)

    def reopen(self, reason: str = "One more name") -> None:
        """Ada reopens."""
        with transaction():
            service.reopen(acting(self.ada), self.campaign, reason)

    def confirm(self, by: User | None = None, **options: Any) -> Letter:
        """Ben, or somebody else, lets the letter go."""
        with transaction():
            return service.confirm(acting(by or self.ben), self.campaign, **options)

    def new_version(self, *, opened: bool = False, approved: bool = False) -> Version:
        """The text is mended; the new version may be approved and opened too."""
        text = drafting.versions(self.now)[0].text
        number = len(drafting.versions(self.campaign)) + 1
        version = saved(a_version_of(self.campaign, text, number, f"Dear Minister,\n\nMended {number}.\n", self.ada))
        if approved:
            saved(an_approval(version, self.rita))
        if opened:
            change(self.campaign, open_version_id=version.id)
        return version

    @property
    def deliveries(self) -> list[Delivery]:
        """The deliveries as they are stored now."""
        return list(deliveries(self.now))


def a_scene(*, signed: bool = True, offices: int = 2, approved: bool = True) -> Scene:
    """A campaign that collects signatures on an approved version, signed by two, meant for two offices."""
    organisation = an_organisation()
    ada = a_user(organisation, Role.DRAFTER, name="Ada Organiser")
    rita = a_user(organisation, Role.REVIEWER, name="Rita Reviewer")
    ben = a_user(organisation, Role.DISPATCHER, name="Ben Dispatcher")
    case = a_case(organisation)
    campaign = a_campaign(case, CampaignState.COLLECTING, author=ada, approver=rita if approved else None)
    scene = Scene(organisation, case, ada, rita, ben, campaign)
    scene.offices = [an_addressee(campaign, f"Office {letter}") for letter in "ABC"[:offices]]
    if signed:
        scene.sign("Ona", "Žemaitė-Testė")
        scene.sign("Łucja", "Ćwiklińska-Testowa", country="PL")
    return scene


def sign(campaign: Campaign, person: Person, consents: frozenset[ConsentKind] = ALL) -> Signature:
    """A confirmed signature on the open version, with its leaf."""
    invitation, _token = an_invitation(campaign, person)
    version = drafting.open_version(campaign)
    mandate = person.mandates[0]
    signature = Signature(
        campaign_id=campaign.id,
        version_id=version.id,
        invitation_id=invitation.id,
        person_id=person.id,
        number=1 + db.session.query(Signature).filter_by(campaign_id=campaign.id).count(),
        name=person.name,
        surname=person.surname,
        body="european_parliament",
        capacity="Member of the European Parliament",
        delegation=mandate.delegation,
        group_code=mandate.group_code,
        language="en",
        state=SignatureState.CONFIRMED,
        created_at=now(),
        confirmed_at=now(),
    )
    with transaction() as session:
        statement = {"type": "consent", "name": signature.name}
        signature.leaf_id = ledger.append(
            campaign.id, LeafType.CONSENT, version.sha256, campaign.edition, signature.id, statement
        )
        session.add(signature)
        session.flush()
        session.add_all(_consent(signature, kind, kind in consents) for kind in ConsentKind)
    return signature


def end_mandate(signature: Signature) -> None:
    """The signatory signed a month ago, and lost the seat yesterday."""
    change(signature, confirmed_at=now() - timedelta(days=30))
    with transaction() as session:
        where = Mandate.person_id == signature.person_id
        session.execute(
            update(Mandate)
            .where(where)
            .values(first_seen=today() - timedelta(days=60), until=today() - timedelta(days=1))
        )


def withdraw(signature: Signature) -> None:
    """The signatory takes the name back."""
    change(signature, state=SignatureState.WITHDRAWN, withdrawn_at=now())


def change(thing: Any, **values: Any) -> None:
    """Write these values, whatever the rules of the slice are."""
    with transaction() as session:
        session.execute(update(type(thing)).where(type(thing).id == thing.id).values(**values))
    db.session.expire_all()


def count(table: type) -> int:
    """How many rows are stored."""
    db.session.rollback()
    return int(db.session.scalar(select(func.count()).select_from(table)) or 0)


def statement_of(kind: str) -> dict:
    """What the one leaf of this kind commits to."""
    leaf = db.session.scalars(select(Leaf).where(Leaf.type == kind)).one()
    return json.loads(db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one().statement)


def _consent(signature: Signature, kind: ConsentKind, given: bool) -> Consent:
    wording = f"I agree: {kind}"
    return Consent(
        signature_id=signature.id,
        kind=kind,
        given=given,
        wording=wording,
        wording_sha256=sha256(wording.encode()).hexdigest(),
        language="en",
        at=now(),
    )
