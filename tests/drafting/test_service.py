"""Saving versions, and approving or refusing exactly one of them."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.campaigns import service as campaigns
from petitions.campaigns.models import Campaign, CampaignStep
from petitions.core import events
from petitions.core.actor import Actor
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.core.markdown import TextTooLong
from petitions.core.text import UnprintableText
from petitions.drafting import queries, service
from petitions.drafting.events import VersionSaved
from petitions.drafting.models import Approval, ReviewRequest, Version
from petitions.drafting.rules import version_hash
from petitions.drafting.service import Draft
from petitions.outbox.models import Message
from tests.factories import TEXT, a_campaign, a_case, a_user, acting, an_organisation


class Office:
    """An organisation with a drafter, a reviewer and one campaign of the drafter's."""

    def __init__(self, state: str = "drafting") -> None:
        self.organisation = an_organisation()
        self.drafter = a_user(self.organisation, Role.DRAFTER, name="Ada Drafter")
        self.reviewer = a_user(self.organisation, Role.REVIEWER, name="Rut Reviewer")
        self.campaign = a_campaign(a_case(self.organisation), state, author=self.drafter)

    def save(self, body: str, made_from: int = 1, why: str = "", subject: str = "Let her stay") -> Version:
        with transaction():
            return service.save_version(acting(self.drafter), self.campaign, Draft(subject, body, why, made_from))

    def ask(self, version: Version, reviewer: User | None = None) -> ReviewRequest:
        with transaction():
            return service.ask_review(acting(self.drafter), version, reviewer or self.reviewer)

    def approve(self, version: Version, by: User | None = None) -> Approval:
        with transaction():
            return service.approve(acting(by or self.reviewer), version)

    def refuse(self, version: Version, reason: str = "Too long.") -> Approval:
        with transaction():
            return service.refuse(acting(self.reviewer), version, reason)

    @property
    def first(self) -> Version:
        return queries.versions(self.campaign)[0]


def actions() -> list[str]:
    return [event.action for event in db.session.scalars(select(AuditEvent).order_by(AuditEvent.at))]


def test_a_saved_version_has_the_next_number_its_author_and_why(app: Flask) -> None:
    office = Office()
    version = office.save("Dear Minister,\n", why="Shorter")
    assert (version.number, version.author_label, version.why) == (2, "Ada Drafter", "Shorter")
    assert actions() == ["version:save"]


def test_what_is_kept_and_hashed_is_the_canonical_text(app: Flask) -> None:
    version = Office().save("Dear Minister,  \r\n\r\nCafe\u0301\r\n\r\n", subject=" Let  her\tstay ")
    assert (version.subject, version.body) == ("Let her stay", "Dear Minister,\n\nCaf\u00e9\n")
    assert version.sha256 == version_hash("Let her stay", "Dear Minister,\n\nCaf\u00e9\n")


def test_the_first_version_makes_the_authoritative_text_in_its_language(app: Flask) -> None:
    organisation = an_organisation()
    ada = a_user(organisation)
    case = a_case(organisation)
    actor = acting(ada)
    with transaction():
        campaign = campaigns.create(actor, case, "mep_letter", campaigns.Plan(title="Stay"))
        draft = Draft("Prašymas", "Gerbiamas ministre,", "", 0, "lt")
        version = service.save_version(actor, campaign, draft)
    assert (version.number, version.text.language, version.text.is_authoritative) == (1, "lt", True)


def test_the_same_words_make_no_new_version(app: Flask) -> None:
    office = Office()
    assert office.save(TEXT).id == office.first.id
    assert len(queries.versions(office.campaign)) == 1
    assert actions() == []


def test_sending_the_same_save_twice_makes_one_version(app: Flask) -> None:
    office = Office()
    assert office.save("Dear Minister,").id == office.save("Dear Minister,").id
    assert len(queries.versions(office.campaign)) == 2


def test_a_save_from_an_older_version_is_refused_and_changes_nothing(app: Flask) -> None:
    office = Office()
    office.save("Theirs")
    with pytest.raises(StalePage, match="Both texts are kept"):
        office.save("Mine")
    assert [version.body for version in queries.versions(office.campaign)] == [TEXT, "Theirs\n"]


@pytest.mark.parametrize("made_from", [0, 2, -1])
def test_a_save_from_a_version_that_is_not_the_latest_is_refused(app: Flask, made_from: int) -> None:
    with pytest.raises(StalePage):
        Office().save("Mine", made_from)


@pytest.mark.parametrize(
    ("subject", "body", "error"),
    [
        ("", "Text", DomainError),
        ("Subject", " \n ", DomainError),
        ("Sub\x07ject", "Text", UnprintableText),
        ("Subject", "Te\x00xt", UnprintableText),
        ("Subject", "word " * 400_000, TextTooLong),
    ],
)
def test_what_cannot_be_read_is_not_kept(app: Flask, subject: str, body: str, error: type[Exception]) -> None:
    office = Office()
    with pytest.raises(error):
        office.save(body, subject=subject)
    assert len(queries.versions(office.campaign)) == 1


@pytest.mark.parametrize(("before", "after"), [("drafting", "drafting"), ("review", "review")])
def test_before_signing_a_save_leaves_the_campaign_where_it_is(app: Flask, before: str, after: str) -> None:
    office = Office(before)
    office.save("Changed")
    assert office.campaign.state == after


@pytest.mark.parametrize("state", ["collecting", "closed"])
def test_a_change_while_signing_pauses_it_and_keeps_the_version_that_was_open(app: Flask, state: str) -> None:
    office = Office(state)
    opened = office.campaign.open_version_id
    office.save("Mended")
    assert (office.campaign.state, office.campaign.open_version_id) == ("review", opened)
    assert actions() == ["version:save", "campaign:pause"]
    assert db.session.scalars(select(CampaignStep)).one().reason == "Version 2 was saved."


def test_saving_the_same_words_while_signing_pauses_nothing(app: Flask) -> None:
    office = Office("collecting")
    office.save(TEXT)
    assert office.campaign.state == "collecting"


@pytest.mark.parametrize("state", ["dispatched", "concluded", "withdrawn"])
def test_after_its_end_a_text_never_changes(app: Flask, state: str) -> None:
    with pytest.raises(InvalidTransition, match="can’t change any more"):
        Office(state).save("Too late")


def test_a_new_version_is_told_to_the_slices_above(app: Flask) -> None:
    told: list[VersionSaved] = []
    app.extensions[events.EXTENSION] = {VersionSaved: [told.append]}
    office = Office()
    version = office.save("Changed")
    assert told == [VersionSaved(office.campaign.id, version.id, 2)]


def test_a_version_can_never_be_altered(app: Flask) -> None:
    office = Office()
    version = office.first
    with pytest.raises(RuntimeError, match="immutable"), transaction():
        version.body = "Something else"


def test_asking_for_a_review_puts_the_campaign_in_review_and_mails_the_colleague(app: Flask) -> None:
    office = Office()
    office.ask(office.first)
    mail = db.session.scalars(select(Message)).one()
    assert office.campaign.state == "review"
    assert (mail.kind, mail.recipient, mail.subject) == (
        "review_request",
        db.session.get_one(User, office.reviewer.id).email,
        "Review version 1 of “Let her stay”",
    )
    assert actions() == ["version:ask_review", "campaign:submit"]


def test_a_colleague_is_asked_about_one_version_once(app: Flask) -> None:
    office = Office()
    office.ask(office.first)
    with pytest.raises(DomainError, match="already asked"):
        office.ask(office.first)
    assert len(db.session.scalars(select(Message)).all()) == 1


def test_only_the_latest_version_goes_to_review(app: Flask) -> None:
    office = Office()
    office.save("Newer")
    with pytest.raises(StalePage, match="newer version"):
        office.ask(office.first)


def other_reviewer(office: Office) -> User:
    return a_user(an_organisation("Elsewhere"), Role.REVIEWER, name="Foreign Reviewer")


def mere_dispatcher(office: Office) -> User:
    return a_user(office.organisation, Role.DISPATCHER, name="Dan Dispatcher")


def the_author(office: Office) -> User:
    return office.drafter


@pytest.mark.parametrize("whom", [other_reviewer, mere_dispatcher, the_author])
def test_only_a_reviewer_of_the_organisation_who_did_not_write_it_is_asked(
    app: Flask, whom: Callable[[Office], User]
) -> None:
    office = Office()
    with pytest.raises(DomainError, match="Choose a colleague"):
        office.ask(office.first, whom(office))
    assert db.session.scalars(select(Message)).all() == []


def test_a_text_that_is_open_for_signature_goes_to_no_further_review(app: Flask) -> None:
    office = Office("collecting")
    with pytest.raises(InvalidTransition):
        office.ask(office.first)
    assert office.campaign.state == "collecting"


def test_an_approval_is_of_one_exact_version_and_its_author_is_told(app: Flask) -> None:
    office = Office("review")
    office.approve(office.first)
    assert queries.is_approved(office.first)
    mail = db.session.scalars(select(Message)).one()
    assert (mail.kind, mail.recipient) == ("review_verdict", db.session.get_one(User, office.drafter.id).email)
    assert actions() == ["version:approve"]


def test_an_approval_counts_for_nothing_on_a_later_version(app: Flask) -> None:
    office = Office("review")
    office.approve(office.first)
    assert not queries.is_approved(office.save("Later"))
    assert queries.is_approved(office.first)


def test_a_version_that_is_no_longer_the_latest_is_not_approved(app: Flask) -> None:
    office = Office("review")
    seen = office.first
    office.save("Newer")
    with pytest.raises(StalePage, match="newer version than 1"):
        office.approve(seen)
    assert db.session.scalars(select(Approval)).all() == []


def test_nobody_approves_what_they_wrote(app: Flask) -> None:
    office = Office("review")
    with pytest.raises(NotAllowed, match="somebody else"):
        office.approve(office.first, by=office.drafter)


def test_approving_twice_changes_nothing(app: Flask) -> None:
    office = Office("review")
    assert office.approve(office.first).id == office.approve(office.first).id
    assert actions() == ["version:approve"]


@pytest.mark.parametrize("state", ["drafting", "collecting", "closed", "dispatched", "concluded", "withdrawn"])
def test_only_a_campaign_in_review_takes_verdicts(app: Flask, state: str) -> None:
    office = Office(state)
    for verdict in (office.approve, office.refuse):
        with pytest.raises(InvalidTransition):
            verdict(office.first)


def test_a_refusal_goes_back_to_drafting_and_tells_the_author_why(app: Flask) -> None:
    office = Office("review")
    office.refuse(office.first, " The date is wrong. ")
    assert office.campaign.state == "drafting"
    assert office.first.approvals[0].reason == "The date is wrong."
    assert "The date is wrong." in (db.session.scalars(select(Message)).one().source or "")
    assert actions() == ["version:refuse", "campaign:take_back"]


def test_a_refusal_takes_a_reason(app: Flask) -> None:
    office = Office("review")
    with pytest.raises(DomainError, match="Say what is wrong"):
        office.refuse(office.first, "  ")
    assert office.campaign.state == "review"


def test_who_refused_a_version_may_be_asked_again_and_approve_it_then(app: Flask) -> None:
    office = Office()
    office.ask(office.first)
    office.refuse(office.first)
    office.ask(office.first)
    office.approve(office.first)
    assert queries.is_approved(office.first)


def test_one_refusal_stands_against_another_approval(app: Flask) -> None:
    office = Office("review")
    other = a_user(office.organisation, Role.REVIEWER, name="Olga Other")
    office.refuse(office.first)
    office.ask(office.first, other)
    office.approve(office.first, by=other)
    assert not queries.is_approved(office.first)


def test_who_approved_a_version_is_not_asked_about_it_again(app: Flask) -> None:
    office = Office("review")
    office.approve(office.first)
    with pytest.raises(DomainError, match="already approved"):
        office.ask(office.first)


def test_an_author_without_an_account_is_told_nothing(app: Flask) -> None:
    office = Office("review")
    campaign: Campaign = a_campaign(a_case(office.organisation), "review")
    reviewer: Actor = acting(office.reviewer)
    with transaction():
        service.approve(reviewer, queries.versions(campaign)[0])
    assert db.session.scalars(select(Message)).all() == []
