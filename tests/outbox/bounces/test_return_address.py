"""Each message comes back to an address of its own, which nobody else can make up and servers may write in capitals."""

from uuid import uuid4

import pytest

from petitions.core.config import LONGEST_BOUNCE_NAME
from petitions.outbox.bounces.return_address import message_of, return_address

KEY, ADDRESS = b"a key", "bounces@undersigned.example"


def test_the_address_says_which_message_came_back_also_in_capitals() -> None:
    message_id = uuid4()
    written_to = return_address(KEY, ADDRESS, message_id)
    assert message_of(KEY, ADDRESS, written_to) == message_of(KEY, ADDRESS, written_to.upper()) == message_id


def test_its_local_part_is_no_longer_than_mail_allows() -> None:
    longest = f"{'b' * LONGEST_BOUNCE_NAME}@undersigned.example"
    assert len(return_address(KEY, longest, uuid4()).partition("@")[0]) == 64


def other_mark(written_to: str) -> str:
    name, _, domain = written_to.partition("@")
    return f"{name[:-1]}{'a' if name[-1] != 'a' else 'b'}@{domain}"


@pytest.mark.parametrize(
    "changed",
    [
        other_mark,
        lambda written_to: written_to.replace("bounces+", "letters+"),
        lambda written_to: written_to.replace("undersigned", "elsewhere"),
        lambda written_to: written_to.replace("+", ""),
        lambda written_to: written_to.replace("+", "+1"),
        lambda _written_to: ADDRESS,
        lambda _written_to: f"bounces+{'1' * 42}@undersigned.example",
        lambda _written_to: f"bounces+{'ü' * 42}@undersigned.example",
        lambda _written_to: "",
    ],
)
def test_any_other_address_says_nothing(changed) -> None:
    assert message_of(KEY, ADDRESS, changed(return_address(KEY, ADDRESS, uuid4()))) is None


def test_another_server_can_not_make_one_up() -> None:
    assert message_of(KEY, ADDRESS, return_address(b"another key", ADDRESS, uuid4())) is None
