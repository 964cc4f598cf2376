"""Writing, comparing and reviewing texts in the browser."""

from dataclasses import dataclass

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import Role, User
from petitions.campaigns.models import Campaign
from petitions.cases import protected
from petitions.cases.models import Case
from petitions.cases.rules import ProtectedFacts
from petitions.core.db import db, transaction
from petitions.drafting import queries, service
from petitions.drafting.models import Approval, Version
from petitions.drafting.service import Draft
from petitions.outbox.models import Message
from tests.factories import TEXT, a_campaign, a_case, a_user, acting, an_organisation, sign_in


@dataclass
class Desk:
    """A browser in which one user is signed in, with a colleague and a campaign of the colleague's."""

    client: FlaskClient
    user: User
    colleague: User
    campaign: Campaign

    def get(self, page: str, status: int = 200) -> str:
        answer = self.client.get(self.address(page))
        assert answer.status_code == status, answer.get_data(as_text=True)
        return str(answer.get_data(as_text=True))

    def post(self, page: str, status: int = 303, **data: str) -> str:
        answer = self.client.post(self.address(page), data=data)
        assert answer.status_code == status, answer.get_data(as_text=True)
        return str(answer.location or answer.get_data(as_text=True))

    def write(self, status: int = 303, **changed: str) -> str:
        typed = {"subject": "Let her stay", "body": TEXT, "why": "", "made_from": "1", "language": "en"}
        return self.post("text", status, **{**typed, **changed})

    def address(self, page: str) -> str:
        return f"/en/desk/campaigns/{self.campaign.id}/{page}".rstrip("/")

    @property
    def state(self) -> str:
        """What the database says, not what the test has read before."""
        return db.session.scalars(select(Campaign.state).where(Campaign.id == self.campaign.id)).one()

    @property
    def versions(self) -> list[Version]:
        return list(queries.versions(db.session.get_one(Campaign, self.campaign.id)))

    def colleague_saves(self, body: str) -> None:
        latest = self.versions[-1].number
        actor = acting(self.colleague)
        with transaction():
            service.save_version(actor, self.campaign, Draft("Let her stay", body, "Meanwhile", latest))


def a_desk(client: FlaskClient, *roles: str, state: str = "drafting", mine: bool = False) -> Desk:
    organisation = an_organisation()
    user, colleague = a_user(organisation, *roles), a_user(organisation, name="Bo Colleague")
    sign_in(client, user)
    return Desk(client, user, colleague, a_campaign(a_case(organisation), state, author=user if mine else colleague))


def a_blank_desk(client: FlaskClient, **about: str) -> Desk:
    """A desk whose campaign has no text yet."""
    desk = a_desk(client)
    with transaction() as session:
        session.delete(desk.versions[0])
        for name, value in about.items():
            setattr(session.get_one(Case, desk.campaign.case_id), name, value)
    return desk


def test_the_first_page_holds_the_starter_filled_from_the_case(client: FlaskClient) -> None:
    page = a_blank_desk(client, summary="She taught for ten years.").get("text")
    assert "We, Members of the European Parliament, write about Aru Example. She taught for ten years." in page


def test_a_starter_that_the_case_cannot_fill_names_the_field_and_leaves_the_page_empty(client: FlaskClient) -> None:
    page = a_blank_desk(client, summary="").get("text")
    assert "needs “case.summary”, which the case leaves empty" in page
    assert "We, Members" not in page


def test_a_saved_text_is_shown_as_a_letter(client: FlaskClient) -> None:
    desk = a_desk(client, Role.DRAFTER)
    location = desk.write(body="Dear Minister,\n\n1. Let her *stay*.[^1]\n\n[^1]: The law.\n", why="Shorter")
    assert location == desk.address("versions/2")
    page = desk.get("versions/2")
    assert "Version 2 is saved." in page
    assert "<em>stay</em>" in page
    assert "Shorter" in page
    assert desk.versions[-1].sha256[:8] in page.replace(" ", "")


def test_the_text_that_was_saved_comes_back_for_writing(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(body="Dear Minister & all,")
    assert "Dear Minister &amp; all," in desk.get("text")


def test_saving_without_a_change_says_so(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write()
    assert "Nothing has changed, so version 1 stays the latest." in desk.get("versions/1")
    assert len(desk.versions) == 1


def test_a_preview_shows_the_letter_keeps_the_text_and_saves_nothing(client: FlaskClient) -> None:
    desk = a_desk(client)
    page = desk.write(200, body="A **new** text", do="preview")
    assert "<strong>new</strong>" in page
    assert "A **new** text</textarea>" in page
    assert len(desk.versions) == 1


def test_words_are_counted_against_the_limit_of_the_instrument(client: FlaskClient) -> None:
    desk = a_desk(client)
    with transaction() as session:
        session.get_one(Campaign, desk.campaign.id).instrument = "pace_declaration"
    page = desk.write(200, body="word " * 201, do="preview")
    assert "201 of at most 200 words" in page
    assert "The text is 1 word too long (201; at most 200)." in page


def test_what_is_still_to_be_filled_in_is_shown(client: FlaskClient) -> None:
    page = a_desk(client).write(200, body="Dear [title of the addressee],", do="preview")
    assert "Something is still to be filled in" in page


def test_a_stale_page_shows_both_texts_and_the_difference_and_loses_neither(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.colleague_saves("Dear Minister,\n\nLet her work.\n")
    page = desk.write(409, body="Dear Minister,\n\nLet her stay.\n")
    assert "Somebody saved a version while you wrote." in page
    assert "Saved meanwhile: version 2" in page
    assert "by Bo Colleague" in page
    assert '<span class="hidden">removed: </span>work' in page
    assert '<span class="hidden">added: </span>stay' in page
    assert "Let her stay.</textarea>" in page
    assert [version.body for version in desk.versions] == [TEXT, "Dear Minister,\n\nLet her work.\n"]
    assert 'name="made_from" type="hidden" value="2"' in page


def test_saving_once_more_after_a_stale_page_is_a_decision(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.colleague_saves("Theirs")
    desk.write(409, body="Mine")
    desk.write(303, body="Mine and theirs", made_from="2")
    assert [version.number for version in desk.versions] == [1, 2, 3]


@pytest.mark.parametrize("made_from", ["", "x", "-1", "99", "9" * 40, "²"])
def test_a_page_that_does_not_say_what_it_was_made_from_is_stale(client: FlaskClient, made_from: str) -> None:
    desk = a_desk(client)
    desk.write(409, body="Mine", made_from=made_from)
    assert len(desk.versions) == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"subject": ""}, "Write the subject."),
        ({"body": " \n "}, "Write the text."),
        ({"subject": "x" * 251}, "Shorten this to 250 characters or fewer."),
        ({"body": "a\nb\x07c"}, "Line 2 holds a character that cannot be printed (U+0007). Delete it."),
        ({"body": "a\x00b"}, "Line 1 holds a character that cannot be printed (U+0000). Delete it."),
        ({"subject": "a\x1bb"}, "Line 1 holds a character that cannot be printed (U+001B). Delete it."),
        ({"body": "- " * 8 + "deep"}, "Lists stand too deep inside one another."),
        ({"language": "xx"}, "Choose one of the languages listed."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    client: FlaskClient, changed: dict[str, str], says: str
) -> None:
    desk = a_desk(client)
    for do in ("save", "preview"):
        page = desk.write(422, **{"why": "Kept <as typed>", "do": do, **changed})
        assert says in page
        assert "Kept &lt;as typed&gt;" in page
    assert len(desk.versions) == 1


def test_a_paste_of_two_megabytes_is_refused_in_words_and_kept(client: FlaskClient) -> None:
    desk = a_desk(client)
    pasted = "word " * 400_000
    page = desk.write(422, body=pasted)
    assert "The text takes 2000 kB; at most 100 kB can be kept. Shorten it." in page
    assert pasted.strip() in page


def test_ten_thousand_footnotes_are_no_accident(client: FlaskClient) -> None:
    notes = "".join(f"a[^{number}]\n\n[^{number}]: b\n\n" for number in range(10_000))
    page = a_desk(client).write(422, body=notes)
    assert "Shorten it." in page


def test_html_stays_as_it_was_typed(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(body="<script>alert(1)</script>")
    page = desk.get("versions/2")
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


def test_protected_names_of_the_case_are_shown_to_whoever_writes_and_reviews(client: FlaskClient) -> None:
    desk = a_desk(client)
    with transaction():
        case = db.session.get_one(Case, desk.campaign.case_id)
        protected.add(acting(desk.colleague), case, ProtectedFacts("Aigerim Testova", "relative"))
    assert "Protected names" not in desk.get("versions/1")
    body = "She lives with Aige**rim** Testova.\n"
    assert "(protected: Aigerim Testova)" in desk.write(200, body=body, do="preview")
    desk.write(body=body)
    assert "(protected: Aigerim Testova)" in desk.get("versions/2/review")


def test_characters_that_turn_the_direction_of_words_are_shown(client: FlaskClient) -> None:
    desk = a_desk(client)
    turned = "Let her \u202eyats\u202c.\n"
    assert "Line 1: U+202E (RIGHT-TO-LEFT OVERRIDE)" in desk.write(200, body=turned, do="preview")
    desk.write(subject="Stay \u2066now", body=turned)
    for page in ("versions/2", "text"):
        assert "Line 1: U+202E (RIGHT-TO-LEFT OVERRIDE)" in desk.get(page)
        assert "Subject: U+2066 (LEFT-TO-RIGHT ISOLATE)" in desk.get(page)


@pytest.mark.parametrize("state", ["collecting", "closed"])
def test_whoever_changes_a_text_under_signature_is_told_what_follows(client: FlaskClient, state: str) -> None:
    desk = a_desk(client, state=state)
    assert "Saving a change pauses signing" in desk.get("text")
    desk.write(body="Mended")
    assert desk.state == "review"


@pytest.mark.parametrize("state", ["dispatched", "concluded", "withdrawn"])
def test_a_text_that_cannot_change_any_more_says_so_and_loses_nothing(client: FlaskClient, state: str) -> None:
    desk = a_desk(client, state=state)
    assert "can’t change any more" in desk.get("text", 409)
    page = desk.write(409, body="Too late")
    assert "can’t change any more" in page
    assert "Too late</textarea>" in page


def test_versions_are_listed_with_their_verdicts(client: FlaskClient) -> None:
    desk = a_desk(client, state="review")
    desk.post("versions/1/review", verdict="approve", **seen(desk.versions[0]))
    desk.write(body="Changed", why="Shorter")
    page = desk.get("versions")
    assert page.index("Version 2") < page.index("Version 1")
    assert "Shorter" in page
    assert "Approved" in page


def test_two_versions_are_compared_by_word(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(body=TEXT.replace("asylum", "protection"))
    page = desk.get("compare?old=1&new=2")
    assert '<span class="hidden">removed: </span>asylum' in page
    assert '<span class="hidden">added: </span>protection' in page
    assert "What changed from version 1 to version 2" in desk.get("compare")
    assert "word for word" in desk.get("compare?old=2&new=2")


@pytest.mark.parametrize("page", ["versions/9", "compare?old=1&new=9", "versions/9/ask", "versions/9/review"])
def test_a_version_that_does_not_exist_is_not_found(client: FlaskClient, page: str) -> None:
    a_desk(client).get(page, 404)


def test_comparing_what_is_no_number_compares_the_last_two(client: FlaskClient) -> None:
    assert "version 1 to version 1" in a_desk(client).get("compare?old=x&new=")


def test_a_campaign_without_a_text_has_nothing_to_compare(client: FlaskClient) -> None:
    desk = a_blank_desk(client)
    desk.get("compare", 404)
    assert "Nothing is written yet." in desk.get("versions")


def test_a_colleague_is_asked_to_review(client: FlaskClient) -> None:
    desk = a_desk(client, Role.DRAFTER, mine=True)
    page = desk.get("versions/1/ask")
    assert "Bo Colleague" in page
    assert "Ada Organiser</label>" not in page
    desk.post("versions/1/ask", reviewer=str(desk.colleague.id))
    mail = db.session.scalars(select(Message)).one()
    assert f"/en/desk/campaigns/{desk.campaign.id}/versions/1/review" in (mail.source or "").replace("=\r\n", "")
    assert desk.state == "review"


@pytest.mark.parametrize("reviewer", ["", "nobody", "00000000-0000-0000-0000-000000000000"])
def test_only_a_listed_colleague_is_asked(client: FlaskClient, reviewer: str) -> None:
    desk = a_desk(client, mine=True)
    answer = desk.client.post(desk.address("versions/1/ask"), data={"reviewer": reviewer})
    assert answer.status_code in {409, 422}
    assert db.session.scalars(select(Message)).all() == []


def seen(version: Version) -> dict[str, str]:
    """What the page of this version sends with a verdict."""
    return {"version_id": str(version.id), "sha256": version.sha256}


def test_a_reviewer_approves_exactly_the_version_that_was_read(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    page = desk.get("versions/1/review")
    assert desk.versions[0].sha256 in page
    assert f'name="version_id" type="hidden" value="{desk.versions[0].id}"' in page
    desk.post("versions/1/review", verdict="approve", **seen(desk.versions[0]))
    assert db.session.scalars(select(Approval)).one().verdict == "approved"


def test_an_approval_of_a_version_that_is_no_longer_the_latest_is_refused(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    old = seen(desk.versions[0])
    desk.colleague_saves("Newer")
    page = desk.post("versions/1/review", 409, verdict="approve", **old)
    assert "There is a newer version than 1." in page
    assert "Review version 2" in page
    assert db.session.scalars(select(Approval)).all() == []


def test_an_approval_made_from_the_page_of_another_version_is_refused(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    old = seen(desk.versions[0])
    desk.colleague_saves("Newer")
    for wrong in (old, {**seen(desk.versions[1]), "sha256": old["sha256"]}, {}):
        page = desk.post("versions/2/review", 409, verdict="approve", **wrong)
        assert "This page showed another version." in page
    assert db.session.scalars(select(Approval)).all() == []


def test_a_renewed_review_shows_what_changed_since_the_approval(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    desk.post("versions/1/review", verdict="approve", **seen(desk.versions[0]))
    desk.colleague_saves(TEXT.replace("asylum", "protection"))
    page = desk.get("versions/2/review")
    assert "What changed since version 1, which was approved" in page
    assert '<span class="hidden">added: </span>protection' in page


def test_a_refusal_needs_a_reason_and_keeps_it(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    page = desk.post("versions/1/review", 422, verdict="refuse", reason=" ", **seen(desk.versions[0]))
    assert "Say what is wrong, so that it can be mended." in page
    desk.post("versions/1/review", verdict="refuse", reason="The date is wrong.", **seen(desk.versions[0]))
    assert "The date is wrong." in desk.get("versions/1")
    assert desk.state == "drafting"


def test_a_verdict_that_is_neither_is_refused(client: FlaskClient) -> None:
    desk = a_desk(client, Role.REVIEWER, state="review")
    page = desk.post("versions/1/review", 409, verdict="maybe", **seen(desk.versions[0]))
    assert "Choose whether you approve or refuse this version." in page


def test_who_wrote_a_version_sees_no_button_to_approve_it(client: FlaskClient) -> None:
    desk = a_desk(client, state="review", mine=True)
    page = desk.get("versions/1/review")
    assert "somebody else has to judge it" in page
    assert "Approve version" not in page
    desk.post("versions/1/review", 403, verdict="approve", **seen(desk.versions[0]))


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.DISPATCHER])
def test_only_owners_and_drafters_write_and_ask(client: FlaskClient, role: Role) -> None:
    desk = a_desk(client, role)
    for page in ("text", "versions/1/ask"):
        assert "Only an owner or a drafter" in desk.get(page, 403)
    desk.write(403, body="Mine")
    desk.post("versions/1/ask", 403, reviewer=str(desk.colleague.id))
    assert len(desk.versions) == 1
    assert "Change the text" not in desk.get("versions/1")


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.DISPATCHER])
def test_only_owners_and_reviewers_judge(client: FlaskClient, role: Role) -> None:
    desk = a_desk(client, role, state="review")
    assert "Only an owner or a reviewer" in desk.get("versions/1/review", 403)
    desk.post("versions/1/review", 403, verdict="approve", **seen(desk.versions[0]))
    assert "Review this version" not in desk.get("versions/1")


def test_everyone_in_the_organisation_may_read(client: FlaskClient) -> None:
    desk = a_desk(client, Role.DISPATCHER)
    for page in ("versions", "versions/1", "compare"):
        desk.get(page)


@pytest.mark.parametrize("page", ["text", "versions/1/ask", "versions/1/review"])
def test_another_organisations_text_takes_no_word(client: FlaskClient, page: str) -> None:
    desk = a_desk(client, state="review")
    foreign = a_campaign(a_case(an_organisation("Elsewhere")), "review")
    answer = desk.client.post(f"/en/desk/campaigns/{foreign.id}/{page}", data={"subject": "x", "body": "y"})
    assert answer.status_code == 404
