"""The organiser's pages: what is planned, whom it would reach today, what became of it; add and take back."""

import re
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.outbox import service as outbox
from petitions.outbox.models import Message
from petitions.signing import links
from petitions.signing.models import Invitation
from petitions.signing.reminding.models import Reminder
from tests.factories import a_member, a_user, an_invitation, changed, sign_in
from tests.signing.browsing import text
from tests.signing.reminding.scene import asked_long_ago, is_due, remind
from tests.signing.scene import Desk
from tests.support.cost import statements
from tests.support.mailbox import mails_to


@pytest.fixture
def pages(client: FlaskClient, desk: Desk) -> str:
    """Where the reminders are, for an organiser who is signed in."""
    sign_in(client, desk.author)
    return f"/en/desk/campaigns/{desk.campaign.id}/reminders"


def closes(desk: Desk) -> None:
    changed(desk.campaign, deadline=now() + timedelta(days=30), answer_by=(now() + timedelta(days=20)).date())


def row(page: str) -> str:
    """The one row of the table, in words."""
    body = re.search(r"<tbody>(.*?)</tbody>", page, re.DOTALL)
    assert body is not None
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body[1])).strip()


def test_a_reminder_is_planned_seen_with_its_reach_and_taken_back(client: FlaskClient, desk: Desk, pages: str) -> None:
    desk.invited(given="Ana")
    desk.invited(given="Bea")
    closes(desk)
    assert "No reminder is planned yet." in client.get(pages).text
    form = client.get(f"{pages}/new").text
    assert "The deadline, " in form
    assert "The day by which an answer is asked for, " in form
    done = client.post(f"{pages}/new", data={"kind": "deadline", "days": "3"}, follow_redirects=True)
    assert "The reminder is planned." in done.text
    assert re.match(r"3 days before the deadline .*, 09:00 \(Brussels time\) Planned 2 –", row(done.text))
    [planned] = db.session.scalars(select(Reminder))
    asked = client.get(f"{pages}/{planned.id}/remove")
    assert "3 days before the deadline" in asked.text
    gone = client.post(f"{pages}/{planned.id}/remove", follow_redirects=True)
    assert "The reminder is taken back." in gone.text
    assert "No reminder is planned yet." in gone.text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "deadline"}, "Write how many days before, such as 3."),
        ({"days": "3"}, "Choose what the days are counted from."),
        ({"kind": "deadline", "days": "soon"}, "Write a whole number, such as 3."),
        ({"kind": "deadline", "days": "61"}, "Write a number of days from 0 to 60."),
        ({"kind": "deadline", "days": "60"}, "Choose fewer days."),
        ({"kind": "extended", "days": "0"}, "Choose one of those listed."),
    ],
)
def test_what_is_wrong_is_said_in_words(
    client: FlaskClient, desk: Desk, pages: str, fields: dict[str, str], said: str
) -> None:
    closes(desk)
    answer = client.post(f"{pages}/new", data=fields)
    assert answer.status_code in {409, 422}
    assert said in answer.text
    assert db.session.scalars(select(Reminder)).all() == []


def test_without_a_day_to_count_from_the_page_says_what_to_do_first(
    client: FlaskClient, desk: Desk, pages: str
) -> None:
    page = client.get(f"{pages}/new").text
    assert "There is neither yet." in page
    assert "Name a day to answer by" in page


def test_the_day_to_answer_by_is_named_shown_to_the_invited_and_dropped(
    client: FlaskClient, desk: Desk, pages: str
) -> None:
    _person, invitation = desk.invited()
    closes(desk)
    page = pages.replace("reminders", "answer-by")
    day = (now() + timedelta(days=5)).date()
    assert "The deadline: " in client.get(page).text
    assert "The day is saved." in client.post(page, data={"day": str(day)}, follow_redirects=True).text
    phone = client.application.test_client()
    shown = text(phone.get(f"/en/i/{links.token(invitation.id)}", follow_redirects=True))
    assert f"Answer asked for by {day.day} " in shown
    late = client.post(page, data={"day": str(date(2099, 1, 1))})
    assert "This is after the deadline" in late.text
    assert "No day is named any more." in client.post(page, data={"day": ""}, follow_redirects=True).text


def test_what_became_of_the_mails_is_counted(client: FlaskClient, desk: Desk, pages: str) -> None:
    asked = [desk.invited(given=name)[1] for name in ("Ana", "Bea", "Cai")]
    asked_long_ago()
    is_due(desk)
    remind()
    assert "Written – 3 on the way" in row(client.get(pages).text)
    changed(asked[0], state="declined", declined_at=now())
    for message_id in list(db.session.scalars(select(Message.id).where(Message.kind == "reminder"))):
        with transaction():
            outbox.claim(message_id, "mail.example")
    assert "Written – 2 on the way, 1 held back" in row(client.get(pages).text)


def test_a_reader_of_a_reminder_declines_and_gets_no_more(client: FlaskClient, desk: Desk) -> None:
    person, invitation = desk.invited()
    asked_long_ago()
    is_due(desk, days=4)
    remind()
    phone = client.application.test_client()
    letter = phone.get(f"/en/i/{links.token(invitation.id)}").location
    declined = phone.post(f"{letter}/decline", data={"sure": "y"}, follow_redirects=True)
    assert "This was declined with the link." in declined.text
    is_due(desk, days=2)
    assert remind() == 0
    _reminder, told = mails_to(person.addresses[0].address)
    assert "declined" in str(told["Subject"]).lower()


def test_another_organisations_reminders_do_not_exist(client: FlaskClient, desk: Desk, pages: str) -> None:
    planned = is_due(desk)
    foreign = is_due(Desk())
    assert client.get(f"{pages}/{foreign.id}/remove").status_code == 404
    sign_in(client, Desk().author)
    for page in (pages, f"{pages}/new", f"{pages}/{planned.id}/remove", pages.replace("reminders", "answer-by")):
        assert client.get(page).status_code == 404


def test_a_reviewer_reads_what_is_planned_and_changes_nothing(client: FlaskClient, desk: Desk, pages: str) -> None:
    organisation = db.session.get_one(User, desk.author.id).memberships[0].organisation
    sign_in(client, a_user(organisation, Role.REVIEWER, name="Rita Reviewer"))
    planned = is_due(desk)
    page = client.get(pages)
    assert "3 days before the deadline" in page.text
    assert "Plan a reminder" not in page.text
    for address in (f"{pages}/new", f"{pages}/{planned.id}/remove", pages.replace("reminders", "answer-by")):
        assert client.post(address).status_code == 403


def test_who_cannot_sign_today_is_told_apart(client: FlaskClient, desk: Desk, pages: str) -> None:
    person, _invitation = desk.invited()
    changed(person.mandates[0], until=(now() - timedelta(days=2)).date())
    assert "Not reminded, as they can’t sign today 1" in text(client.get(pages))


def test_the_page_asks_the_database_as_often_for_many_as_for_few(client: FlaskClient, desk: Desk, pages: str) -> None:
    def grow(number: int) -> None:
        for _ in range(number):
            an_invitation(db.session.get_one(Campaign, desk.campaign.id), a_member())
        for _ in range(number):
            is_due(desk, days=count_of(Reminder))

    def count_of(table: type) -> int:
        return len(db.session.scalars(select(table)).all())

    grow(2)
    few = statements(client, pages)
    grow(12)
    assert count_of(Invitation) == 14
    assert statements(client, pages) == few
