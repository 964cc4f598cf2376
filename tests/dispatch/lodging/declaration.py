"""A declaration with twenty members behind it. All names are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from petitions.accounts.models import Organisation, Role, User
from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import service as part_sessions
from petitions.campaigns.part_sessions.models import PartSession
from petitions.campaigns.part_sessions.service import Days
from petitions.campaigns.states import CampaignState
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.dispatch import service as closing
from petitions.dispatch.lodging import late, publishing, queries, service
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.lodging.rules import Lodged, Published
from petitions.dispatch.models import Edition
from petitions.drafting import queries as drafting
from petitions.ledger import service as ledger
from petitions.ledger.models import LeafType
from petitions.people.formats.assembly import read_signatories
from petitions.people.models import Mandate, Person, Roster
from petitions.signing.models import Consent, ConsentKind, Invitation, Signature
from petitions.signing.states import InvitationState, SignatureState
from tests import factories
from tests.factories import acting

STATES = ("LT", "PL", "CZ", "HR", "IE")
GROUPS = ("SOC", "EPP/CD", "NR")
SURNAMES = (
    *("Abatest", "Betest", "Cetest", "Detest", "Fetest", "Getest", "Hatest", "Itest", "Jutest", "Katest"),
    *("Latest", "Metest", "Netest", "Ortest", "Petest", "Retest", "Setest", "Tetest", "Utest", "Vetest"),
)
GIVEN = ("Ona", "Łucja", "Zoé", "Ivo", "Mart")


@dataclass
class Declaration:
    """Ada closes, Ben confirms and records. Twenty members of five delegations have committed."""

    organisation: Organisation
    ada: User
    ben: User
    campaign: Campaign

    @property
    def now(self) -> Campaign:
        """The campaign as it is stored now."""
        db.session.expire_all()
        return db.session.get_one(Campaign, self.campaign.id)

    @property
    def lodging(self) -> Lodging:
        """The newest confirmed sheet as it is stored now."""
        return queries.get_lodging(self.now, None)

    def sign(self, given: str = "Uta", surname: str = "Zutest", **about: Any) -> Signature:
        """One more member commits."""
        consents = about.pop("consents", (ConsentKind.PRINT,))
        return factories.a_signature(self.now, a_pace_member(given, surname, **about), *consents)

    def gather(self, surnames: Sequence[str]) -> None:
        """As many members of five delegations commit, all at once."""
        roster, campaign = factories.a_roster("pace"), self.now
        with transaction() as session:
            for place, surname in enumerate(surnames):
                country, group = STATES[place % 5], GROUPS[place % 3]
                person = Person(given_name=GIVEN[place % 5], surname=surname, honorific="Ms")
                mandate = a_pace_mandate(person, roster, country, group)
                invitation = Invitation(
                    campaign_id=campaign.id,
                    person_id=person.id,
                    state=InvitationState.ANSWERED,
                    token_hash=person.id.hex,
                    invited_by="Ada Organiser",
                    created_at=now(),
                )
                for thing in (person, mandate, invitation):
                    session.add(thing)
                    session.flush()
                session.add(a_commitment(campaign, invitation, mandate, place + 1))
                session.flush()

    def close(self, by: User | None = None, **options: Any) -> Edition:
        """Ada closes; late names too, once the text is lodged."""
        do = late.close_late if self.now.state == CampaignState.DISPATCHED else closing.close
        with transaction():
            return do(acting(by or self.ada), self.campaign, **options)

    def confirm(self, by: User | None = None, **options: Any) -> Lodging:
        """Ben, or somebody else, confirms the sheet."""
        with transaction():
            return service.confirm_sheet(acting(by or self.ben), self.campaign, **options)

    def lodge(self, on: date | None = None, **facts: str) -> Lodging:
        """The lodging is recorded, or corrected."""
        told = {"handed_in_by": "Mart Betest", "table_office": "Table Office", "evidence": "Stamped copy", **facts}
        lodging = self.lodging
        with transaction():
            service.record_lodging(acting(self.ben), lodging, Lodged(on or today(), **told), lodging.revision)
        return self.lodging

    def publish(self, lines: str | None = None, on: date | None = None, **facts: str) -> Lodging:
        """The publication is recorded, or corrected; without lines, just as the sheet has them."""
        lodging = self.lodging
        names, _encoding = read_signatories((lines or lodging.lines).encode(), "list.txt", None)
        told = {"number": "999", "document": "99999", "title": "Let her stay", **facts}
        published = Published(tabled_on=on or today(), **told)
        with transaction():
            publishing.record_publication(acting(self.ben), lodging, published, names, lodging.revision)
        return self.lodging

    def session(self, first: date, last: date, previous: date) -> PartSession:
        """A part-session is recorded."""
        with transaction():
            return part_sessions.add(acting(self.ada), Days(first, last, previous, "An invented calendar"))


def a_declaration(*, signed: int = len(SURNAMES)) -> Declaration:
    """A declaration that collects names on an approved version, with as many members behind it."""
    organisation = factories.an_organisation()
    ada = factories.a_user(organisation, Role.DRAFTER, name="Ada Organiser")
    rita = factories.a_user(organisation, Role.REVIEWER, name="Rita Reviewer")
    ben = factories.a_user(organisation, Role.DISPATCHER, name="Ben Dispatcher")
    case = factories.a_case(organisation)
    campaign = factories.a_campaign(case, CampaignState.COLLECTING, author=ada, approver=rita)
    factories.changed(campaign, instrument="pace_declaration")
    declaration = Declaration(organisation, ada, ben, campaign)
    declaration.gather(SURNAMES[:signed])
    return declaration


def a_pace_mandate(person: Person, roster: Roster, country: str, group: str) -> Mandate:
    """A mandate in the Assembly, not yet written."""
    return Mandate(
        person_id=person.id,
        roster_id=roster.id,
        body="pace",
        member_id=person.id.hex,
        delegation=country,
        group_code=group,
        first_seen=today(),
        last_seen=today(),
    )


def a_commitment(campaign: Campaign, invitation: Invitation, mandate: Mandate, number: int) -> Signature:
    """A signature in force with its leaf, not yet written; its bearer agreed to be printed."""
    version, person = drafting.open_version(campaign), db.session.get_one(Person, invitation.person_id)
    signature = Signature(
        campaign_id=campaign.id,
        version_id=version.id,
        invitation_id=invitation.id,
        person_id=person.id,
        number=number,
        name=person.name,
        surname=person.surname,
        body="pace",
        capacity="Member of the Parliamentary Assembly of the Council of Europe",
        delegation=mandate.delegation,
        group_code=mandate.group_code,
        language="en",
        state=SignatureState.CONFIRMED,
        created_at=now(),
        confirmed_at=now(),
    )
    statement = {"type": "consent", "name": signature.name}
    signature.leaf_id = ledger.append(
        campaign.id, LeafType.CONSENT, version.sha256, campaign.edition, signature.id, statement
    )
    signature.consents = [
        Consent(kind=kind, given=True, wording="w", wording_sha256="0" * 64, language="en", at=now())
        for kind in (ConsentKind.SIGN, ConsentKind.PRINT)
    ]
    return signature


def a_pace_member(
    given: str, surname: str, *, country: str = "LT", group: str = "SOC", honorific: str = "Ms"
) -> Person:
    """A member of the Assembly, with the honorific that its lists print."""
    person = factories.a_member(given, surname, country=country, group=group)
    factories.changed(person, honorific=honorific)
    with transaction() as session:
        mandate = session.query(Mandate).filter_by(person_id=person.id).one()
        mandate.body = "pace"
    return person


def without(lines: str, *surnames: str) -> str:
    """The list without those."""
    kept: Sequence[str] = [
        line for line in lines.split(";") if not any(surname.upper() in line for surname in surnames)
    ]
    return ";".join(kept)


def days(number: int) -> date:
    """So many days from today."""
    return today() + timedelta(days=number)
