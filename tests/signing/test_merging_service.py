"""One person is asked once and signs once, under however many names the register has the person."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns.states import CampaignState
from petitions.core.db import db, transaction
from petitions.desk.answers import answers
from petitions.desk.missing import missing
from petitions.people import merging
from petitions.people.models import Person
from petitions.signing import links, queries, service
from petitions.signing.errors import AlreadyInvited, AlreadySigned, TwoAnswers
from petitions.signing.models import Invitation, Signature
from tests import factories
from tests.signing.scene import Desk, ask, count, sign, signatory, withdraw
from tests.support.at_once import at_once
from tests.support.mailbox import code_for, mails_to

WHY = "The Parliament's own page gives both spellings."


def twins(desk: Desk) -> tuple[Person, Person]:
    """Two entries of the organisation's own register."""
    pair = factories.a_member("Ona", "Testė"), factories.a_member("Ona", "Testienė")
    for person in pair:
        factories.changed(person, organisation_id=desk.actor.organisation_id)
    return pair


def merged(desk: Desk, kept: Person, other: Person) -> None:
    with transaction():
        merging.merge(desk.actor, db.session.get_one(Person, kept.id), db.session.get_one(Person, other.id), WHY)


def invited(desk: Desk, person: Person) -> Invitation:
    with transaction():
        return service.invite(desk.actor, desk.campaign, db.session.get_one(Person, person.id))


def test_kept_and_merged_are_invited_once_and_at_the_address_of_the_kept(desk: Desk) -> None:
    kept, other = twins(desk)
    merged(desk, kept, other)
    assert invited(desk, other).person_id == kept.id
    for person in (kept, other):
        with pytest.raises(AlreadyInvited, match="Ona Testė was invited before"):
            invited(desk, person)
    mailed = [len(mails_to(person.addresses[0].address)) for person in (kept, other)]
    assert (count(Invitation), mailed) == (1, [1, 0])


def test_who_was_invited_before_the_merge_is_not_invited_again_after_it(desk: Desk) -> None:
    kept, other = twins(desk)
    invited(desk, other)
    merged(desk, kept, other)
    with pytest.raises(AlreadyInvited, match="Ona Testienė was invited before"):
        invited(desk, kept)


def test_of_two_invitations_sent_before_the_merge_one_is_signed(desk: Desk) -> None:
    kept, other = twins(desk)
    first, second = invited(desk, kept), invited(desk, other)
    merged(desk, kept, other)
    assert sign(first, ask(first)).name == "Ona Testė"
    for verb in (
        lambda: service.request_code(signatory(second), second, "phone"),
        lambda: service.decline(signatory(second), second),
    ):
        with pytest.raises(AlreadySigned, match="as Ona Testė"), transaction():
            verb()
    with pytest.raises(AlreadySigned):
        sign(second, "00000000")
    assert count(Signature) == 1
    found = missing(desk.campaign)
    assert [tally.present for tally in found.tallies][:1] == [1]
    assert [(row.share.signed, row.share.waiting) for row in found.delegations] == [(1, 0)]


def test_signed_once_after_three_invitations_the_other_two_tell_under_which_name(desk: Desk) -> None:
    kept, other = twins(desk)
    third = factories.a_member("Ona", "Testaitė")
    factories.changed(third, organisation_id=desk.actor.organisation_id)
    asked = [invited(desk, person).id for person in (kept, other, third)]
    factories.a_signature(desk.campaign, other)
    for person in (other, third):
        merged(desk, kept, person)
    stored = [db.session.get_one(Invitation, invitation_id) for invitation_id in asked]
    found = queries.signed_as_others(desk.campaign, stored)
    assert [found[one.id].name if one.id in found else "" for one in stored] == ["Ona Testienė", "", "Ona Testienė"]


def test_the_printed_name_may_hold_either_surname(desk: Desk) -> None:
    kept, other = twins(desk)
    merged(desk, kept, other)
    invitation = invited(desk, kept)
    signature = sign(invitation, ask(invitation), name="Ona Testienė")
    assert (signature.name, signature.surname) == ("Ona Testienė", "Testienė")


def test_both_have_signed_the_open_text_so_they_are_not_merged(desk: Desk) -> None:
    kept, other = twins(desk)
    factories.a_signature(desk.campaign, kept)
    signature = factories.a_signature(desk.campaign, other)
    with pytest.raises(TwoAnswers, match="have both signed “Let her stay”"):
        merged(desk, kept, other)
    withdraw(signature.invitation)
    merged(desk, kept, other)


@pytest.mark.parametrize("state", [CampaignState.DISPATCHED, CampaignState.CONCLUDED])
def test_both_have_signed_what_is_sent_so_they_stay_two(desk: Desk, state: str) -> None:
    kept, other = twins(desk)
    for person in (kept, other):
        factories.a_signature(desk.campaign, person)
    factories.changed(desk.campaign, state=state)
    with pytest.raises(TwoAnswers):
        merged(desk, kept, other)


def test_one_signed_and_one_declined_until_the_declined_invitation_is_ended(desk: Desk) -> None:
    kept, other = twins(desk)
    invitation = invited(desk, other)
    with transaction():
        service.decline(signatory(invitation), invitation)
    factories.a_signature(desk.campaign, kept)
    with pytest.raises(TwoAnswers, match="one signed, one declined"):
        merged(desk, kept, other)
    with transaction():
        service.stop(desk.actor, invitation)
    merged(desk, kept, other)


def test_both_declined_is_one_answer_and_the_page_tells_both(desk: Desk) -> None:
    kept, other = twins(desk)
    for person in (kept, other):
        invitation = invited(desk, person)
        with transaction():
            service.decline(signatory(invitation), invitation)
    merged(desk, kept, other)
    told = answers(desk.actor, db.session.get_one(Person, kept.id))
    assert sorted((str(answer.word), answer.asked_as) for answer in told) == [
        ("declined", ""),
        ("declined", "Ona Testienė"),
    ]


def test_who_renewed_under_the_other_name_is_not_asked_again(desk: Desk) -> None:
    kept, other = twins(desk)
    factories.a_signature(desk.campaign, kept)
    second = invited(desk, other)
    merged(desk, kept, other)
    desk.mend()
    assert len(queries.stale(desk.campaign)) == 1
    with transaction():
        service.request_code(signatory(second), second, "phone")
    sign(second, code_for(kept.addresses[0].address), name="Ona Testienė")
    assert queries.stale(desk.campaign) == []


def test_a_signature_and_a_merge_at_once_leave_one_signature_or_two_persons(desk: Desk, app: Flask) -> None:
    kept, other = twins(desk)
    factories.a_signature(desk.campaign, kept)
    invitation = invited(desk, other)
    ids, digits = (kept.id, other.id, invitation.id), ask(invitation)

    def join() -> str:
        with transaction():
            merging.merge(desk.actor, *(db.session.get_one(Person, one) for one in ids[:2]), WHY)
        return "merged"

    def add() -> str:
        sign(db.session.get_one(Invitation, ids[2]), digits, name="Ona Testienė")
        return "signed"

    given = at_once(app, join, add)
    assert sorted(type(one) for one in given if not isinstance(one, str)) in ([AlreadySigned], [TwoAnswers]), given
    assert (count(Signature), "merged" in given) in {(1, True), (2, False)}


def test_the_letter_says_that_it_was_signed_under_the_other_name(desk: Desk, client: FlaskClient) -> None:
    kept, other = twins(desk)
    second = invited(desk, other)
    factories.a_signature(desk.campaign, kept)
    merged(desk, kept, other)
    client.get(links.receipt(second.id).partition(":8000")[2])
    page = client.get(f"/en/letters/{second.id}").text
    assert "You have signed this letter, as Ona Testė" in page
    assert "Sign this letter" not in page
    factories.sign_in(client, desk.author)
    listed = client.get(f"/en/desk/campaigns/{desk.campaign.id}/invitations").text
    assert "Signed as Ona Testė" in listed
