"""The public counter is exact after the batch, whoever was killed meanwhile; nobody who signs waits for its row.

On SQLite and on PostgreSQL (as every `test_…_service.py`). UNDERSIGNED_LONG=1 kills many more times.
"""

import os
import random
import signal
import time
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from petitions.core.db import db, transaction
from petitions.ledger import service as ledger
from petitions.signing import queries
from petitions.signing.counting.queries import counted
from petitions.signing.models import Invitation
from tests.faults import acts
from tests.faults.acts import Waiting
from tests.faults.judging import judge, signatures
from tests.signing.scene import Desk, ask, sign
from tests.support import cost
from tests.support.hands import Hand, a_hand
from tests.support.processes import wait_until
from tests.support.workers import at_work

SECONDS = 15.0
KILLINGS, WORKERS_KILLED, MANY = (40, 4, 800) if os.environ.get("UNDERSIGNED_LONG") else (3, 1, 20)
# The longest time in seconds between one killing and the next.
SOON = 0.05
BUSY = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND state <> 'idle'
"""


@pytest.fixture
def hand(environ: dict[str, str]) -> Iterator[Hand]:
    """A process on the test's database."""
    with a_hand(environ) as ready:
        yield ready


def waiting(desk: Desk, number: int) -> list[Waiting]:
    """So many members who have a code in their mailbox."""
    asked = [desk.invited(surname="Testė")[1] for _one in range(number)]
    return [(invitation.id, ask(invitation)) for invitation in asked]


def unsigned(desk: Desk, asked: list[Waiting]) -> list[Waiting]:
    """Those of them who have not signed yet."""
    done = {one.invitation_id for one in signatures(desk.campaign.id)}
    return [one for one in asked if one[0] not in done]


def signs(hand: Hand, desk: Desk, who: Waiting) -> None:
    """One of them signs, in the other process."""
    invitation_id, digits = who
    hand.does(acts.sign, invitation_id, desk.campaign.open_version_id, digits, "phone")


def is_settled() -> bool:
    """Whether PostgreSQL has noticed who is gone: what a dead process began is undone by then."""
    db.session.rollback()
    return db.engine.dialect.name != "postgresql" or db.session.scalar(text(BUSY)) == 0


def is_exact(desk: Desk, number: int) -> bool:
    """Whether so many have signed, and the public page says so."""
    db.session.rollback()
    db.session.expire_all()
    return counted(desk.campaign) == queries.count_in_force(desk.campaign) == number


def test_killed_at_any_moment_whoever_signs_and_whoever_counts_the_counter_ends_at_the_rows(
    desk: Desk, hand: Hand, environ: dict[str, str]
) -> None:
    chance, asked = random.Random(3), waiting(desk, MANY)
    for _worker in range(WORKERS_KILLED):
        with at_work(**environ) as worker:
            signs(hand, desk, unsigned(desk, asked)[0])
            wait_until(lambda: is_exact(desk, len(signatures(desk.campaign.id))))
            for _killing in range(KILLINGS):
                if unsigned(desk, asked):
                    kill_soon(desk, hand, asked, chance)
            worker.kill()
            worker.wait()
    hand.forks(acts.all_sign, unsigned(desk, asked), desk.campaign.open_version_id)
    with at_work(**environ):
        wait_until(lambda: is_exact(desk, MANY))
    judge(desk.campaign.id)


def kill_soon(desk: Desk, hand: Hand, asked: list[Waiting], chance: random.Random) -> None:
    """Two processes count and one lets people sign; each is killed at a moment of its own, once somebody has signed."""
    before, shown = unsigned(desk, asked), desk.campaign.open_version_id
    counting = [hand.forks(acts.place_on_and_on, limit) for limit in (1, 1_000)]
    signing = hand.forks(acts.all_sign, before, shown)
    wait_until(lambda: len(unsigned(desk, asked)) < len(before))
    for pid in chance.sample([signing, *counting], 3):
        time.sleep(chance.random() * SOON)
        os.kill(pid, signal.SIGKILL)
    wait_until(is_settled)


def test_a_confirmation_touches_no_row_of_the_counts(desk: Desk) -> None:
    (invitation_id, digits), *_rest = waiting(desk, 1)
    with cost.counted() as statements:
        sign(db.session.get_one(Invitation, invitation_id), digits)
    assert any("INSERT INTO signatures" in said for said in statements)
    assert [said for said in statements if "signature_counts" in said or "UPDATE ledger_logs" in said] == []


def test_who_signs_while_a_batch_is_counted_does_not_wait_for_it(desk: Desk, hand: Hand) -> None:
    first, second, (invitation_id, digits) = waiting(desk, 3)
    signs(hand, desk, first)
    hand.does(acts.place)
    signs(hand, desk, second)
    with transaction():
        assert ledger.sequence() == 1
        hand.begins(acts.sign, invitation_id, desk.campaign.open_version_id, digits, "phone")
        if db.engine.dialect.name == "postgresql":
            assert hand.told(SECONDS).given
    # SQLite has one writer at a time: there it is written as soon as the batch is.
    if db.engine.dialect.name == "sqlite":
        assert hand.told(SECONDS).given
    assert not is_exact(desk, 3)
    judge(desk.campaign.id)
    assert is_exact(desk, 3)
