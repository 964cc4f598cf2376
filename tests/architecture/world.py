"""One of everything that an organisation can own, and the values that lead to each of its pages."""

from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any
from uuid import UUID
from uuid import uuid4 as new_id

from flask import Flask
from werkzeug.routing import Rule

from petitions.accounts.models import User
from petitions.campaigns.models import Campaign, RecordedCampaign
from petitions.campaigns.part_sessions.models import PartSession
from petitions.campaigns.states import CampaignState
from petitions.cases import documents, protected
from petitions.cases.models import Case, CaseDocument, CaseEvent, Proceeding, ProtectedName, Source
from petitions.cases.rules import DocumentFacts, ProtectedFacts
from petitions.core.clock import now, today
from petitions.core.dates import UncertainDate
from petitions.core.db import db, transaction
from petitions.core.tokens import new_link_token, token_hash
from petitions.dispatch.lodging.models import Lodging, PublishedName
from petitions.dispatch.models import Delivery, Edition, FollowUp, Letter
from petitions.drafting.approvals.models import ApprovalNeed, NeedRequest
from petitions.drafting.discussion.models import Thread
from petitions.drafting.models import Version
from petitions.drafting.writing.models import WorkingCopy
from petitions.people import by_hand
from petitions.people.models import Person
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.correcting.models import CapacityWish
from petitions.signing.disputing.models import Dispute
from petitions.signing.late.models import WithdrawalRequest
from petitions.signing.models import Invitation
from petitions.signing.passkeys.models import Passkey
from petitions.signing.reminding.models import Reminder
from petitions.signing.states import SignatureState
from tests import factories
from tests.architecture import corners
from tests.people.hand import a_seat
from tests.people.organisations import registered
from tests.signing.calls.call import places


@dataclass
class World:
    """An organisation with everything, and the values of route arguments that lead there."""

    owner: User
    values: dict[str, Any]
    of_endpoint: dict[str, dict[str, Any]]

    def arguments(self, rule: Rule) -> dict[str, Any]:
        """The values for one route. An argument that nobody has thought of is left out."""
        known = {**self.values, **self.of_endpoint.get(rule.endpoint, {})}
        return {name: known[name] for name in rule.arguments if name in known}


def address_of(app: Flask, world: World, rule: Rule) -> str:
    """The address of a route inside the world."""
    arguments = world.arguments(rule)
    missing = rule.arguments - set(arguments)
    assert not missing, f"tests/architecture/world.py has no value for {missing} of {rule.endpoint}"
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        return adapter.build(rule.endpoint, arguments)


def build() -> World:
    """Make the world."""
    organisation = factories.an_organisation()
    owner = factories.a_user(organisation)
    colleague = factories.a_user(organisation, "dispatcher", name="Marek Colleague")
    case = factories.a_case(organisation)
    source, event, proceeding, recorded = _parts(case.id)
    document, name = _kept(case, owner)
    factories.released(case)
    campaign = factories.a_campaign(case, CampaignState.DISPATCHED, author=owner, approver=colleague)
    petition = factories.a_campaign(case, CampaignState.COLLECTING, author=owner, approver=colleague)
    factories.changed(petition, instrument="public_petition")
    member = factories.a_member()
    roster = factories.a_roster()
    draft = factories.a_roster_draft(organisation)
    factories.changed(member, organisation_id=organisation.id)
    factories.changed(roster, organisation_id=organisation.id)
    twin, merged = factories.a_member(), factories.a_member()
    for entry in (twin, merged):
        factories.changed(entry, organisation_id=organisation.id)
    said = factories.a_merge(owner, twin, merged)
    proposed = factories.a_proposed_address(member, colleague)
    with transaction():
        entry = by_hand.enter(factories.acting(colleague), a_seat())
    invitation, _token = factories.an_invitation(campaign, member)
    after = _after_signing(campaign)
    need, request = _asked(campaign)
    office = factories.an_addressee(campaign)
    delivery, follow_up = _sent(campaign, office, owner, colleague)
    declaration = factories.a_campaign(case, CampaignState.DISPATCHED, author=owner, approver=colleague)
    factories.changed(declaration, instrument="pace_declaration")
    lodging, published, session = _lodged(declaration, owner, colleague)
    joining = corners.joining(organisation.id, owner.id)
    ngo = registered.an_ngo(factories.acting(owner))
    coalition = registered.a_coalition(factories.acting(owner), ngo)
    representative = registered.a_representative(factories.acting(colleague), ngo)
    values = {
        "lang": "en",
        "case_id": case.id,
        "campaign_id": campaign.id,
        "person_id": member.id,
        "other_id": twin.id,
        "merge_id": said.id,
        "roster_id": roster.id,
        "draft_id": draft.id,
        "address_id": proposed.id,
        "entry_id": entry.id,
        "passkey_id": _passkey(invitation).id,
        "row_id": factories.a_waiting_row(roster).id,
        "mandate_id": db.session.get_one(Person, member.id).mandates[0].id,
        "user_id": colleague.id,
        "invitation_id": invitation.id,
        "confirmation_id": _on_paper(invitation, colleague).id,
        "cluster_id": corners.cluster(petition).id,
        **after,
        "recorded_id": recorded.id,
        "addressee_id": office.id,
        "delivery_id": delivery.id,
        "follow_up_id": follow_up.id,
        "published_id": published.id,
        "session_id": session.id,
        "number": 1,
        "copy_id": _typed(campaign.id, owner.id).id,
        "need_id": need.id,
        "thread_id": _discussed(campaign).id,
        "reminder_id": _planned(campaign).id,
        "paragraph": 1,
        "request_id": request.id,
        "language": factories.a_translation(campaign).text.language,
        "registered_id": ngo.id,
        "representative_id": representative.id,
        "member_id": coalition.members[0].id,
        "document_id": document.id,
        "protected_id": name.id,
        "section": "events",
        "key": event.key,
        "token": new_link_token(),
        "slug": campaign.slug,
        "page": "letter",
        "delegate_id": new_id(),
        "name": "no-such-mail.eml",
        "filename": "style.css",
    }
    parts = {"event": event.id, "proceeding": proceeding.id, "source": source.id}
    of_endpoint = {
        f"cases.{verb}_{part}": {"part_id": key} for verb in ("edit", "remove") for part, key in parts.items()
    }
    of_endpoint |= {f"organisations.member_{verb}": {"registered_id": coalition.id} for verb in ("add", "end")}
    lodged = ("lodging", "confirm_sheet", "sheet_pdf", "sheet_text", "record_lodging", "record_publication", "compare")
    of_endpoint |= {f"dispatch.{page}": {"campaign_id": lodging.campaign_id} for page in lodged}
    of_endpoint |= {
        "public.case": {"slug": case.slug},
        "public.recorded_campaign": {"slug": case.slug, "key": recorded.key},
    }
    queue = ("clusters", "cluster", "decide_clusters")
    of_endpoint |= {f"signing.{page}": {"campaign_id": petition.id} for page in queue}
    of_endpoint |= {f"signing.{page}": {"slug": petition.slug} for page in ("ask_publicly", "public_code")}
    of_endpoint |= {"signing.public_code_again": {"slug": petition.slug}, "public.names": {"slug": petition.slug}}
    of_endpoint |= places(factories.a_campaign(case, CampaignState.COLLECTING, author=owner, approver=colleague))
    pages = {"signing.arrive_at_receipt": {"page": "done"}}
    of_endpoint |= {**pages, "accounts.withdraw_invitation": {"invitation_id": joining.id}}
    return World(owner, values, of_endpoint)


def _passkey(invitation: Invitation) -> Passkey:
    address = db.session.get_one(Person, invitation.person_id).addresses[0]
    passkey = Passkey(
        organisation_id=db.session.get_one(Campaign, invitation.campaign_id).organisation_id,
        person_id=invitation.person_id,
        address_id=address.id,
        credential_id=b"a credential",
        public_key=b"a key",
        sign_count=0,
        transports=[],
        label="A phone",
        token_hash=token_hash("a passkey"),
        created_at=now(),
    )
    return factories.saved(passkey)


def _typed(campaign_id: UUID, owner_id: UUID) -> WorkingCopy:
    copy = WorkingCopy(
        campaign_id=campaign_id,
        author_id=owner_id,
        language="en",
        made_from=1,
        subject="Let her stay",
        body="Half a sentence",
        saved_at=now(),
    )
    return factories.saved(copy)


def _kept(case: Case, owner: User) -> tuple[CaseDocument, ProtectedName]:
    with transaction():
        case = db.session.get_one(Case, case.id)
        facts = DocumentFacts("A decision", is_withheld=False)
        document = documents.add(factories.acting(owner), case, facts, b"We decide as follows.")
        name = protected.add(factories.acting(owner), case, ProtectedFacts("Aigerim Testova", "relative"))
    return document, name


def _parts(case_id: UUID) -> tuple[Source, CaseEvent, Proceeding, RecordedCampaign]:
    day = UncertainDate("day", date(2026, 5, 4))
    unknown = UncertainDate("unknown")
    source = Source(case_id=case_id, position=1, title="A report")
    event = CaseEvent(case_id=case_id, position=1, when=day, title="Detained")
    proceeding = Proceeding(
        case_id=case_id, position=1, title="Asylum", authority="An office", opened=unknown, decided=unknown
    )
    recorded = RecordedCampaign(
        case_id=case_id,
        position=1,
        instrument="mep_letter",
        title="An earlier letter",
        when=day,
        reported_by="A report",
    )
    factories.saved(source, event, proceeding, recorded)
    return source, event, proceeding, recorded


def _sent(campaign: Any, office: Any, owner: User, colleague: User) -> tuple[Delivery, FollowUp]:
    edition = Edition(
        campaign_id=campaign.id,
        version_id=campaign.open_version_id,
        number=1,
        closed_at=now(),
        closed_by_id=owner.id,
        closed_by=owner.name,
    )
    letter = Letter(
        campaign_id=campaign.id,
        edition_id=edition.id,
        pdf=b"%PDF-",
        pdf_sha256="0" * 64,
        frozen_at=now(),
        closed_by_id=owner.id,
        confirmed_by_id=colleague.id,
        confirmed_by=colleague.name,
    )
    delivery = Delivery(
        letter_id=letter.id,
        addressee_id=office.id,
        position=1,
        addressee_name=office.name,
        state="queued",
        changed_at=now(),
    )
    follow_up = FollowUp(campaign_id=campaign.id, due_on=today(), task="Ask again", recorded_by=owner.name)
    factories.saved(edition, letter, delivery, follow_up)
    return delivery, follow_up


def _lodged(campaign: Any, owner: User, colleague: User) -> tuple[Lodging, PublishedName, PartSession]:
    edition = Edition(
        campaign_id=campaign.id,
        version_id=campaign.open_version_id,
        number=1,
        closed_at=now(),
        closed_by_id=owner.id,
        closed_by=owner.name,
    )
    lodging = Lodging(
        campaign_id=campaign.id,
        edition_id=edition.id,
        lines="Ms Ona TESTE, Lithuania, NR",
        pdf=b"%PDF-",
        pdf_sha256="0" * 64,
        frozen_at=now(),
        closed_by_id=owner.id,
        confirmed_by_id=colleague.id,
        confirmed_by=colleague.name,
        lodged_on=today(),
        tabled_on=today(),
        number="999",
        document="99999",
    )
    published = PublishedName(
        lodging_id=lodging.id,
        position=1,
        honorific="Ms",
        given_name="Ona",
        surname="TESTE",
        country="Lithuania",
        group_code="NR",
    )
    session = PartSession(
        organisation_id=campaign.organisation_id,
        first_day=today(),
        last_day=today(),
        previous_began=date(2020, 1, 1),
        source="An invented calendar",
        recorded_by=owner.name,
        recorded_at=now(),
    )
    factories.saved(edition, lodging, published, session)
    return lodging, published, session


def _after_signing(campaign: Campaign) -> dict[str, UUID]:
    """A signature that is disputed, with a late withdrawal and a wish for the line below the name."""
    factories.changed(campaign, state=CampaignState.COLLECTING)
    signature = factories.a_signature(campaign, factories.a_member("Dona"))
    factories.changed(campaign, state=CampaignState.DISPATCHED)
    dispute = Dispute(invitation_id=signature.invitation_id, heard_by="receipt", made_at=now())
    withdrawal = WithdrawalRequest(signature_id=signature.id, asked_at=now())
    wish = CapacityWish(signature_id=signature.id, stands=signature.capacity, wished="Chair", asked_at=now())
    factories.saved(dispute, withdrawal, wish)
    factories.changed(signature, state=SignatureState.SET_ASIDE)
    return {
        "signature_id": signature.id,
        "dispute_id": dispute.id,
        "withdrawal_id": withdrawal.id,
        "wish_id": wish.id,
    }


def _asked(campaign: Campaign) -> tuple[ApprovalNeed, NeedRequest]:
    need = ApprovalNeed(
        campaign_id=campaign.id,
        kind="partner",
        party="Harbour Watch",
        person="Pia Partner",
        address="pia@harbour.example",
        added_by="Ada Organiser",
        added_at=now(),
    )
    request = NeedRequest(version_id=campaign.open_version_id, need_id=need.id, asked_by="Ada Organiser", at=now())
    factories.saved(need, request)
    return need, request


def _discussed(campaign: Campaign) -> Thread:
    version = db.session.get_one(Version, campaign.open_version_id)
    thread = Thread(
        text_id=version.text_id,
        campaign_id=campaign.id,
        made_on_id=version.id,
        made_at=0,
        quoted="Dear Minister,",
        paragraph=0,
        placed_in_id=version.id,
        stood="Dear Minister,",
        kind="suggestion",
        replacement="Madam Minister,",
        by_label="Ada Organiser",
        at=now(),
    )
    factories.saved(thread)
    return thread


def _planned(campaign: Campaign) -> Reminder:
    reminder = Reminder(campaign_id=campaign.id, kind="deadline", days=3, added_by="Ada Organiser", added_at=now())
    return factories.saved(reminder)


def _on_paper(invitation: Invitation, colleague: User) -> HandConfirmation:
    row = HandConfirmation(
        campaign_id=invitation.campaign_id,
        invitation_id=invitation.id,
        version_id=db.session.get_one(Campaign, invitation.campaign_id).open_version_id,
        kind="paper",
        given_at=now(),
        taken_by="Ada Organiser",
        name="Ona Testė",
        agreed={"sign": "0" * 64},
        language="en",
        file_sha256=sha256(b"%PDF-").hexdigest(),
        media_type="application/pdf",
        ending="pdf",
        recorded_at=now(),
        recorded_by=colleague.name,
        recorded_by_id=colleague.id,
    )
    row.file = b"%PDF-"
    factories.saved(row)
    return row
