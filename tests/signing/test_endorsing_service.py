"""Organisations and coalitions sign through somebody with authority, heads in person, each counted as what it is."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from petitions.campaigns import capacities, instruments
from petitions.campaigns.rules import by_capacity, check
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.ledger.models import Statement
from petitions.people import queries as people
from petitions.people.models import Person
from petitions.people.organisations import coalitions
from petitions.signing import queries, service
from petitions.signing.errors import AlreadyInvited, NameUnusable, NotEntitled, NotOpen
from petitions.signing.models import Invitation, Signature
from tests.factories import saved
from tests.people.organisations import registered
from tests.signing.appeal import Appeal, asked, give, take_back
from tests.signing.scene import actions, count, sign
from tests.support.mailbox import mails_to, text_of


@pytest.fixture
def appeal(app: Flask) -> Appeal:
    """An appeal that is open for signature."""
    return Appeal()


def said(appeal: Appeal) -> str:
    """The count of those who signed, in words."""
    signed = [queries.as_signatory(one) for one in queries.in_force(appeal.campaign)]
    return capacities.in_words(by_capacity(signed))


class TestAsking:
    def test_the_mail_goes_to_the_representative_and_names_the_organisation(self, appeal: Appeal) -> None:
        row = appeal.speaker(appeal.organisation())
        invitation = appeal.ask(row)
        (mail,) = mails_to("ona@example.example")
        assert "Example Initiative" in mail["Subject"]
        assert "asks Example Initiative to sign a letter, through you" in text_of(mail)
        assert (invitation.body, invitation.registered_id) == ("organisation", row.registered_id)
        assert actions()[-1] == "invitation:queue"

    def test_an_authority_that_nobody_confirmed_or_that_is_over_or_to_come_lets_nobody_sign(
        self, appeal: Appeal
    ) -> None:
        one = appeal.organisation()
        unconfirmed = registered.a_representative(appeal.actor, one)
        ended = appeal.speaker(one, "Bea Ended")
        appeal.end(ended)
        to_come = appeal.speaker(one, "Cai Later", authority_from=today() + timedelta(days=1))
        for row in (unconfirmed, ended, to_come):
            with pytest.raises(NotEntitled, match="is not in force today"):
                appeal.ask(row)
        assert count(Invitation) == count(Person) == 0

    @pytest.mark.usefixtures("app")
    def test_the_instrument_says_whether_organisations_sign(self) -> None:
        letter = Appeal(instrument="mep_letter")
        with pytest.raises(NotEntitled):
            letter.ask(letter.speaker(letter.organisation()))

    @pytest.mark.usefixtures("app")
    def test_a_coalition_does_not_sign_where_only_organisations_do(self) -> None:
        submission = Appeal(instrument="un_communication")
        coalition = submission.organisation("Open Courts", kind="coalition")
        with pytest.raises(NotEntitled):
            submission.ask(submission.speaker(coalition))

    @pytest.mark.usefixtures("app")
    def test_nobody_is_asked_while_the_text_is_not_open(self) -> None:
        appeal = Appeal("review")
        with pytest.raises(NotOpen):
            appeal.ask(appeal.speaker(appeal.organisation()))

    def test_an_organisation_is_asked_once_whoever_signs_for_it(self, appeal: Appeal) -> None:
        one = appeal.organisation()
        first, second = appeal.speaker(one), appeal.speaker(one, "Bea Second")
        appeal.ask(first)
        with pytest.raises(AlreadyInvited, match="Example Initiative was invited before"):
            appeal.ask(second)
        assert count(Invitation) == 1

    def test_once_the_invitation_is_ended_it_can_be_asked_through_another(self, appeal: Appeal) -> None:
        one = appeal.organisation()
        first, second = appeal.ask(appeal.speaker(one)), appeal.speaker(one, "Bea Second")
        with transaction():
            service.stop(appeal.actor, first)
        assert give(appeal.ask(second)) is not None

    def test_who_signs_for_it_stands_on_no_roster_and_in_no_search(self, appeal: Appeal) -> None:
        appeal.ask(appeal.speaker(appeal.organisation()))
        assert count(Person) == 1
        assert people.search(appeal.actor, text="Ona Testė") == []
        assert people.search(appeal.actor) == []

    def test_who_signs_for_an_organisation_is_no_official_to_be_invited(self, appeal: Appeal) -> None:
        invitation = appeal.ask(appeal.speaker(appeal.organisation()))
        letter = Appeal(instrument="mep_letter")
        with pytest.raises(NotEntitled), transaction():
            service.invite(letter.actor, letter.campaign, invitation.person)


class TestSigning:
    def test_the_organisation_stands_first_and_through_whom_it_signed_below(self, appeal: Appeal) -> None:
        row = appeal.speaker(appeal.organisation(country="PL"))
        signature = give(appeal.ask(row), name="Dr. Ona Testė")
        assert signature.name == signature.surname == "Example Initiative"
        assert signature.capacity == "represented by Dr. Ona Testė, Director"
        assert (signature.body, signature.delegation, signature.group_code) == ("organisation", "PL", "")
        assert queries.as_signatory(signature).delegation == "", "a country is no national delegation"
        assert (signature.registered_id, signature.representative_id) == (row.registered_id, row.id)
        assert said(appeal) == "1 organisation"
        assert actions()[-2:] == ["code:request", "signature:confirm"]

    def test_the_consents_and_the_leaf_say_that_it_was_given_for_the_organisation(self, appeal: Appeal) -> None:
        signature = give(appeal.ask(appeal.speaker(appeal.organisation())))
        words = {consent.kind: consent.wording for consent in signature.consents}
        assert words["sign"].endswith("for Example Initiative, and have the authority to do so.")
        assert "Example Initiative" in words["print"]
        leaf = select(Statement).where(Statement.leaf_id == signature.leaf_id)
        statement = db.session.scalars(leaf).one().statement
        assert '"name":"Example Initiative"' in statement
        assert '"capacity":"represented by Ona Testė, Director"' in statement

    def test_the_receipt_shows_both_names_as_they_are_printed(self, appeal: Appeal) -> None:
        give(appeal.ask(appeal.speaker(appeal.organisation())))
        receipt = text_of(mails_to("ona@example.example")[-1])
        assert "As printed: Example Initiative, represented by Ona Testė, Director" in receipt

    def test_a_coalition_says_how_many_it_speaks_for_on_that_day(self, appeal: Appeal) -> None:
        member = appeal.organisation("Meridian Bridge")
        coalition = appeal.organisation("Open Courts", kind="coalition")
        for one in (member, "Lamp Union", "Gone Guild"):
            left = registered.joined(appeal.actor, coalition, one, date(2026, 3, 1))
        with transaction():
            coalitions.end_membership(appeal.actor, left, today() - timedelta(days=1))
        signature = give(appeal.ask(appeal.speaker(coalition)))
        assert signature.capacity == "coalition of 2 members, represented by Ona Testė, Director"
        assert said(appeal) == "1 coalition"

    def test_a_head_signs_in_person_and_counts_as_head_beside_the_organisation(self, appeal: Appeal) -> None:
        one = appeal.organisation()
        row = appeal.speaker(one)
        appeal.head(one, title="Chair")
        give(appeal.ask(row))
        signature = give(appeal.ask(row, in_person=True))
        assert (signature.name, signature.surname) == ("Ona Testė", "Testė")
        assert signature.capacity == "Chair of Example Initiative"
        words = {consent.kind: consent.wording for consent in signature.consents}
        assert words["sign"].endswith("in person and not for Example Initiative, which I head.")
        assert said(appeal) == "1 head of an organisation and 1 organisation"

    def test_who_does_not_head_the_organisation_is_not_asked_as_its_head(self, appeal: Appeal) -> None:
        one = appeal.organisation()
        appeal.head(one, "Bea Other")
        with pytest.raises(NotEntitled, match="not on file as head"):
            appeal.ask(appeal.speaker(one), in_person=True)

    def test_one_person_signs_for_two_organisations_by_two_authorities(self, appeal: Appeal) -> None:
        appeal.signed("Example Initiative", "Ona Testė")
        appeal.signed("Meridian Bridge", "Ona Testė")
        assert said(appeal) == "2 organisations"

    def test_capacities_are_counted_apart_and_the_rules_are_met(self, appeal: Appeal) -> None:
        for name in ("Amber Circle", "Birch House"):
            appeal.signed(name, "Ona Testė")
        appeal.signed("Open Courts", "Bea Second", kind="coalition")
        assert said(appeal) == "2 organisations and 1 coalition"
        rules = instruments.load("ngo_appeal")
        assert check(rules, "Text.", queries.still_counting(queries.in_force(appeal.campaign)), today()) == []

    def test_nobody_else_signs_with_the_mail_that_a_representative_got(self, appeal: Appeal) -> None:
        invitation = appeal.ask(appeal.speaker(appeal.organisation()))
        with pytest.raises(NameUnusable):
            give(invitation, name="Somebody Else")

    def test_it_is_asked_again_when_the_text_changes(self, appeal: Appeal) -> None:
        signature = appeal.signed("Example Initiative", "Ona Testė")
        appeal.mend()
        assert [one.id for one in queries.stale(appeal.campaign)] == [signature.id]
        renewed = give(signature.invitation)
        assert (renewed.name, actions()[-1]) == ("Example Initiative", "signature:renew")
        assert queries.stale(appeal.campaign) == []


class TestAuthority:
    def test_that_has_ended_since_the_invitation_gives_no_code(self, appeal: Appeal) -> None:
        row = appeal.speaker(appeal.organisation())
        invitation = appeal.ask(row)
        appeal.end(row)
        with pytest.raises(NotEntitled, match="is not in force today"):
            asked(invitation)

    def test_that_ends_between_code_and_signature_signs_nothing(self, appeal: Appeal) -> None:
        row = appeal.speaker(appeal.organisation())
        invitation = appeal.ask(row)
        digits = asked(invitation)
        appeal.end(row)
        with pytest.raises(NotEntitled):
            sign(invitation, digits)
        assert count(Signature) == 0

    def test_that_ends_after_signing_lapses_like_a_mandate(self, appeal: Appeal) -> None:
        row = appeal.speaker(appeal.organisation())
        signature = give(appeal.ask(row))
        assert queries.lapsed([signature]) == []
        appeal.end(row)
        assert queries.lapsed(queries.in_force(appeal.campaign)) == [signature]
        assert queries.still_counting([signature]) == []

    def test_a_head_who_is_so_no_longer_lapses_too(self, appeal: Appeal) -> None:
        one = appeal.organisation()
        row = appeal.speaker(one)
        appeal.head(one)
        signature = give(appeal.ask(row, in_person=True))
        appeal.end(row)
        assert queries.lapsed([signature]) == []
        with transaction():
            signature.invitation.representative.organisation.heads[0].until = today() - timedelta(days=1)
        assert queries.lapsed([signature]) == [signature]

    def test_a_successor_renews_for_the_organisation_on_the_next_version(self, appeal: Appeal) -> None:
        one = appeal.organisation()
        first = appeal.speaker(one)
        before = give(appeal.ask(first)).invitation
        appeal.end(first)
        appeal.mend()
        with transaction():
            service.stop(appeal.actor, before)
        give(appeal.ask(appeal.speaker(one, "Bea Second")))
        (signature,) = queries.in_force(appeal.campaign)
        assert signature.capacity == "represented by Bea Second, Director"
        assert queries.stale(appeal.campaign) == []

    def test_who_gave_the_signature_may_take_it_back_even_then(self, appeal: Appeal) -> None:
        signature = appeal.signed("Example Initiative", "Ona Testė")
        appeal.end(signature.invitation.representative)
        assert take_back(signature.invitation)
        assert queries.in_force(appeal.campaign) == []
        assert "Example Initiative" in text_of(mails_to("ona@example.example")[-1])


def test_the_database_counts_an_organisation_once_for_each_version(appeal: Appeal) -> None:
    signature = appeal.signed("Example Initiative", "Ona Testė")
    second = registered.a_representative(appeal.actor, signature.invitation.registered, name="Bea Second")
    stranger = saved(Person(organisation_id=None, given_name="Bea", surname="Second"))
    kept = ("campaign_id", "version_id", "invitation_id", "registered_id", "name", "surname", "body", "capacity")
    values = {name: getattr(signature, name) for name in (*kept, "delegation", "group_code", "language", "created_at")}
    twice = Signature(**values, person_id=stranger.id, representative_id=second.id, number=9, state="pending")
    with pytest.raises(IntegrityError, match=r"uq_signatures_organisation|signatures\.registered_id"):
        saved(twice)
