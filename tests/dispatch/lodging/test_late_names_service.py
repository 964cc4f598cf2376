"""Names are taken after the lodging until a day that is known; each closing is an edition, and none is lost."""

import pytest

from petitions.campaigns import service as campaigns
from petitions.campaigns.instruments import load
from petitions.campaigns.part_sessions import queries as part_sessions
from petitions.campaigns.part_sessions import service as recording
from petitions.campaigns.part_sessions.service import Days
from petitions.campaigns.part_sessions.words import late_names
from petitions.core.db import transaction
from petitions.core.errors import DomainError, InvalidTransition, NotAllowed, StalePage
from petitions.dispatch.lodging import late, queries
from petitions.dispatch.lodging.rules import Stage
from petitions.dispatch.models import Edition
from petitions.signing import queries as signing
from petitions.signing.errors import NotOpen
from petitions.signing.rules import Held, Phase, may_withdraw
from tests import factories
from tests.dispatch.lodging.declaration import Declaration, days
from tests.dispatch.scene import change, count
from tests.factories import acting


@pytest.fixture
def lodged(ready: Declaration) -> Declaration:
    ready.lodge()
    return ready


class TestInWords:
    def test_no_day_is_named_that_is_not_known(self, lodged: Declaration) -> None:
        assert late_names(lodged.now).endswith("When that is, is not known here.")

    def test_a_list_that_has_closed_says_so(self, lodged: Declaration) -> None:
        change(lodged.campaign, late_since=days(-30))
        lodged.session(days(-5), days(-1), days(-60))
        assert late_names(lodged.now).startswith("The list closed on")


class TestDeadline:
    def test_without_a_recorded_session_it_is_not_known_and_names_are_taken(self, lodged: Declaration) -> None:
        assert part_sessions.late_deadline(lodged.now) is None
        assert signing.phase_of(lodged.now) == Phase.OPEN
        lodged.sign()

    def test_it_is_the_close_of_the_next_session(self, lodged: Declaration) -> None:
        lodged.session(days(20), days(24), days(-60))
        assert part_sessions.late_deadline(lodged.now) == days(24)

    def test_after_it_nobody_signs_any_more(self, lodged: Declaration) -> None:
        change(lodged.campaign, late_since=days(-30))
        lodged.session(days(-5), days(-1), days(-60))
        assert signing.phase_of(lodged.now) == Phase.SENT
        with pytest.raises(NotOpen):
            lodged.sign()

    def test_another_organisations_sessions_say_nothing(self, lodged: Declaration) -> None:
        stranger = factories.a_user(factories.an_organisation())
        with transaction():
            recording.add(acting(stranger), Days(days(20), days(24), days(-60), "An invented calendar"))
        assert part_sessions.late_deadline(lodged.now) is None


class TestRecordingSessions:
    def test_it_is_corrected_and_a_stale_page_is_refused(self, declaration: Declaration) -> None:
        session = declaration.session(days(20), days(24), days(-60))
        better = Days(days(20), days(25), days(-60), "The calendar, mended")
        with transaction():
            recording.correct(acting(declaration.ada), session, better, 1)
        with pytest.raises(StalePage), transaction():
            recording.correct(acting(declaration.ada), session, better, 1)

    @pytest.mark.parametrize(
        ("days_of", "said"),
        [((5, 4, 1), "before it opens"), ((5, 6, 5), "opened earlier"), ((20, 24, -60), "recorded already")],
    )
    def test_days_out_of_order_or_recorded_before_are_refused(
        self, declaration: Declaration, days_of: tuple[int, int, int], said: str
    ) -> None:
        declaration.session(days(20), days(24), days(-60))
        with pytest.raises(DomainError, match=said):
            declaration.session(*map(days, days_of))

    def test_a_reviewer_records_none(self, declaration: Declaration) -> None:
        rita = factories.a_user(declaration.organisation, "reviewer")
        with pytest.raises(NotAllowed), transaction():
            recording.add(acting(rita), Days(days(1), days(2), days(0), "An invented calendar"))


class TestEditions:
    def test_late_names_make_the_next_edition_with_all_before_them(self, lodged: Declaration) -> None:
        lodged.sign()
        edition = lodged.close()
        assert (edition.number, len(edition.signatories)) == (2, 21)
        assert lodged.now.state == "dispatched"
        lodged.confirm()
        lodged.lodge()
        assert [(row.edition.number, row.lodged_on is not None) for row in queries.lodgings(lodged.now)] == [
            (2, True),
            (1, True),
        ]

    def test_who_signs_after_a_late_closing_is_of_the_edition_after_it(self, lodged: Declaration) -> None:
        lodged.sign()
        lodged.close()
        lodged.sign("Eva", "Yltest")
        lodged.confirm()
        assert [signature.name for signature in queries.late_names(lodged.now)] == ["Eva Yltest"]
        lodged.lodge()
        assert lodged.close().number == 3

    def test_without_new_names_there_is_nothing_to_close(self, lodged: Declaration) -> None:
        with pytest.raises(DomainError, match="Nobody has signed since"):
            lodged.close()
        assert count(Edition) == 1

    def test_the_edition_before_has_to_be_lodged_or_taken_back(self, lodged: Declaration) -> None:
        lodged.sign()
        lodged.close()
        lodged.sign("Eva", "Yltest")
        with pytest.raises(InvalidTransition, match="not lodged yet"):
            lodged.close()
        with transaction():
            late.reopen_late(acting(lodged.ada), lodged.campaign, "One more name")
        assert queries.standing(lodged.now).stage == Stage.LODGED
        assert (lodged.close().number, len(queries.late_names(lodged.now))) == (3, 0)

    def test_a_lodged_edition_is_not_taken_back(self, lodged: Declaration) -> None:
        with pytest.raises(InvalidTransition, match="is lodged"), transaction():
            late.reopen_late(acting(lodged.ada), lodged.campaign, "One more name")

    def test_who_signed_in_time_is_closed_after_the_deadline_too(self, lodged: Declaration) -> None:
        lodged.sign()
        change(lodged.campaign, late_since=days(-30))
        lodged.session(days(-5), days(-1), days(-60))
        assert len(lodged.close().signatories) == 21

    def test_before_the_lodging_nothing_is_closed_late(self, ready: Declaration) -> None:
        with pytest.raises(InvalidTransition), transaction():
            late.close_late(acting(ready.ada), ready.campaign)

    def test_it_is_not_concluded_while_a_late_name_waits(self, lodged: Declaration) -> None:
        lodged.sign()
        with pytest.raises(DomainError, match="none is lost"), transaction():
            campaigns.conclude(acting(lodged.ada), lodged.campaign, "Tabled.")
        lodged.close()
        with pytest.raises(DomainError, match="not lodged yet"), transaction():
            campaigns.conclude(acting(lodged.ada), lodged.campaign, "Tabled.")
        lodged.confirm()
        lodged.lodge()
        with transaction():
            campaigns.conclude(acting(lodged.ada), lodged.campaign, "Tabled.")
        assert lodged.now.state == "concluded"
        assert late_names(lodged.now) == "No more names are taken: the campaign is concluded."


def test_a_name_is_taken_back_until_the_lodging_and_not_after(ready: Declaration) -> None:
    rules = load("pace_declaration")
    assert may_withdraw(ready.now.state, Held.IN_FORCE, rules)
    ready.lodge()
    assert not may_withdraw(ready.now.state, Held.IN_FORCE, rules)
