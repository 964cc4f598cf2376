"""Consent is bound to one exact version, given by the one who reads the registered mailbox, once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from flask import Flask
from sqlalchemy import func, select

from petitions.accounts.codes import CodeFor, WrongCode
from petitions.accounts.models import Code, CodePurpose, User
from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import CampaignState
from petitions.core.actor import Actor, ActorKind
from petitions.core.audit import AuditEvent
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition, StalePage
from petitions.core.events import emit
from petitions.drafting import queries as drafting
from petitions.ledger.models import Leaf, Statement
from petitions.ledger.rules import commitment
from petitions.outbox.events import MessageMoved
from petitions.outbox.states import MessageState
from petitions.people.models import Person
from petitions.signing import links, queries, service
from petitions.signing.errors import (
    AlreadyInvited,
    AlreadySigned,
    ConsentMissing,
    NameUnusable,
    NoAddress,
    NotEntitled,
    NotOpen,
    NotSigned,
    NoWithdrawal,
)
from petitions.signing.models import ConsentKind, Invitation, Signature
from petitions.signing.rules import Held
from petitions.signing.service import Wish
from tests.factories import (
    a_campaign,
    a_case,
    a_member,
    a_next_version,
    a_signature,
    a_user,
    acting,
    an_invitation,
    an_organisation,
)
from tests.support.mailbox import code_for, link_for, mails_to, text_of

SIGN = frozenset({ConsentKind.SIGN})
MENDED = "Dear Minister,\n\nWe ask you to let Aru Example stay with her family.\n"


class Desk:
    """An organisation with an organiser, a colleague and a campaign."""

    def __init__(self, state: str = "collecting") -> None:
        organisation = an_organisation()
        self.author: User = a_user(organisation)
        self.colleague: User = a_user(organisation, name="Bo Colleague")
        case = a_case(organisation)
        self.campaign: Campaign = a_campaign(case, state, author=self.author, approver=self.colleague)
        self.actor = acting(self.author)

    def invited(self, **who: str) -> tuple[Person, Invitation]:
        person = a_member(**who)
        return person, an_invitation(self.campaign, person)[0]

    def mend(self) -> None:
        """Change the text, have it approved, and open it."""
        version = a_next_version(self.campaign, MENDED, self.author, self.colleague)
        with transaction():
            service.open_for_signature(self.actor, self.campaign, version)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk()


def signatory(invitation: Invitation) -> Actor:
    person = db.session.get_one(Person, invitation.person_id)
    return Actor(ActorKind.SIGNATORY, person.name, person.id, invitation.campaign.organisation_id)


def address_of(person: Person) -> str:
    return db.session.get_one(Person, person.id).addresses[0].address


def ask(invitation: Invitation, browser: str = "phone") -> str:
    """Ask for the code in this browser and read it in the registered mailbox."""
    with transaction():
        service.request_code(signatory(invitation), invitation, browser)
    return code_for(address_of(invitation.person))


def sign(invitation: Invitation, digits: str, browser: str = "phone", **other) -> Signature | None:
    shown = other.pop("version_id", invitation.campaign.open_version_id)
    wish = Wish(shown, other.get("name", "Ona Testė"), other.get("agreed", SIGN), "en", digits, browser)
    with transaction():
        return service.sign(signatory(invitation), invitation, wish)


def count(table: type) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)))


# Opening


def test_an_approved_version_in_review_is_opened(app: Flask) -> None:
    desk = Desk("review")
    version = drafting.latest(desk.campaign)
    with transaction():
        assert service.open_for_signature(desk.actor, desk.campaign, version) == []
    assert desk.campaign.state == "collecting"
    assert desk.campaign.open_version_id == version.id


def test_a_version_that_nobody_else_approved_is_not_opened(app: Flask) -> None:
    desk = Desk("review")
    version = a_next_version(desk.campaign, MENDED, desk.author)
    with pytest.raises(NotOpen, match="approval"), transaction():
        service.open_for_signature(desk.actor, desk.campaign, version)
    assert desk.campaign.state == "review"


def test_an_old_version_is_not_opened_even_if_it_was_approved(app: Flask) -> None:
    desk = Desk("review")
    first = drafting.latest(desk.campaign)
    a_next_version(desk.campaign, MENDED, desk.author)
    with pytest.raises(StalePage), transaction():
        service.open_for_signature(desk.actor, desk.campaign, first)


def test_a_text_over_the_word_limit_is_not_opened(app: Flask) -> None:
    desk = Desk("review")
    saved_campaign = db.session.get_one(Campaign, desk.campaign.id)
    with transaction():
        saved_campaign.instrument = "pace_declaration"
    version = a_next_version(desk.campaign, "word " * 201, desk.author, desk.colleague)
    with pytest.raises(NotOpen, match="too long"), transaction():
        service.open_for_signature(desk.actor, desk.campaign, version)


def test_opening_what_is_open_changes_nothing(desk: Desk) -> None:
    version = drafting.latest(desk.campaign)
    with transaction():
        assert service.open_for_signature(desk.actor, desk.campaign, version) == []
    assert actions() == []


def test_a_text_still_being_written_is_not_opened(app: Flask) -> None:
    desk = Desk("drafting")
    with pytest.raises(NotOpen, match="not in review"), transaction():
        service.open_for_signature(desk.actor, desk.campaign, drafting.latest(desk.campaign))


# Inviting


def test_an_invited_member_gets_one_mail_with_a_link_that_is_kept_nowhere(desk: Desk) -> None:
    person = a_member()
    with transaction():
        invitation = service.invite(desk.actor, desk.campaign, person)
    (mail,) = mails_to(address_of(person))
    assert mail["From"].addresses[0].display_name == "Lantern"
    token = link_for(address_of(person)).rpartition("/")[2]
    assert queries.by_token(token).id == invitation.id
    assert token not in invitation.token_hash
    assert actions() == ["invitation:queue"]


def test_a_second_invitation_is_stopped_by_the_database_and_told_so(desk: Desk) -> None:
    person, _invitation = desk.invited()
    with pytest.raises(AlreadyInvited, match="invited before"), transaction():
        service.invite(desk.actor, desk.campaign, person)
    assert count(Invitation) == 1
    assert mails_to(address_of(person)) == []


def test_nobody_is_invited_before_the_text_is_open(app: Flask) -> None:
    desk = Desk("review")
    person = a_member()
    with pytest.raises(NotOpen), transaction():
        service.invite(desk.actor, desk.campaign, person)


def test_whose_mandate_has_ended_is_not_invited(desk: Desk) -> None:
    person = a_member()
    with transaction():
        db.session.get_one(Person, person.id).mandates[0].until = (now() - timedelta(days=2)).date()
    with pytest.raises(NotEntitled), transaction():
        service.invite(desk.actor, desk.campaign, person)


def test_a_member_of_another_body_is_not_invited(desk: Desk) -> None:
    person = a_member()
    with transaction():
        db.session.get_one(Person, person.id).mandates[0].body = "pace"
    with pytest.raises(NotEntitled), transaction():
        service.invite(desk.actor, desk.campaign, person)


def test_who_has_no_registered_address_is_not_invited(desk: Desk) -> None:
    person = a_member()
    with transaction():
        db.session.get_one(Person, person.id).addresses[0].superseded_at = now()
    with pytest.raises(NoAddress), transaction():
        service.invite(desk.actor, desk.campaign, person)


@pytest.mark.parametrize(
    ("kind", "moved", "state"),
    [
        ("invitation", MessageState.ACCEPTED, "sent"),
        ("renewal", MessageState.ACCEPTED, "sent"),
        ("invitation", MessageState.REFUSED, "bounced"),
        ("invitation", MessageState.FAILED, "bounced"),
        ("invitation", MessageState.DEFERRED, "queued"),
        ("receipt", MessageState.ACCEPTED, "queued"),
    ],
)
def test_the_mail_tells_by_the_invitation_how_it_went(desk: Desk, kind: str, moved: MessageState, state: str) -> None:
    person = a_member()
    with transaction():
        invitation = service.invite(desk.actor, desk.campaign, person)
        emit(MessageMoved(invitation.id, kind, invitation.id, moved))
    assert invitation.state == state
    assert (invitation.sent_at is not None) == (state == "sent")


def test_late_news_of_the_mail_does_not_undo_an_answer(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with transaction():
        emit(MessageMoved(invitation.id, "invitation", invitation.id, MessageState.ACCEPTED))
    assert invitation.state == "answered"


def test_an_ended_invitation_can_be_answered_no_more(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        service.stop(desk.actor, invitation)
    with pytest.raises(InvalidTransition), transaction():
        service.decline(signatory(invitation), invitation)
    with pytest.raises(InvalidTransition):
        sign(invitation, digits)
    with pytest.raises(InvalidTransition):
        ask(invitation)
    assert count(Signature) == 0


def test_an_organiser_can_not_end_what_is_signed(desk: Desk) -> None:
    person = a_member()
    signature = a_signature(desk.campaign, person)
    with pytest.raises(AlreadySigned), transaction():
        service.stop(desk.actor, signature.invitation)


# Signing


def test_a_code_from_the_registered_mailbox_signs_the_open_version(desk: Desk) -> None:
    person, invitation = desk.invited(given="Ona", surname="Testė", country="LT", group="Renew")
    signature = sign(invitation, ask(invitation), name="Ona  Testė", agreed=SIGN | {ConsentKind.PRINT})
    assert (signature.state, signature.number, signature.version_id) == ("confirmed", 1, desk.campaign.open_version_id)
    assert (signature.name, signature.delegation, signature.group_code) == ("Ona Testė", "LT", "Renew")
    assert signature.capacity == "Member of the European Parliament"
    assert {consent.kind for consent in signature.consents if consent.given} == {"sign", "print"}
    assert len(signature.consents) == len(ConsentKind)
    assert invitation.state == "answered"
    assert queries.in_force(desk.campaign) == [signature]
    assert actions() == ["code:request", "signature:confirm"]
    assert person.id == signature.person_id


def test_the_consent_leaf_commits_to_the_salted_statement(desk: Desk) -> None:
    _person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    leaf = db.session.get_one(Leaf, signature.leaf_id)
    statement = db.session.scalars(select(Statement).where(Statement.leaf_id == leaf.id)).one()
    version = drafting.by_id(signature.version_id)
    assert (leaf.type, leaf.ref, leaf.edition, leaf.version) == ("consent", signature.id, 1, version.sha256)
    assert leaf.commitment == commitment(statement.salt, statement.statement.encode())
    assert '"name":"Ona Testė"' in statement.statement
    given = {consent.kind: consent.wording_sha256 for consent in signature.consents if consent.given}
    assert list(given) == ["sign"]
    assert given["sign"] in statement.statement


def test_the_receipt_names_text_hash_commitment_and_the_way_back(desk: Desk) -> None:
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    text = text_of(mails_to(address_of(person))[-1])
    assert drafting.by_id(signature.version_id).sha256 in text
    assert db.session.get_one(Leaf, signature.leaf_id).commitment in text
    assert links.undo(invitation.id) in text


def test_a_repeat_of_the_same_confirmation_gives_the_same_signature(desk: Desk) -> None:
    person, invitation = desk.invited()
    digits = ask(invitation)
    first, second = sign(invitation, digits), sign(invitation, digits, name="Somebody Else")
    assert first.id == second.id
    assert (count(Signature), count(Leaf)) == (1, 1)
    assert len(mails_to(address_of(person))) == 2


def test_a_code_works_once(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    sign(invitation, digits)
    with transaction():
        invitation.signatures[0].state, invitation.signatures[0].withdrawn_at = "withdrawn", now()
    with pytest.raises(WrongCode):
        sign(invitation, digits)


def test_a_code_does_not_work_in_another_browser(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(WrongCode):
        sign(invitation, ask(invitation), browser="laptop")
    assert count(Signature) == 0


def test_a_code_for_another_invitation_does_not_work(desk: Desk) -> None:
    _one, mine = desk.invited()
    _two, other = desk.invited(given="Jonas", surname="Bandys")
    digits = ask(other)
    ask(mine)
    assert sign(mine, digits) is None
    assert count(Signature) == 0


def test_a_code_to_withdraw_does_not_sign(desk: Desk) -> None:
    _person, invitation = desk.invited()
    first = sign(invitation, ask(invitation))
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    digits = code_for(address_of(invitation.person))
    with transaction():
        first.state, first.withdrawn_at = "withdrawn", now()
    with pytest.raises(WrongCode):
        sign(invitation, digits)


def test_a_code_asked_for_one_version_does_not_sign_the_next(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    desk.mend()
    with pytest.raises(WrongCode):
        sign(invitation, digits)
    assert count(Signature) == 0


def test_a_page_that_shows_an_older_version_signs_nothing(desk: Desk) -> None:
    _person, invitation = desk.invited()
    shown, digits = desk.campaign.open_version_id, ask(invitation)
    desk.mend()
    with pytest.raises(StalePage):
        sign(invitation, digits, version_id=shown)
    assert count(Signature) == 0


def test_five_wrong_tries_end_a_code_and_each_is_counted(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    wrong = f"{(int(digits.replace(' ', '')) + 1) % 10**6:06d}"
    assert [sign(invitation, wrong) for _try in range(5)] == [None] * 5
    with pytest.raises(WrongCode):
        sign(invitation, digits)


def test_looking_whether_a_code_is_right_does_not_use_it_up(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        assert service.check_code(invitation, "phone", digits)
    assert sign(invitation, digits) is not None


def test_asking_again_mails_the_same_code_three_times_then_one_long_code(desk: Desk) -> None:
    _person, invitation = desk.invited()
    assert len({ask(invitation) for _time in range(3)}) == 1
    assert {len(ask(invitation).replace(" ", "")) for _time in range(3)} == {12}


def test_whoever_holds_a_forwarded_link_cannot_keep_the_member_from_signing(desk: Desk) -> None:
    person, invitation = desk.invited()
    for number in range(30):
        with transaction():
            service.request_code(signatory(invitation), invitation, f"stranger {number}")
    assert len(mails_to(address_of(person))) <= 6
    assert sign(invitation, ask(invitation)) is not None


@pytest.mark.parametrize("state", ["review", "closed", "withdrawn"])
def test_nothing_is_signed_while_the_text_is_not_open(desk: Desk, state: str) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        campaigns.move(desk.actor, desk.campaign, CampaignState(state))
    with pytest.raises(NotOpen):
        sign(invitation, digits)
    with pytest.raises(NotOpen):
        ask(invitation)


def test_the_consent_to_sign_is_never_taken_for_granted(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with pytest.raises(ConsentMissing):
        sign(invitation, digits, agreed=frozenset({ConsentKind.PRINT}))
    assert sign(invitation, digits) is not None


def test_an_unprintable_name_costs_no_code(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with pytest.raises(NameUnusable):
        sign(invitation, digits, name="Ona\u202e")
    assert sign(invitation, digits) is not None


def test_who_has_lost_the_mandate_since_the_invitation_does_not_sign(desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits = ask(invitation)
    with transaction():
        invitation.person.mandates[0].until = (now() - timedelta(days=2)).date()
    with pytest.raises(NotEntitled):
        sign(invitation, digits)


def test_numbers_are_never_given_twice(desk: Desk) -> None:
    one, two, three = (a_member(given=name) for name in ("Ana", "Bea", "Cai"))
    first, second = a_signature(desk.campaign, one), a_signature(desk.campaign, two)
    withdraw(second.invitation)
    third = a_signature(desk.campaign, three)
    again = a_signature(desk.campaign, two)
    assert [row.number for row in (first, second, third, again)] == [1, 2, 3, 4]


def test_the_database_refuses_a_second_signature_in_force_by_name(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _person, invitation = desk.invited()
    a_signature(desk.campaign, invitation.person)
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    monkeypatch.setattr(queries, "held", lambda _invitation: (Held.NONE, None))
    digits = ask(invitation)
    with pytest.raises(AlreadySigned, match="signed this text already"):
        sign(invitation, digits)
    assert count(Signature) == 1


# A new version


def test_after_a_change_the_signatory_is_asked_again_by_the_same_link_and_renews(desk: Desk) -> None:
    person, invitation = desk.invited()
    first = sign(invitation, ask(invitation))
    desk.mend()
    assert queries.in_force(desk.campaign) == []
    assert queries.stale(desk.campaign) == [first]
    assert invitation.state == "queued"
    mail = mails_to(address_of(person))[-1]
    assert "has changed" in mail["Subject"]
    assert links.letter(invitation.id) in text_of(mail)
    second = sign(invitation, ask(invitation))
    assert (second.number, first.state) == (2, "confirmed")
    assert queries.in_force(desk.campaign) == [second]
    assert queries.stale(desk.campaign) == []
    assert actions()[-1] == "signature:renew"


def test_after_a_change_of_the_secret_key_the_link_in_the_next_mail_works(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    before = links.token(invitation.id)
    app.secret_key = "another secret"
    assert queries.by_token(before) is not None
    desk.mend()
    token = link_for(address_of(person)).rpartition("/")[2]
    assert token != before
    assert queries.by_token(token).id == invitation.id


def test_only_those_who_signed_are_asked_again_and_the_page_before_counts_them(desk: Desk) -> None:
    signed, silent = a_member(given="Ana"), a_member(given="Bea")
    a_signature(desk.campaign, signed)
    an_invitation(desk.campaign, silent)
    version = a_next_version(desk.campaign, MENDED, desk.author, desk.colleague)
    before = queries.asked_again_by(desk.campaign, version)
    with transaction():
        asked = service.open_for_signature(desk.actor, desk.campaign, version)
    assert [row.person_id for row in before] == [row.person_id for row in asked] == [signed.id]
    assert mails_to(address_of(silent)) == []


def test_who_declines_the_new_text_is_waited_for_no_more(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    desk.mend()
    with transaction():
        service.decline(signatory(invitation), invitation, "Too soft now")
    assert queries.stale(desk.campaign) == []
    assert queries.in_force(desk.campaign) == []


# Taking back and declining


def withdraw(invitation: Invitation) -> bool:
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    digits = code_for(address_of(invitation.person))
    with transaction():
        return service.withdraw(signatory(invitation), invitation, digits=digits, browser="phone")


def test_a_signature_is_taken_back_with_a_leaf_and_the_record_stays(desk: Desk) -> None:
    person, invitation = desk.invited()
    signature = sign(invitation, ask(invitation))
    assert withdraw(invitation)
    assert signature.state == "withdrawn"
    assert queries.in_force(desk.campaign) == []
    leaves = db.session.scalars(select(Leaf).order_by(Leaf.recorded_at)).all()
    assert [(leaf.type, leaf.ref) for leaf in leaves] == [("consent", signature.id), ("withdraw", signature.id)]
    assert "withdrawn" in mails_to(address_of(person))[-1]["Subject"]
    assert actions()[-1] == "signature:withdraw"


def test_taking_back_a_renewed_signature_leaves_no_stale_one_behind(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    desk.mend()
    sign(invitation, ask(invitation))
    withdraw(invitation)
    assert {signature.state for signature in invitation.signatures} == {"withdrawn"}
    assert queries.stale(desk.campaign) == []


def test_wrong_digits_take_nothing_back(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")
    wrong = f"{(int(code_for(address_of(invitation.person)).replace(' ', '')) + 1) % 10**6:06d}"
    with transaction():
        assert not service.withdraw(signatory(invitation), invitation, digits=wrong, browser="phone")
    assert len(queries.in_force(desk.campaign)) == 1


def test_who_has_not_signed_has_nothing_to_take_back(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with pytest.raises(NotSigned), transaction():
        service.request_code_to_withdraw(signatory(invitation), invitation, "phone")


def test_a_declaration_that_was_tabled_lets_nobody_withdraw(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with transaction():
        desk.campaign.instrument = "pace_declaration"
        desk.campaign.state = "dispatched"
    with pytest.raises(NoWithdrawal):
        withdraw(invitation)


def test_a_decline_is_kept_with_a_reason_that_the_table_does_not_show_readable(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with transaction():
        service.decline(signatory(invitation), invitation, "Not my committee")
    assert (invitation.state, invitation.decline_reason) == ("declined", "Not my committee")
    assert b"committee" not in invitation.decline_reason_sealed
    assert actions() == ["invitation:decline"]


def test_who_declined_may_sign_after_all(desk: Desk) -> None:
    _person, invitation = desk.invited()
    with transaction():
        service.decline(signatory(invitation), invitation, "No")
    assert sign(invitation, ask(invitation)) is not None
    assert (invitation.state, invitation.declined_at, invitation.decline_reason) == ("answered", None, "")


def test_who_has_signed_does_not_decline(desk: Desk) -> None:
    _person, invitation = desk.invited()
    sign(invitation, ask(invitation))
    with pytest.raises(AlreadySigned), transaction():
        service.decline(signatory(invitation), invitation)


# What others are told


def test_before_the_letter_is_sent_only_those_who_agreed_are_named_to_the_invited(desk: Desk) -> None:
    named = a_signature(desk.campaign, a_member(given="Ana", country="PL", group="EPP"), ConsentKind.SHOW_INVITED)
    a_signature(desk.campaign, a_member(given="Bea", country="LT", group="Renew"), ConsentKind.PUBLISH)
    a_signature(desk.campaign, a_member(given="Cai", country="LT", group="S&D"))
    shown, others = queries.shown_to_invited(desk.campaign)
    assert shown == [named]
    assert others.count == 2
    assert list(others.countries) == [("LT", 2)]
    assert dict(others.groups) == {"Renew": 1, "S&D": 1}


def test_the_quorum_sees_each_signature_in_force_with_its_mandate(desk: Desk) -> None:
    a_signature(desk.campaign, a_member(country="PL", group="EPP"))
    (one,) = queries.as_signatories(desk.campaign)
    assert (one.body, one.delegation, one.group) == ("european_parliament", "PL", "EPP")
    assert one.in_force(now().date())


def test_a_code_is_bound_to_purpose_version_and_browser(desk: Desk) -> None:
    _person, invitation = desk.invited()
    ask(invitation)
    code = db.session.scalars(select(Code)).one()
    assert (code.purpose, code.subject, code.bound_to) == ("sign", invitation.id, desk.campaign.open_version_id)
    assert CodeFor(CodePurpose.SIGN, invitation.id, "phone").browser not in code.browser_hash


# Two at once


def at_once(app: Flask, *verbs) -> list[object]:
    """Do the verbs at the same moment, each with a session of its own. Returns what each gave or raised."""
    barrier = Barrier(len(verbs))

    def run(verb):
        with app.app_context():
            barrier.wait()
            try:
                return verb()
            except Exception as raised:  # noqa: BLE001  # what was raised is what the test looks at
                return raised

    with ThreadPoolExecutor(len(verbs)) as pool:
        given = [future.result() for future in [pool.submit(run, verb) for verb in verbs]]
    db.session.rollback()
    return given


def test_two_confirmations_at_once_give_one_signature_and_the_same_answer(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits, invitation_id = ask(invitation), invitation.id

    def confirm():
        return sign(db.session.get_one(Invitation, invitation_id), digits).id

    answers = at_once(app, *[confirm] * 6)
    assert len(set(answers)) == 1
    assert (count(Signature), count(Leaf)) == (1, 1)


def test_asking_many_times_at_once_gives_no_more_codes_than_asking_in_turn(app: Flask, desk: Desk) -> None:
    person, invitation = desk.invited()
    invitation_id, before = invitation.id, len(mails_to(address_of(person)))

    def beg(number: int):
        def verb():
            with transaction():
                stored = db.session.get_one(Invitation, invitation_id)
                return service.request_code(signatory(stored), stored, f"stranger {number}")

        return verb

    at_once(app, *map(beg, range(8)))
    assert len(mails_to(address_of(person))) - before <= 4


def test_people_who_sign_at_once_get_numbers_of_their_own(app: Flask, desk: Desk) -> None:
    asked = [desk.invited(given=name)[1] for name in ("Ana", "Bea", "Cai", "Dov")]
    codes = [(invitation.id, ask(invitation)) for invitation in asked]

    def confirm(invitation_id, digits):
        return lambda: sign(db.session.get_one(Invitation, invitation_id), digits).number

    assert sorted(at_once(app, *[confirm(*code) for code in codes])) == [1, 2, 3, 4]


def test_signing_and_pausing_at_once_end_in_one_of_the_two_legal_orders(app: Flask, desk: Desk) -> None:
    _person, invitation = desk.invited()
    digits, invitation_id, campaign_id = ask(invitation), invitation.id, desk.campaign.id

    def pause():
        with transaction():
            campaign = db.session.get_one(Campaign, campaign_id)
            campaigns.move(desk.actor, campaign, CampaignState.REVIEW)

    signed, _paused = at_once(app, lambda: sign(db.session.get_one(Invitation, invitation_id), digits), pause)
    assert isinstance(signed, NotOpen) or signed.state == "confirmed"
    assert count(Signature) == (0 if isinstance(signed, NotOpen) else 1)
