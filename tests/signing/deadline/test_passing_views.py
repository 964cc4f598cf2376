"""What signatories and organisers read of a deadline that lies ahead, has passed, or was extended."""

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.people.models import Person
from petitions.signing import service
from petitions.signing.models import Invitation
from tests.factories import a_member, a_user, acting, changed, sign_in
from tests.signing.browsing import sign, text
from tests.support.mailbox import mails_to, text_of

FAR = datetime(2031, 12, 1, 18, 30, tzinfo=UTC)
IN_ALMATY = "1 December 2031, 23:30 (Almaty time)"
IN_BRUSSELS = "1 December 2031, 19:30 (Brussels time)"


def closes(campaign: Campaign, moment: datetime = FAR, zone: str = "Asia/Almaty", **more: object) -> None:
    changed(campaign, deadline=moment, deadline_zone=zone, **more)


def ends(campaign: Campaign) -> None:
    closes(campaign, now() - timedelta(seconds=1))


def test_the_letter_says_until_when_by_clocks_that_are_named(
    phone: FlaskClient, letter: str, campaign: Campaign
) -> None:
    closes(campaign)
    assert f"Signing closes {IN_ALMATY}" in text(phone.get(letter))
    closes(campaign, zone="Europe/Brussels")
    assert f"Signing closes {IN_BRUSSELS}" in text(phone.get(letter))


def test_the_invitation_says_until_when_and_by_which_day_an_answer_is_asked_for(
    campaign: Campaign, organiser: User
) -> None:
    closes(campaign, answer_by=FAR.date())
    person = a_member(given="Rasa")
    with transaction():
        service.invite(acting(organiser), db.session.get_one(Campaign, campaign.id), person)
    [mail] = mails_to(db.session.get_one(Person, person.id).addresses[0].address)
    assert f"Signing closes on {IN_ALMATY}." in text_of(mail)
    assert "The organisers ask for your answer by 1 December 2031." in text_of(mail)


def test_after_the_deadline_the_letter_says_so_and_offers_nothing(
    phone: FlaskClient, letter: str, campaign: Campaign
) -> None:
    ends(campaign)
    page = phone.get(letter)
    assert "Signing has closed The deadline passed on" in text(page)
    assert "(Almaty time). Should the organisers extend it, the letter can be signed here again." in text(page)
    for offer in ("Sign this letter", "I do not want to sign", "We mail a code"):
        assert offer not in page.text


def test_once_the_worker_has_closed_the_list_the_letter_still_names_the_deadline(
    phone: FlaskClient, letter: str, campaign: Campaign
) -> None:
    ends(campaign)
    changed(campaign, state="closed")
    page = text(phone.get(letter))
    assert "The deadline passed on" in page
    assert "The organisers closed the list" not in page


def test_who_typed_a_code_in_time_and_signs_too_late_reads_why_and_signs_nothing(
    phone: FlaskClient, letter: str, address: str, campaign: Campaign, invitation: Invitation
) -> None:
    page = phone.post(f"{letter}/ask", follow_redirects=True)
    assert "Type the code from the mail" in page.text
    ends(campaign)
    late = phone.post(f"{letter}/code", data={"code": "123456"}, follow_redirects=True)
    assert "The deadline passed on" in late.text
    late = phone.post(f"{letter}/sign", data={"version": "x", "name": "Ona Testė"}, follow_redirects=True)
    assert "The deadline passed on" in late.text
    assert invitation.signatures == []


def test_who_signed_reads_that_the_deadline_was_extended_and_that_nothing_is_to_be_done(
    phone: FlaskClient, letter: str, address: str, campaign: Campaign
) -> None:
    closes(campaign)
    assert "The deadline was extended" not in sign(phone, letter, address).text
    closes(campaign, FAR + timedelta(days=7), deadline_before=FAR)
    page = text(phone.get(letter, follow_redirects=True))
    assert f"Signing closes on 8 December 2031, 23:30 (Almaty time), not on {IN_ALMATY}." in page
    assert "Your signature stands; there is nothing to do." in page


def test_who_has_not_answered_reads_of_the_extension_too(phone: FlaskClient, letter: str, campaign: Campaign) -> None:
    closes(campaign, FAR + timedelta(days=7), deadline_before=FAR)
    page = text(phone.get(letter))
    assert "The deadline was extended" in page
    assert "Your signature stands" not in page
    assert "Sign this letter" in page


def test_the_board_and_the_first_page_ask_to_close_the_list_or_to_extend(
    client: FlaskClient, organiser: User, campaign: Campaign
) -> None:
    ends(campaign)
    sign_in(client, organiser)
    board = client.get(f"/en/desk/campaigns/{campaign.id}")
    assert "Nobody can sign any more: the deadline passed on" in text(board)
    assert "Close the list, or extend the deadline." in text(board)
    assert "Collecting signatures" not in board.text
    assert "Invite signatories" not in board.text
    home = text(client.get("/en/desk/"))
    assert "The deadline of “Let her stay” passed on" in home
    assert "(Almaty time): close the list, or extend it." in home


def test_an_organiser_reads_why_nobody_can_be_invited(client: FlaskClient, organiser: User, campaign: Campaign) -> None:
    ends(campaign)
    sign_in(client, organiser)
    page = text(client.get(f"/en/desk/campaigns/{campaign.id}/invitations"))
    assert "Nobody can be invited now: the deadline passed on" in page


def test_the_public_page_says_until_when_and_no_longer_once_it_has_passed(
    client: FlaskClient, campaign: Campaign
) -> None:
    closes(campaign)
    address = f"/en/campaigns/{campaign.slug}"
    assert f"Open for signature until {IN_ALMATY}" in text(client.get(address))
    ends(campaign)
    page = text(client.get(address))
    assert "Closed for signature" in page
    assert "Open for signature" not in page
    case = client.get(f"/en/cases/{db.session.get_one(Campaign, campaign.id).case.slug}").text
    assert "Open for signature" not in case


class TestExtending:
    def page(self, campaign: Campaign) -> str:
        return f"/en/desk/campaigns/{campaign.id}/deadline"

    def fields(self, day: str, revision: int = 1) -> dict[str, str]:
        return {
            "deadline_day": day,
            "deadline_time": "18:00",
            "revision": str(revision),
        }

    @pytest.mark.usefixtures("invitation")
    def test_the_page_says_who_is_told_before_it_is_done(
        self, client: FlaskClient, organiser: User, campaign: Campaign
    ) -> None:
        closes(campaign)
        sign_in(client, organiser)
        page = client.get(self.page(campaign))
        assert f"The deadline now {IN_ALMATY}" in text(page)
        assert "1 invited who has not answered" in page.text
        assert "0 who have signed" in page.text
        assert 'value="2031-12-01"' in page.text
        assert 'value="23:30"' in page.text
        done = client.post(self.page(campaign), data=self.fields("2032-01-15"), follow_redirects=True)
        assert "The deadline is extended: 15 January 2032, 18:00 (Almaty time)." in done.text
        assert f"Deadline before it was extended {IN_ALMATY}" in text(done)

    def test_a_button_pressed_twice_extends_once_and_leads_to_the_same_page(
        self, client: FlaskClient, organiser: User, campaign: Campaign
    ) -> None:
        closes(campaign)
        sign_in(client, organiser)
        answers = [client.post(self.page(campaign), data=self.fields("2032-01-15")) for _ in range(2)]
        assert {(answer.status_code, answer.location) for answer in answers} == {
            (303, f"/en/desk/campaigns/{campaign.id}")
        }

    def test_what_is_no_later_moment_is_refused_beside_what_was_typed(
        self, client: FlaskClient, organiser: User, campaign: Campaign
    ) -> None:
        closes(campaign)
        sign_in(client, organiser)
        for day, said in (
            ("2031-11-30", "Choose a later moment than the deadline that people were told."),
            ("", "Enter the new last day to sign."),
            ("soon", "Write it like 2026-11-30 and 18:00."),
        ):
            answer = client.post(self.page(campaign), data=self.fields(day))
            assert answer.status_code in {409, 422}
            assert said in answer.text
            assert f'value="{day}"' in answer.text

    def test_a_stale_page_shows_what_is_stored_and_extends_nothing(
        self, client: FlaskClient, organiser: User, campaign: Campaign
    ) -> None:
        closes(campaign, revision=2)
        sign_in(client, organiser)
        answer = client.post(self.page(campaign), data=self.fields("2032-01-15"))
        assert answer.status_code == 409
        assert "Stored now" in answer.text

    def test_a_closed_list_is_said_to_reopen(self, client: FlaskClient, organiser: User, campaign: Campaign) -> None:
        closes(campaign, state="closed")
        sign_in(client, organiser)
        assert "Every signature stays; the closed edition counts for nothing." in client.get(self.page(campaign)).text
        client.post(self.page(campaign), data=self.fields("2032-01-15"))
        db.session.expire_all()
        assert db.session.get_one(Campaign, campaign.id).state == "collecting"

    def test_where_nobody_was_told_a_deadline_there_is_none_to_extend(
        self, client: FlaskClient, organiser: User, campaign: Campaign
    ) -> None:
        sign_in(client, organiser)
        assert "so there is nothing to extend" in client.get(self.page(campaign)).text
        assert client.post(self.page(campaign), data=self.fields("2032-01-15")).status_code == 409

    def test_reviewers_extend_nothing(self, client: FlaskClient, organiser: User, campaign: Campaign) -> None:
        closes(campaign)
        organisation = db.session.get_one(User, organiser.id).memberships[0].organisation
        sign_in(client, a_user(organisation, Role.REVIEWER, name="Rita Reviewer"))
        assert client.get(self.page(campaign)).status_code == 403
        assert client.post(self.page(campaign), data=self.fields("2032-01-15")).status_code == 403
