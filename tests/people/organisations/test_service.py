"""Keeping the register of organisations that sign, on both databases."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from petitions.core.actor import COMMAND_LINE, Actor
from petitions.core.audit import AuditEvent
from petitions.core.clock import now, today
from petitions.core.db import db, transaction
from petitions.core.errors import NotAllowed, NotFound, StalePage
from petitions.people.organisations import coalitions, queries, representing, service
from petitions.people.organisations.coalitions import NoMember
from petitions.people.organisations.models import OrganisationDomain, RegisteredOrganisation
from petitions.people.organisations.representing import AlreadyDecided, DaysOverlap
from petitions.people.organisations.rules import Authority, authority_at
from petitions.people.organisations.service import HeadData, NameTaken, OnFileAlready, OrganisationData
from tests.factories import a_user, acting, an_organisation, changed
from tests.people.organisations.registered import FIRST, a_coalition, a_representative, an_ngo, joined

NAME = "Meridian Bridge Legal Aid"


@pytest.fixture
def team(app: Flask) -> tuple[Actor, Actor]:
    """Two organisers of one organisation."""
    organisation = an_organisation()
    return acting(a_user(organisation)), acting(a_user(organisation, name="Second Organiser"))


@pytest.fixture
def actor(team: tuple[Actor, Actor]) -> Actor:
    return team[0]


def actions() -> list[str]:
    return list(db.session.scalars(select(AuditEvent.action).order_by(AuditEvent.at, AuditEvent.action)))


def test_an_organisation_is_added_with_domains_and_head_and_one_line_of_history(actor: Actor) -> None:
    made = an_ngo(actor, country="EE", abbreviation="MBLA", domains=("b.example", "a.example"), head="Solveig Test")
    found = queries.get_visible(actor, made.id)
    assert (found.title, found.country, found.abbreviation) == (NAME, "EE", "MBLA")
    assert [entry.domain for entry in found.domains] == ["b.example", "a.example"]
    assert [head.name for head in found.heads] == ["Solveig Test"]
    assert actions() == ["registered_organisation:add"]


def test_one_of_the_same_name_or_domain_is_asked_about_first(actor: Actor) -> None:
    an_ngo(actor, domains=("bridge.example",))
    for data in (
        OrganisationData("the meridian bridge, LEGAL aid", distinction="Tartu"),
        OrganisationData("Another House", domains=("bridge.example",)),
    ):
        with pytest.raises(OnFileAlready), transaction():
            service.add(actor, data)
        with transaction():
            service.add(actor, data, sure=True)
    assert len(queries.search(actor)) == 3


def test_two_of_one_name_need_something_that_tells_them_apart(actor: Actor) -> None:
    an_ngo(actor)
    with pytest.raises(NameTaken):
        an_ngo(actor, NAME.upper(), sure=True)
    assert an_ngo(actor, distinction="Tartu", sure=True).title == f"{NAME}, Tartu"


def test_the_database_itself_stops_a_second_one_of_the_same_name(actor: Actor) -> None:
    data = OrganisationData(NAME)
    for owner in (actor.organisation_id, None):
        with transaction():
            service.enter(owner, "Ada", data, None)
        with pytest.raises(IntegrityError), transaction():
            service.enter(owner, "Ada", data, None)


def test_another_organisations_register_is_unseen_and_the_servers_is_read_by_all(actor: Actor) -> None:
    stranger = acting(a_user(an_organisation("Beacon")))
    theirs, servers = an_ngo(stranger), an_ngo(COMMAND_LINE, "Zholdas")
    with pytest.raises(NotFound):
        queries.get_visible(actor, theirs.id)
    assert [one.id for one in queries.search(actor)] == [servers.id]
    assert an_ngo(actor).id != theirs.id
    with pytest.raises(NotAllowed), transaction():
        service.edit(actor, servers, OrganisationData("Zholdas Fund"), servers.revision)
    with pytest.raises(NotAllowed):
        a_representative(actor, servers)


def test_an_edit_changes_what_was_typed_and_refuses_a_stale_page(actor: Actor) -> None:
    made = an_ngo(actor, domains=("a.example", "b.example"))
    data = OrganisationData("Bridge Fund", domains=("b.example", "c.example"), works_here=True)
    with transaction():
        service.edit(actor, made, data, 1)
    assert [entry.domain for entry in made.domains] == ["b.example", "c.example"]
    assert made.works_here_id == actor.organisation_id
    assert db.session.scalar(select(func.count()).select_from(OrganisationDomain)) == 2
    with pytest.raises(StalePage), transaction():
        service.edit(actor, made, data, 1)
    with pytest.raises(NameTaken):
        an_ngo(actor, "Ourselves Again", works_here=True)


def test_an_edit_may_not_take_anothers_name_and_is_no_twin_of_itself(actor: Actor) -> None:
    an_ngo(actor)
    other = an_ngo(actor, "Zholdas", domains=("zholdas.example",))
    with pytest.raises(NameTaken), transaction():
        service.edit(actor, other, OrganisationData(NAME), 1)
    with transaction():
        service.edit(actor, other, OrganisationData("Zholdas", domains=("zholdas.example",), country="KZ"), 1)
    assert other.country == "KZ"


@pytest.mark.parametrize(
    "text", ["ostója", "FOSP", "prawnikow ostoja", "fundacja ostoya"], ids=["accent", "abbreviation", "order", "sound"]
)
def test_search_finds_by_accent_abbreviation_order_and_sound(actor: Actor, text: str) -> None:
    made = an_ngo(actor, "Fundacja Ostoja Prawników", abbreviation="FOSP", country="PL")
    an_ngo(actor)
    assert [one.id for one in queries.search(actor, text=text)] == [made.id]
    assert [one.id for one in queries.search(actor, country="Poland")] == [made.id]
    assert queries.search(actor, text=text, country="EE") == []
    assert queries.search(actor, kind="coalition") == []


def test_a_new_head_ends_the_term_of_the_one_before(actor: Actor) -> None:
    made = an_ngo(actor, head="First Head")
    with pytest.raises(DaysOverlap, match="First Head"), transaction():
        representing.name_head(actor, made, HeadData("Second Head"))
    with transaction():
        representing.name_head(actor, made, HeadData("Second Head", "President", FIRST))
    with pytest.raises(DaysOverlap), transaction():
        representing.name_head(actor, made, HeadData("Third Head", since=FIRST))
    db.session.expire_all()
    terms = {head.name: (head.since, head.until) for head in made.heads}
    assert terms == {"First Head": (None, FIRST - timedelta(days=1)), "Second Head": (FIRST, None)}


def test_an_authority_counts_once_a_second_person_has_confirmed_it(team: tuple[Actor, Actor]) -> None:
    first, second = team
    made = a_representative(first, an_ngo(first))
    assert authority_at(made, today()) is Authority.UNCONFIRMED
    with pytest.raises(NotAllowed), transaction():
        representing.confirm(first, made)
    with transaction():
        representing.confirm(second, made)
    assert authority_at(made, today()) is Authority.IN_FORCE
    assert (made.registered_by, made.confirmed_by) == ("Ada Organiser", "Second Organiser")
    with pytest.raises(AlreadyDecided), transaction():
        representing.confirm(second, made)
    assert actions()[-2:] == ["representative:add", "representative:confirm"]


def test_the_database_itself_wants_a_second_person(actor: Actor) -> None:
    made = a_representative(actor, an_ngo(actor))
    with pytest.raises(IntegrityError):
        changed(made, confirmed_at=now(), confirmed_by_id=actor.id)


def test_an_authority_is_ended_on_a_day_and_never_prolonged(team: tuple[Actor, Actor]) -> None:
    first, second = team
    made = a_representative(first, an_ngo(first))
    with transaction():
        representing.confirm(second, made)
    with pytest.raises(DaysOverlap), transaction():
        representing.end_authority(first, made, FIRST - timedelta(days=1))
    last = FIRST + timedelta(days=30)
    with transaction():
        representing.end_authority(first, made, last)
    assert (authority_at(made, last), authority_at(made, last + timedelta(days=1))) == (
        Authority.IN_FORCE,
        Authority.ENDED,
    )
    with pytest.raises(AlreadyDecided), transaction():
        representing.end_authority(first, made, last + timedelta(days=1))


def test_a_representatives_address_is_sealed(actor: Actor) -> None:
    made = a_representative(actor, an_ngo(actor))
    assert made.email == "solveig@meridian-bridge.example"
    assert b"solveig" not in made.email_sealed
    assert "solveig" not in made.email_index


def test_a_coalition_has_members_of_the_register_and_by_name(actor: Actor) -> None:
    bridge = an_ngo(actor)
    coalition = a_coalition(actor, bridge, "Zholdas")
    assert {member.label for member in coalition.members} == {NAME, "Zholdas"}
    assert [membership.coalition.id for membership in queries.memberships(actor, bridge)] == [coalition.id]
    for again in (bridge, "ZHOLDAS", NAME.lower(), "?!"):
        with pytest.raises(NoMember):
            joined(actor, coalition, again)
    with pytest.raises(NoMember, match="is no coalition"):
        joined(actor, bridge, "Somebody")


def test_no_coalition_comes_to_be_a_member_of_itself(actor: Actor) -> None:
    inner = a_coalition(actor, name="Inner Circle")
    outer = a_coalition(actor, inner, name="Outer Circle")
    for member in (inner, outer):
        with pytest.raises(NoMember):
            joined(actor, inner, member)
    with pytest.raises(NoMember, match="can't be a member of itself"):
        joined(actor, inner, outer)


def test_a_member_leaves_on_a_day_and_may_come_back_and_a_mistake_is_taken_off(actor: Actor) -> None:
    bridge = an_ngo(actor)
    coalition = a_coalition(actor)
    member = joined(actor, coalition, bridge, FIRST)
    with pytest.raises(NoMember), transaction():
        coalitions.end_membership(actor, member, FIRST - timedelta(days=1))
    with transaction():
        coalitions.end_membership(actor, member, date(2026, 6, 30))
    again = joined(actor, coalition, bridge, date(2026, 9, 1))
    with transaction():
        coalitions.remove_member(actor, again)
    db.session.expire_all()
    assert [(row.since, row.until) for row in coalition.members] == [(FIRST, date(2026, 6, 30))]


def test_a_coalition_with_members_stays_one(actor: Actor) -> None:
    coalition = a_coalition(actor, "Zholdas")
    with pytest.raises(service.MembersLeft), transaction():
        service.edit(actor, coalition, OrganisationData(coalition.name), 1)
    assert db.session.get_one(RegisteredOrganisation, coalition.id).is_coalition
