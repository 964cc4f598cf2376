"""A petition closes over a million as over a few: nobody is read one by one, and the list stays what it was."""

from datetime import timedelta
from email import message_from_string, policy

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns.states import CampaignState
from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.dispatch import at_deadline, drafts, edition_lists, petition_editions, queries
from petitions.dispatch.editions import Refused
from petitions.dispatch.models import Edition, EditionSignatory
from petitions.drafting import queries as drafting
from petitions.outbox.models import Message
from petitions.signing.correcting.writing import Lines, correct
from petitions.signing.renewing.models import RenewalRound
from petitions.signing.states import SignatureState
from tests.dispatch.crowd import Crowd, read
from tests.dispatch.scene import change, count, statement_of
from tests.factories import acting, changed, saved
from tests.support.pdf import words_of

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def few_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter prints three names of the public at most."""
    monkeypatch.setattr(petition_editions, "MOST_NAMED", 3)


def names_of(crowd: Crowd, number: int = 1, *, undisclosed: bool = False) -> list[str]:
    """Who stands on the closed list as it is taken along."""
    found = edition_lists.of_edition(crowd.now, number)(undisclosed)
    return [row.name for row in found.rows]


class TestClosing:
    def test_the_list_says_how_many_and_up_to_which_number_and_keeps_no_row_for_each(self) -> None:
        petition = Crowd(5)
        change(petition.signature(2), is_printed=False)
        edition = petition.close()
        assert petition.now.state == CampaignState.CLOSED
        assert (edition.number, edition.size, edition.printed, edition.last_number) == (1, 5, 4, 5)
        assert count(EditionSignatory) == 0

    def test_it_is_recorded_over_how_many_consents_it_is_closed(self) -> None:
        petition = Crowd(4)
        change(petition.signature(3), is_printed=False)
        petition.close()
        told = statement_of("close")
        assert (told["printed"], told["undisclosed"], told["last_number"], told["edition"]) == (3, 1, 4, 1)
        assert "consents" not in told

    def test_it_asks_as_often_for_many_as_for_few_and_reads_nobody(self) -> None:
        def of(many: int) -> int:
            petition = Crowd(many)
            with read() as (statements, rows):
                petition.close()
            assert rows == [[], [], [], []]
            return len(statements)

        assert of(2) == of(40)

    def test_nobody_having_signed_it_is_refused(self) -> None:
        with pytest.raises(Refused, match="1 more signatory"):
            Crowd(0).close()

    def test_an_older_version_bars_it_with_a_number_instead_of_names(self) -> None:
        petition = Crowd(3)
        change(petition.signature(2), display="initials")
        petition.open_another_version()
        assert queries.unmet_for_closing(petition.now)[-1].startswith("3 signatures are stale")
        with read() as (_statements, rows):
            queries.unmet_for_closing(petition.now)
        assert rows == [[], [], [], []]

    @pytest.mark.parametrize(("days", "bars"), [(6, True), (8, False)])
    def test_once_all_were_asked_and_had_seven_days_to_renew_it_closes_without_them(
        self, days: int, bars: bool
    ) -> None:
        petition = Crowd(3)
        version = petition.open_another_version()
        asked = now() - timedelta(days=days)
        of = {"campaign_id": petition.campaign.id, "version_id": version.id, "behind": 0, "up_to": 3}
        saved(RenewalRound(**of, begun_at=asked, done_at=asked))
        stale = [reason for reason in queries.unmet_for_closing(petition.now) if "stale" in reason]
        assert bool(stale) is bars

    def test_as_long_as_somebody_is_still_to_be_asked_it_does_not(self) -> None:
        petition = Crowd(3)
        version = petition.open_another_version()
        of = {"campaign_id": petition.campaign.id, "version_id": version.id, "behind": 0, "up_to": 3}
        saved(RenewalRound(**of, begun_at=now() - timedelta(days=30)))
        assert any("stale" in reason for reason in queries.unmet_for_closing(petition.now))

    def test_the_deadline_closes_it_the_same_way(self) -> None:
        petition = Crowd(6)
        changed(petition.campaign, deadline=now() - timedelta(seconds=1), deadline_by_id=petition.author.id)
        with read() as (_statements, rows), transaction():
            assert at_deadline.close_lists() == 1
        assert rows == [[], [], [], []]
        edition = queries.closed_edition(petition.now)
        assert edition is not None
        assert edition.size == 6


class TestWhoStandsOnIt:
    def test_whoever_had_withdrawn_or_was_set_aside_before_is_left_out(self) -> None:
        petition = Crowd(5)
        petition.withdraw(2)
        petition.set_aside(4)
        assert petition.close().size == 3
        assert names_of(petition) == ["Person No. 1", "Person No. 3", "Person No. 5"]

    def test_whoever_withdraws_afterwards_stays_on_it_and_the_letter_does_not_leave(self) -> None:
        petition = Crowd(3)
        petition.close()
        petition.withdraw(2)
        assert names_of(petition) == ["Person No. 1", "Person No. 2", "Person No. 3"]
        (reason,) = petition.unmet()
        assert reason.startswith("1 person has withdrawn since")
        assert "No. 2" not in reason

    def test_whoever_is_set_aside_afterwards_stays_on_it_and_is_told_as_disputed(self) -> None:
        petition = Crowd(3)
        petition.close()
        petition.set_aside(1)
        assert len(names_of(petition)) == 3
        assert [reason[:11] for reason in petition.unmet()] == ["1 signature"]

    def test_whoever_is_restored_afterwards_does_not_come_onto_it_and_is_told_as_late(self) -> None:
        petition = Crowd(3)
        petition.set_aside(1)
        petition.close()
        petition.set_aside(1, SignatureState.CONFIRMED)
        assert names_of(petition) == ["Person No. 2", "Person No. 3"]
        (reason,) = petition.unmet()
        assert reason.startswith("1 person signed after")

    def test_whoever_corrects_the_name_afterwards_is_printed_as_it_stood(self) -> None:
        petition = Crowd(2)
        petition.close()
        for name in ("Person the Second", "Person II"):
            with transaction():
                signature = petition.signature(2)
                correct(acting(petition.author), signature, Lines(name, name, ""))
        assert petition.signature(2).name == "Person II"
        assert names_of(petition) == ["Person No. 1", "Person No. 2"]

    def test_initials_are_those_of_the_name_as_it_stood(self) -> None:
        petition = Crowd(1)
        change(petition.signature(1), display="initials", name="Ona Testė", surname="Testė")
        petition.close()
        with transaction():
            correct(acting(petition.author), petition.signature(1), Lines("Vida Testė", "Testė", ""))
        assert names_of(petition) == ["O. T."]

    def test_undisclosed_names_are_counted_unless_they_are_asked_for(self) -> None:
        petition = Crowd(3)
        change(petition.signature(2), is_printed=False)
        petition.close()
        assert names_of(petition) == ["Person No. 1", "Person No. 3"]
        assert names_of(petition, undisclosed=True)[1] == "Person No. 2"
        assert edition_lists.of_edition(petition.now, 1)(False).counted == 1

    def test_a_reopened_list_is_closed_again_as_the_next_edition(self) -> None:
        petition = Crowd(4)
        petition.close()
        petition.reopen()
        petition.withdraw(1)
        edition = petition.close()
        assert (edition.number, edition.size) == (2, 3)
        assert names_of(petition, 2) == ["Person No. 2", "Person No. 3", "Person No. 4"]
        assert count(Edition) == 2


class TestTheLetter:
    def test_it_prints_those_who_agreed_as_long_as_they_are_few(self) -> None:
        petition = Crowd(3)
        change(petition.signature(2), is_printed=False)
        petition.close()
        words = words_of(petition.confirm().pdf)
        assert "Person No. 1" in words
        assert "Person No. 2" not in words
        assert "3 people; 1 of them asked not to be named here" in words

    @pytest.mark.usefixtures("few_are_named")
    def test_it_prints_nobody_but_says_how_many_where_they_are_too_many(self) -> None:
        petition = Crowd(4)
        petition.close()
        with read() as (_statements, rows):
            words = words_of(petition.confirm().pdf)
        assert rows == [[], [], [], []]
        assert "4 people So many names are not printed here." in words
        assert "Person No." not in words
        assert petition.unmet() == []

    @pytest.mark.usefixtures("few_are_named")
    def test_neither_does_the_mail_that_carries_it(self) -> None:
        petition = Crowd(4)
        petition.close()
        petition.confirm()
        (message,) = db.session.scalars(select(Message).where(Message.kind == "letter"))
        mail = message_from_string(message.source, policy=policy.SMTP)
        told = mail.get_body(("plain",)).get_content()
        assert "4 people. So many names" in told
        assert "Person No." not in told

    @pytest.mark.usefixtures("few_are_named")
    def test_a_draft_of_it_names_nobody_either(self) -> None:
        petition = Crowd(4)
        version = drafting.open_version(petition.now)
        assert version is not None
        words = words_of(drafts.as_pdf(petition.now, version))
        assert "4 people So many names" in words
        assert "Person No." not in words

    def test_a_draft_names_the_few_who_signed_so_far(self) -> None:
        petition = Crowd(2)
        version = drafting.open_version(petition.now)
        assert version is not None
        assert "Person No. 2" in words_of(drafts.as_pdf(petition.now, version))

    def test_it_is_offered_to_all_only_while_everybody_whom_it_names_agrees(self) -> None:
        petition = Crowd(2)
        edition = petition.close()
        assert petition_editions.all_agreed_to_publish(edition)
        change(petition.signature(2), is_published=False)
        assert not petition_editions.all_agreed_to_publish(edition)
        change(petition.signature(2), is_printed=False)
        assert petition_editions.all_agreed_to_publish(edition)


def test_a_list_that_was_closed_row_by_row_stays_as_it_was(app: Flask) -> None:
    """As of a petition that closed before lists were told by number."""
    petition = Crowd(2)
    edition = petition.close()
    change(edition, size=None, printed=None, last_number=None)
    with transaction() as session:
        session.add(
            EditionSignatory(
                edition_id=edition.id,
                signature_id=petition.signature(2).id,
                position=1,
                name="As printed",
                body="anyone",
                capacity="",
                delegation="LT",
                group_code="",
                is_printed=True,
            )
        )
    assert names_of(petition) == ["As printed"]
