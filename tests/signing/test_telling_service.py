"""What the invited and the quorum are told of those who have signed."""

from petitions.signing import queries
from petitions.signing.models import ConsentKind
from tests.factories import a_member, a_signature
from tests.signing.scene import Desk


def test_before_the_letter_is_sent_only_those_who_agreed_are_named_to_the_invited(desk: Desk) -> None:
    named = a_signature(desk.campaign, a_member(given="Ana", country="PL", group="EPP"), ConsentKind.SHOW_INVITED)
    a_signature(desk.campaign, a_member(given="Bea", country="LT", group="Renew"), ConsentKind.PUBLISH)
    a_signature(desk.campaign, a_member(given="Cai", country="LT", group="S&D"))
    shown, others = queries.shown_to_invited(desk.campaign)
    assert [signature for signature, _shown in shown] == [named]
    assert others.count == 2
    assert list(others.countries) == [("LT", 2)]
    assert dict(others.groups) == {"Renew": 1, "S&D": 1}


def test_the_quorum_sees_each_signature_in_force_with_its_mandate(desk: Desk) -> None:
    a_signature(desk.campaign, a_member(country="PL", group="EPP"))
    (one,) = queries.still_counting(queries.in_force(desk.campaign))
    assert (one.body, one.delegation, one.group) == ("european_parliament", "PL", "EPP")
