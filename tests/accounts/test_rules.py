"""Where a sign-in may lead, and who must remain an owner."""

from uuid import uuid4

import pytest

from petitions.accounts.models import Role
from petitions.accounts.rules import ROLE_MEANINGS, ROLE_NAMES, in_order, leaves_no_owner, local_path


@pytest.mark.parametrize("target", ["/en/desk/", "/en/desk/cases?page=2", "/en/desk/cases?from=https://x.example"])
def test_a_path_on_this_server_is_followed(target: str) -> None:
    assert local_path(target) == target


@pytest.mark.parametrize(
    "target",
    [
        None,
        "",
        "desk",
        "https://attacker.invalid/",
        "//attacker.invalid/",
        "/\\attacker.invalid/",
        "\\\\attacker.invalid/",
        "/\t/attacker.invalid/",
        "/en\r\nLocation: https://attacker.invalid/",
        " /en/desk/",
        "javascript:alert(1)",
    ],
)
def test_nothing_leads_to_another_server(target: str | None) -> None:
    assert local_path(target) == ""


def test_roles_are_listed_once_and_always_in_the_same_order() -> None:
    assert in_order(["reviewer", "owner", "reviewer", "king"]) == [Role.OWNER, Role.REVIEWER]


def test_every_role_has_a_name_and_a_meaning() -> None:
    assert set(ROLE_NAMES) == set(ROLE_MEANINGS) == set(Role)


def test_the_only_owner_must_remain_one() -> None:
    ada, ben = uuid4(), uuid4()
    assert leaves_no_owner({ada}, ada, {Role.DRAFTER})
    assert not leaves_no_owner({ada}, ada, {Role.OWNER})
    assert not leaves_no_owner({ada, ben}, ada, ())
    assert not leaves_no_owner({ada}, ben, ())
