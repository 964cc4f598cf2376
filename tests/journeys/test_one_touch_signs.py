"""The story of a passkey: a member signs once with a code, after that with one touch, and can end that at any time."""

from collections.abc import Callable

from tests.journeys.steps import accounts, cases, people, signatures, texts, touches
from tests.support.letterbox import Letterbox
from tests.support.server import Site
from tests.support.touch import TouchDevice
from tests.support.visitor import Visitor


def test_one_touch_signs_the_next_letter_and_renews(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor]
) -> None:
    organiser, colleague = visitor(), visitor()
    accounts.a_team_of_two(site, organiser, colleague, letterbox)
    cases.the_organiser_makes_a_case(organiser)
    people.imports_a_roster(organiser, people.INVENTED, "2026-11-01")
    first = touches.a_letter_is_open(organiser, colleague, letterbox, cases.NAME)
    row = people.six_invented_members()[0]
    people.invites(organiser, first, [row])

    phone = visitor(phone=True)
    device = TouchDevice(phone.page)
    member = signatures.Signatory(phone, letterbox, f"{row['first_name']} {row['last_name']}", row["email"])
    member.signs()
    touches.enrols_the_device(member, device)
    touches.sees_that_there_is_a_passkey(organiser, first, member.name)

    second = touches.a_letter_is_open(organiser, colleague, letterbox, cases.NAME)
    people.invites(organiser, second, [row])
    touches.signs_with_one_touch(member)
    texts.changes_a_sentence(organiser, second, texts.SECOND, "Sharper demand")
    touches.is_approved_and_opened(organiser, colleague, letterbox, second, 2)
    touches.hears_what_went_wrong_and_finds_the_code(member, device)
    touches.each_touch_was_for_the_hash_of_its_statement(site, 2)
    touches.withdraws_with_one_touch(member)

    third = touches.a_letter_is_open(organiser, colleague, letterbox, cases.NAME)
    people.invites(organiser, third, [row])
    link = letterbox.link_for(member.address, "signature")
    touches.without_script_no_page_speaks_of_a_passkey(member, visitor(phone=True, script=False), link)
    touches.removes_it_by_the_mailed_link(member, device)
