"""Organisations, roles, invitations and codes keep their promises on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from petitions.accounts import codes, joining, queries, service, sessions
from petitions.accounts.codes import CodeFor, WrongCode
from petitions.accounts.joining import Invitee
from petitions.accounts.models import Code, CodePurpose, Role, User, UserInvitation
from petitions.core import clock
from petitions.core.actor import COMMAND_LINE
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import Gone, NotAllowed, NotFound
from petitions.core.tokens import token_hash
from petitions.outbox.models import Message
from tests.factories import a_user, acting, an_organisation
from tests.support.mailbox import code_for, link_for, mails_to, text_of

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch):
    """Move the clock of codes and invitations forward."""

    def move(**by: int) -> None:
        moment = clock.now() + timedelta(**by)
        for module in (codes, joining, queries):
            monkeypatch.setattr(module, "now", lambda: moment)

    return move


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at)))


def issue(wanted: CodeFor) -> str:
    with transaction():
        issued = codes.issue(wanted)
        return issued[1] if issued else ""


def redeem(wanted: CodeFor, digits: str) -> bool:
    with transaction():
        return codes.redeem(wanted, digits)


def a_wish(browser: str = "here", **values: UUID) -> CodeFor:
    return CodeFor(CodePurpose.SIGN_IN, values.pop("subject", None) or uuid4(), browser, **values)


def wrong(digits: str) -> str:
    return f"{(int(digits) + 1) % 10**6:06d}"


class TestCodes:
    def test_a_code_lets_in_once(self) -> None:
        wanted = a_wish()
        digits = issue(wanted)
        assert redeem(wanted, f" {digits[:3]} {digits[3:]} ")
        with pytest.raises(WrongCode):
            redeem(wanted, digits)

    def test_a_code_ends_after_ten_minutes(self, later) -> None:
        wanted = a_wish()
        digits = issue(wanted)
        later(minutes=10, seconds=1)
        with pytest.raises(WrongCode):
            redeem(wanted, digits)

    @pytest.mark.parametrize("field", ["browser", "subject", "bound_to", "purpose"])
    def test_a_code_is_good_for_nothing_else(self, field: str) -> None:
        wanted = a_wish()
        digits = issue(wanted)
        others = {"browser": "there", "subject": uuid4(), "bound_to": uuid4(), "purpose": CodePurpose.SIGN}
        changed = CodeFor(**{**wanted.__dict__, field: others[field]})
        with pytest.raises(WrongCode):
            redeem(changed, digits)
        assert redeem(wanted, digits)

    def test_five_wrong_tries_end_a_code(self) -> None:
        wanted = a_wish()
        digits = issue(wanted)
        for _ in range(5):
            assert not redeem(wanted, wrong(digits))
        with pytest.raises(WrongCode):
            redeem(wanted, digits)

    def test_four_wrong_tries_do_not(self) -> None:
        wanted = a_wish()
        digits = issue(wanted)
        for _ in range(4):
            assert not redeem(wanted, wrong(digits))
        assert redeem(wanted, digits)

    def test_asking_again_gives_the_same_code_twice_then_a_long_one_once(self, later) -> None:
        wanted = a_wish()
        assert len({issue(wanted) for _ in range(2)}) == 1
        long = issue(wanted)
        assert len(long) == 12
        assert issue(wanted) == ""
        assert redeem(wanted, long)
        later(minutes=61)
        assert len(issue(wanted)) == 6

    def test_another_browser_gets_another_code(self) -> None:
        subject = uuid4()
        assert issue(a_wish("one", subject=subject)) != issue(a_wish("other", subject=subject))

    def test_a_stranger_who_keeps_asking_locks_nobody_out(self, later) -> None:
        subject, mails = uuid4(), []
        for minutes in range(0, 120, 4):
            later(minutes=minutes)
            mails += [issue(a_wish(f"stranger {minutes} {number}", subject=subject)) for number in range(5)]
            mails.append(issue(a_wish("mine", subject=subject)))
            with transaction():
                assert codes.check(a_wish("mine", subject=subject), [digits for digits in mails if digits][-1])

    def test_an_hour_brings_no_flood_of_mails_however_many_browsers_ask(self, later) -> None:
        subject = uuid4()
        mailed = []
        for minute in range(60):
            later(minutes=minute)
            mailed += [issue(a_wish(f"stranger {minute} {number}", subject=subject)) for number in range(3)]
        assert sum(map(bool, mailed)) == 3

    def test_nobody_gets_more_than_a_few_guesses_at_a_short_code_in_a_week(self, later) -> None:
        subject, guesses = uuid4(), 0
        for hour in range(24 * 6):
            later(hours=hour)
            for number in range(3):
                wanted = a_wish(f"stranger {hour} {number}", subject=subject)
                digits = issue(wanted)
                for _ in range(5 if len(digits) == 6 else 0):
                    guesses += 1
                    assert not redeem(wanted, wrong(digits))
        assert guesses <= 25

    def test_wrong_tries_of_a_stranger_do_not_end_the_long_code(self) -> None:
        subject = uuid4()
        long = [issue(a_wish(f"stranger {number}", subject=subject)) for number in range(3)][-1]
        for _ in range(20):
            assert not redeem(a_wish("stranger 1", subject=subject), "000000000000")
        assert redeem(a_wish("mine", subject=subject), long)
        with pytest.raises(WrongCode):
            redeem(a_wish("mine", subject=subject), long)

    def test_no_digits_are_stored(self) -> None:
        digits = issue(a_wish())
        row = db.session.scalars(select(Code)).one()
        assert all(
            digits not in str(getattr(row, column.key)) for column in Code.__table__.columns if column.key != "id"
        )


class TestSigningIn:
    def test_the_mailed_code_names_the_user_and_is_written_to_the_history(self) -> None:
        ada = a_user(an_organisation())
        with transaction():
            sessions.ask_code(ada.email.upper(), "here")
        with transaction():
            assert sessions.sign_in(ada.email, "here", code_for(ada.email)) == db.session.get(User, ada.id)
        assert actions()[-2:] == ["code:request", "session:sign_in"]

    def test_for_a_stranger_nothing_is_kept(self) -> None:
        with transaction():
            sessions.ask_code("stranger@ngo.example", "here")
        assert [
            db.session.scalar(select(func.count()).select_from(table)) for table in (Code, Message, AuditEvent)
        ] == [
            0,
            0,
            0,
        ]

    def test_after_many_mails_the_newest_code_still_works_and_nothing_is_said(self) -> None:
        ada = a_user(an_organisation())
        for _ in range(7):
            with transaction():
                sessions.ask_code(ada.email, "here")
        assert len(mails_to(ada.email)) == 3
        with transaction():
            assert sessions.sign_in(ada.email, "here", code_for(ada.email)) is not None

    def test_a_closed_account_gets_no_code_and_an_old_one_lets_nobody_in(self) -> None:
        ada = a_user(an_organisation())
        with transaction():
            sessions.ask_code(ada.email, "here")
        digits = code_for(ada.email)
        with transaction():
            db.session.get(User, ada.id).disabled_at = clock.now()
        with transaction():
            sessions.ask_code(ada.email, "here")
            assert sessions.sign_in(ada.email, "here", digits) is None
        assert len(mails_to(ada.email)) == 1


class TestFounding:
    def test_the_command_line_founds_an_organisation_with_its_first_owner(self) -> None:
        with transaction():
            ada = service.found(COMMAND_LINE, "Lantern", "Ada", "ada@ngo.example")
        assert [row.role for row in ada.memberships] == [Role.OWNER]
        assert actions() == ["organisation:create", "user:create", "member:add"]
        organisations = set(db.session.scalars(select(AuditEvent.organisation_id)))
        assert organisations == {ada.memberships[0].organisation_id}

    def test_the_name_of_an_organisation_is_given_once(self) -> None:
        an_organisation("Lantern")
        with pytest.raises(service.NameTaken), transaction():
            service.found(COMMAND_LINE, "lantern", "Ada", "ada@ngo.example")
        assert queries.user_by_address("ada@ngo.example") is None

    def test_an_owner_of_two_organisations_has_one_account(self) -> None:
        with transaction():
            first = service.found(COMMAND_LINE, "One", "Ada", "ada@ngo.example")
            second = service.found(COMMAND_LINE, "Other", "Ada", "ADA@ngo.example")
        assert first == second
        assert len(second.memberships) == 2

    def test_two_accounts_never_share_an_address(self) -> None:
        ada = a_user(an_organisation())
        with pytest.raises(service.NameTaken), transaction():
            service.create_user(COMMAND_LINE, "Other", ada.email)


class TestRoles:
    def test_roles_are_given_and_taken_each_with_its_line_of_history(self) -> None:
        organisation = an_organisation()
        owner, ben = a_user(organisation, Role.OWNER), a_user(organisation, Role.DRAFTER, name="Ben")
        with transaction():
            service.set_roles(acting(owner), ben, ["reviewer", "dispatcher"])
        assert queries.get_member(acting(owner), ben.id).roles == ["reviewer", "dispatcher"]
        assert actions() == ["member:remove", "member:add", "member:add"]

    def test_the_last_owner_stays_owner(self) -> None:
        owner = a_user(an_organisation(), Role.OWNER)
        with pytest.raises(service.LastOwner), transaction():
            service.set_roles(acting(owner), owner, ["drafter"])
        assert queries.get_member(acting(owner), owner.id).roles == ["owner"]

    def test_one_of_two_owners_may_step_back(self) -> None:
        organisation = an_organisation()
        owner, _other = a_user(organisation, Role.OWNER), a_user(organisation, Role.OWNER)
        with transaction():
            service.set_roles(acting(owner), owner, ["drafter"])
        assert queries.get_member(acting(owner), owner.id).roles == ["drafter"]

    def test_nobody_takes_themselves_out(self) -> None:
        organisation = an_organisation()
        owner, _other = a_user(organisation, Role.OWNER), a_user(organisation, Role.OWNER)
        with pytest.raises(NotAllowed), transaction():
            service.remove_member(acting(owner), owner)

    def test_whoever_is_taken_out_keeps_other_organisations(self) -> None:
        one, other = an_organisation(), an_organisation("Ostoja")
        owner, ben = a_user(one, Role.OWNER), a_user(one, Role.DRAFTER)
        with transaction():
            service.give_roles(COMMAND_LINE, db.session.get(User, ben.id), other.id, ["owner"])
        with transaction():
            service.remove_member(acting(owner), db.session.get(User, ben.id))
        with pytest.raises(NotFound):
            queries.get_member(acting(owner), ben.id)
        assert queries.roles_of(ben.id, other.id).keys() == {"owner"}


class TestInvitations:
    @pytest.fixture
    def owner(self) -> User:
        return a_user(an_organisation(), Role.OWNER)

    @staticmethod
    def invite(owner: User, address: str = "ben@ngo.example", roles: tuple[str, ...] = ("reviewer",)) -> UserInvitation:
        with transaction():
            return joining.invite(acting(owner), Invitee("Ben", address, roles))

    def test_the_link_is_mailed_and_only_its_hash_is_kept(self, owner: User) -> None:
        invitation = self.invite(owner)
        path = link_for("ben@ngo.example")
        assert path.startswith("/en/join/")
        token = path.rpartition("/")[2]
        assert invitation.token_hash == token_hash(token)
        assert queries.invitation_by_token(token).id == invitation.id
        assert "Reviewer" in text_of(mails_to("ben@ngo.example")[0])

    def test_joining_makes_an_account_with_the_roles_offered(self, owner: User) -> None:
        invitation = self.invite(owner, roles=("reviewer", "dispatcher"))
        with transaction():
            ben = joining.accept(invitation, "Benedikt")
        assert (ben.name, ben.email) == ("Benedikt", "ben@ngo.example")
        assert queries.get_member(acting(owner), ben.id).roles == ["reviewer", "dispatcher"]
        assert set(actions()) >= {"user:invite", "user:create", "user:accept_invitation", "session:sign_in"}

    def test_whoever_has_an_account_gets_the_roles_and_keeps_the_name(self, owner: User) -> None:
        ben = a_user(an_organisation("Ostoja"), Role.OWNER, name="Ben")
        invitation = self.invite(owner, ben.email)
        with transaction():
            assert joining.accept(invitation, "Somebody else").id == ben.id
        assert db.session.get(User, ben.id).name == "Ben"
        assert len(db.session.get(User, ben.id).memberships) == 2

    def test_a_link_works_once(self, owner: User) -> None:
        invitation = self.invite(owner)
        with transaction():
            joining.accept(invitation, "Ben")
        with pytest.raises(Gone), transaction():
            joining.accept(invitation, "Ben")

    def test_a_link_works_for_seven_days(self, owner: User, later) -> None:
        invitation = self.invite(owner)
        later(days=7, seconds=1)
        with pytest.raises(Gone), transaction():
            joining.accept(invitation, "Ben")

    def test_a_withdrawn_link_is_useless(self, owner: User) -> None:
        invitation = self.invite(owner)
        with transaction():
            joining.withdraw(acting(owner), invitation)
        with pytest.raises(Gone), transaction():
            joining.accept(invitation, "Ben")
        assert actions()[-1] == "user:withdraw_invitation"

    def test_inviting_again_replaces_the_link(self, owner: User) -> None:
        first, second = self.invite(owner), self.invite(owner, "BEN@ngo.example")
        with pytest.raises(Gone), transaction():
            joining.accept(first, "Ben")
        with transaction():
            joining.accept(second, "Ben")

    def test_somebody_in_the_team_is_not_invited(self, owner: User) -> None:
        with pytest.raises(service.NameTaken):
            self.invite(owner, owner.email)

    def test_a_closed_account_does_not_join(self, owner: User) -> None:
        ben = a_user(an_organisation("Ostoja"), Role.OWNER)
        with transaction():
            db.session.get(User, ben.id).disabled_at = clock.now()
        invitation = self.invite(owner, ben.email)
        with pytest.raises(NotAllowed), transaction():
            joining.accept(invitation, "Ben")
