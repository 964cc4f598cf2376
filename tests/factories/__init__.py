"""Things that tests begin with. Each factory writes what it makes and returns it, ready for use."""

import json
from datetime import timedelta
from itertools import count, groupby
from typing import Any
from uuid import uuid4

from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts import codes
from petitions.accounts.codes import CodeFor
from petitions.accounts.models import CodePurpose, Membership, Organisation, Role, User
from petitions.campaigns import releases
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.cases import queries as cases
from petitions.cases.models import Basis, Case, CaseRelease
from petitions.cases.sheet_writing import digest
from petitions.cases.states import ReleaseState
from petitions.core.actor import Actor, ActorKind
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.core.text import sha256_hex
from petitions.core.tokens import token_hash
from petitions.dispatch.models import Addressee, CampaignAddressee
from petitions.drafting import queries as drafting_queries
from petitions.drafting import service as drafting
from petitions.drafting.models import Approval, CampaignText, Verdict, Version
from petitions.ledger import service as ledger
from petitions.outbox.mail import Envelope, Mail, Rendered, put
from petitions.outbox.models import Message
from petitions.people import merging
from petitions.people.merge_models import PersonMerge
from petitions.people.models import Address, Mandate, Person, Roster, RosterDraft, WaitingRow
from petitions.signing import links
from petitions.signing import service as signing
from petitions.signing.models import ConsentKind, Invitation, Signature

NUMBERS = count(1)
EVERY_ROLE = tuple(Role)
TEXT = "Dear Minister,\n\nWe ask you to let Aru Example stay.\n\n1. Stop the deportation.\n2. Grant asylum.\n"


def saved(*things: Any) -> Any:
    """Write the things and return the first."""
    with transaction() as session:
        for _kind, alike in groupby(things, type):
            session.add_all(alike)
            session.flush()
    return things[0]


def an_organisation(name: str = "Lantern") -> Organisation:
    number = next(NUMBERS)
    return saved(Organisation(name=name, slug=f"{name.lower()}-{number}", country="BE", created_at=now()))


def a_user(organisation: Organisation, *roles: str, name: str = "Ada Organiser") -> User:
    """A user with the given roles, or all of them."""
    user = User(name=name, email=f"user{next(NUMBERS)}@ngo.example", language="en", created_at=now())
    memberships = [
        Membership(user_id=user.id, organisation_id=organisation.id, role=role, created_at=now())
        for role in (roles or EVERY_ROLE)
    ]
    return saved(user, *memberships)


def acting(user: User) -> Actor:
    """The user as the actor of a verb."""
    user = db.session.get(User, user.id)
    roles = frozenset(row.role for row in user.memberships)
    return Actor(ActorKind.USER, user.name, user.id, user.memberships[0].organisation_id, roles)


def sign_in(client: FlaskClient, user: User) -> None:
    """Give the browser the user's session."""
    with client.session_transaction() as session:
        session["_user_id"] = db.session.get(User, user.id).get_id()
        session["_fresh"] = True


def a_case(organisation: Organisation, *, published: bool = True, name: str = "Aru Example") -> Case:
    case = Case(
        organisation_id=organisation.id,
        slug=f"aru-example-{next(NUMBERS)}",
        name=name,
        lede="A teacher who wrote down what she saw.",
        basis=Basis.CONSENT if published else Basis.NONE,
        published_at=now() if published else None,
        created_at=now(),
        # Said to be empty, they are looked for by nobody.
        **{entries: [] for entries in ("sources", "events", "proceedings", "documents")},
    )
    with transaction() as session:
        session.add(case)
        session.flush()
        if published:
            session.add(a_release(case, 1))
    return case


def released(case: Case) -> Case:
    """The case, its working copy as it stands made public; by nobody, so that the history stays as it was."""
    with transaction() as session:
        case = session.get(Case, case.id)
        earlier = cases.releases_of(case)
        for release in earlier:
            release.state = ReleaseState.REPLACED
        session.flush()
        session.add(a_release(case, len(earlier) + 1))
        case.published_at = case.published_at or now()
    return case


def a_release(case: Case, number: int) -> CaseRelease:
    """What is public of a case from now on, not yet written."""
    snapshot = releases.snapshot_of(case)
    return CaseRelease(
        case_id=case.id,
        number=number,
        snapshot=snapshot,
        sha256=digest(snapshot),
        state=ReleaseState.PUBLIC,
        proposed_by_id=uuid4(),
        proposed_by="Ada Drafter",
        proposed_at=now(),
        decided_by_id=uuid4(),
        decided_by="Bo Second",
        decided_at=now(),
    )


def a_campaign(
    case: Case, state: str = CampaignState.DRAFTING, *, author: User | None = None, approver: User | None = None
) -> Campaign:
    """A campaign in the given state with one version: open where the state wants one, approved by the approver."""
    campaign = Campaign(
        organisation_id=case.organisation_id,
        case_id=case.id,
        slug=f"let-her-stay-{next(NUMBERS)}",
        instrument="mep_letter",
        title="Let her stay",
        state=CampaignState.DRAFTING,
        place="Brussels",
        is_public=True,
        created_by="Ada Organiser",
        created_at=now(),
    )
    text = CampaignText(campaign_id=campaign.id, language="en", is_authoritative=True)
    version = a_version_of(campaign, text, 1, TEXT, author)
    with transaction() as session:
        for thing in (campaign, text, version):
            session.add(thing)
            session.flush()
        ledger.open_log(campaign.id)
        if approver is not None:
            session.add(an_approval(version, approver))
        if state not in (CampaignState.DRAFTING, CampaignState.REVIEW):
            campaign.open_version_id = version.id
        campaign.state = state
    return campaign


def a_version_of(campaign: Campaign, text: CampaignText, number: int, body: str, author: User | None) -> Version:
    """A version, not yet written."""
    return Version(
        text_id=text.id,
        campaign_id=campaign.id,
        number=number,
        subject="Let her stay",
        body=body,
        sha256=sha256_hex(f"Let her stay\n\n{body}"),
        author_id=author.id if author else None,
        author_label=author.name if author else "Ada Organiser",
        created_at=now(),
    )


def a_translation(campaign: Campaign, language: str = "fr", body: str = "Madame la ministre,\n") -> Version:
    """The first version of a translation, which follows the first of the authoritative text."""
    text = CampaignText(campaign_id=campaign.id, language=language, is_authoritative=False)
    version = a_version_of(campaign, text, 1, body, None)
    version.follows_id = drafting_queries.numbered(campaign, 1).id
    return saved(text, version) and version


def an_approval(version: Version, reviewer: User) -> Approval:
    """An approval, not yet written."""
    return Approval(
        version_id=version.id,
        reviewer_id=reviewer.id,
        reviewer_label=reviewer.name,
        verdict=Verdict.APPROVED,
        at=now(),
    )


def a_roster(body: str = "european_parliament") -> Roster:
    return saved(_roster_of(body))


def _roster_of(body: str) -> Roster:
    """A list of one line, not yet written."""
    return Roster(
        body=body,
        as_of=today(),
        filename="roster.csv",
        sha256=sha256_hex(f"roster {next(NUMBERS)}"),
        imported_at=now(),
        imported_by="Command line",
        addresses_rewritten=True,
        row_count=1,
        taken_count=1,
        waiting_count=0,
    )


def a_waiting_row(roster: Roster, line: int = 2) -> WaitingRow:
    """A row that waits for its country, on a roster of the European Parliament."""
    values = {
        "line": line,
        "member_id": f"9{next(NUMBERS):05d}",
        "first_name": "Rasa",
        "last_name": "TESTAITĖ",
        "country": "zz",
        "group": "Renew",
        "email": "",
    }
    trouble = {"reason": "unknown_country", "values": {"country": "zz", "as_of": str(roster.as_of), "address": ""}}
    return saved(
        WaitingRow(
            roster_id=roster.id,
            line=line,
            label="Rasa TESTAITĖ",
            reason="unknown_country",
            row=json.dumps({"row": values, "troubles": [trouble]}),
        )
    )


def a_roster_draft(organisation: Organisation, file: bytes = b"Name;Country\nOna TESTE;lt\n") -> RosterDraft:
    """An upload that nobody has decided; of a table whose columns have to be told."""
    return saved(
        RosterDraft(
            organisation_id=organisation.id,
            body="european_parliament",
            as_of=today(),
            filename="roster.csv",
            file=file,
            keep_addresses=False,
            columns={},
            made_at=now(),
            made_by="Ada Organiser",
        )
    )


def a_member(
    given: str = "Ona",
    surname: str = "Žemaitė-Testė",
    country: str = "LT",
    group: str = "Renew",
    roster: Roster | None = None,
) -> Person:
    """A member of the European Parliament with a mandate and a registered address. Invented, like all here.

    Each stands on a roster of one line, unless another ``roster`` is given.
    """
    number = next(NUMBERS)
    new = [] if roster else [_roster_of("european_parliament")]
    roster = roster or new[0]
    person = Person(given_name=given, surname=surname)
    mandate = Mandate(
        person_id=person.id,
        roster_id=roster.id,
        body="european_parliament",
        member_id=f"9{number:05d}",
        delegation=country,
        group_code=group,
        since=today() - timedelta(days=400),
        first_seen=today(),
        last_seen=today(),
    )
    address = Address(
        person_id=person.id,
        roster_id=roster.id,
        address=f"member{number}@parliament.example",
        registered_at=now(),
    )
    saved(*new, person, mandate, address)
    return person


def a_merge(user: User, kept: Person, merged: Person) -> PersonMerge:
    """The two are one, because the user says so."""
    with transaction() as session:
        kept, merged = session.get(Person, kept.id), session.get(Person, merged.id)
        return merging.merge(acting(user), kept, merged, "The assembly's page gives both spellings.")


def a_proposed_address(person: Person, registrar: User, address: str = "ona@assembly.example") -> Address:
    """An address that one organiser has registered and nobody has confirmed."""
    return saved(
        Address(
            person_id=person.id,
            address=address,
            registered_at=now(),
            source="https://assembly.example/members/ona",
            source_on=today(),
            registered_by=registrar.name,
            registered_by_id=registrar.id,
        )
    )


def an_invitation(campaign: Campaign, person: Person) -> tuple[Invitation, str]:
    """An invitation that was sent, and the token of its link."""
    invitation = Invitation(
        campaign_id=campaign.id,
        person_id=person.id,
        state="sent",
        invited_by="Ada Organiser",
        created_at=now(),
        sent_at=now(),
    )
    token = links.token(invitation.id)
    invitation.token_hash = token_hash(token)
    return saved(invitation), token


def a_signature(campaign: Campaign, person: Person, *consents: ConsentKind) -> Signature:
    """A signature in force on the open version, given as a member gives it: with a code from the registered mailbox."""
    with transaction():
        campaign = db.session.get(Campaign, campaign.id)
        invitation = invitation_of(campaign, person)
        actor = Actor(ActorKind.SIGNATORY, person.name, person.id, campaign.organisation_id)
        _code, digits = codes.issue(CodeFor(CodePurpose.SIGN, invitation.id, "phone", campaign.open_version_id))
        agreed = frozenset({ConsentKind.SIGN, *consents})
        wish = signing.Wish(campaign.open_version_id, person.name, agreed, "en")
        return signing.sign(actor, invitation, wish, signing.MailedCode(digits, "phone"))


def invitation_of(campaign: Campaign, person: Person) -> Invitation:
    """The invitation of the person to the campaign; a new one where there is none."""
    query = select(Invitation).where(Invitation.campaign_id == campaign.id, Invitation.person_id == person.id)
    found = db.session.scalars(query).first()
    if found is None:
        found = Invitation(campaign_id=campaign.id, person_id=person.id, invited_by="Ada Organiser", created_at=now())
        found.token_hash, found.state = token_hash(links.token(found.id)), "sent"
        db.session.add(found)
        db.session.flush()
    return found


def a_next_version(campaign: Campaign, body: str, author: User, approver: User | None = None) -> Version:
    """A later version of the text, saved as a drafter saves it, so that signing pauses; approved if so asked."""
    with transaction():
        campaign = db.session.get(Campaign, campaign.id)
        latest = drafting_queries.latest(campaign)
        draft = drafting.Draft(latest.subject, body, "Mended", latest.number)
        version = drafting.save_version(acting(author), campaign, draft)
        if approver is not None:
            drafting.approve(acting(approver), version)
    return version


def an_addressee(campaign: Campaign, name: str = "Office of the Minister of the Interior") -> Addressee:
    """An office that the campaign's letter goes to."""
    number = next(NUMBERS)
    addressee = Addressee(
        organisation_id=campaign.organisation_id,
        name=name,
        lines="1 Sample Street\nSampletown",
        country="LT",
        language="en",
        salutation="Dear Minister,",
        email=f"office{number}@ministry.example",
    )
    link = CampaignAddressee(campaign_id=campaign.id, addressee_id=addressee.id, position=number)
    return saved(addressee, link)


def a_message(to: str = "office@ministry.example", kind: str = "notice", **options: Any) -> Message:
    """A mail in the outbox, committed and due. It is no letter: one without a delivery may not leave."""
    with transaction():
        envelope = Envelope(kind=kind, ref=options.pop("ref", None) or uuid4(), to=to, **options)
        said = Rendered("Let her stay", "Dear Minister,\n\nlet her stay.\n", "<p>Let her stay.</p>")
        return put(Mail(envelope, said))


def changed(thing: Any, **values: Any) -> Any:
    """Change a stored thing and return it."""
    with transaction() as session:
        stored = session.get(type(thing), thing.id)
        for name, value in values.items():
            setattr(stored, name, value)
    return thing
