"""One touch signs exactly what was shown: the challenge is the hash of the statement, and the ledger holds the same."""

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

from petitions.core.clock import now
from petitions.core.db import db, transaction
from petitions.ledger.models import Statement
from petitions.signing import service
from petitions.signing.models import ConsentKind, Invitation, ProvedBy, Signature
from petitions.signing.passkeys import asking
from petitions.signing.passkeys.models import PasskeyStatement, PasskeyUse
from petitions.signing.preparing import prepare
from tests.signing.passkeys.scene import another_letter, enrolled, only_passkey, sign_so, touch, touched, wish
from tests.signing.scene import SIGN, Desk, actions, address_of, count, signatory
from tests.support.authenticator import unpacked
from tests.support.mailbox import mails_to

DOCUMENTED = Path(__file__).resolve().parents[3] / "docs" / "passkeys.md"


def test_a_passkey_signs_the_next_letter_without_a_code(desk: Desk) -> None:
    person, first = desk.invited()
    device = enrolled(first)
    second = another_letter(desk, person)
    signature = touch(second, device, agreed=SIGN | {ConsentKind.PRINT})
    assert (signature.state, signature.proved_by, signature.name) == ("confirmed", "passkey", "Ona Testė")
    assert signature.agreed_to(ConsentKind.PRINT)
    assert second.state == "answered"
    assert actions()[-1] == "signature:confirm"
    assert only_passkey().last_used_at is not None


def test_the_challenge_that_the_device_signed_is_the_hash_of_the_statement_in_the_ledger(desk: Desk) -> None:
    person, first = desk.invited()
    signature = touch(another_letter(desk, person), enrolled(first))
    said = db.session.scalars(select(Statement).where(Statement.leaf_id == signature.leaf_id)).one().statement
    use = db.session.scalars(select(PasskeyUse)).one()
    hashed = sha256(said.encode()).digest()
    assert unpacked(json.loads(use.client_data)["challenge"]) == hashed
    assert use.challenge == hashed.hex()
    assert json.loads(said)["proved_by"] == "passkey"
    about = db.session.scalars(select(PasskeyStatement)).one()
    assert (about.use_id, about.sha256, about.signature_id) == (use.id, hashed.hex(), signature.id)


def test_what_is_asked_names_the_host_and_wants_the_bearer_verified(desk: Desk) -> None:
    person, first = desk.invited()
    device, second = enrolled(first), another_letter(desk, person)
    asked: dict = {}
    device.signs = lambda found: asked.update(found) or ""
    touched(second, device, wish(second))
    assert (asked["rpId"], asked["userVerification"]) == ("localhost", "required")
    assert [unpacked(one["id"]) for one in asked["allowCredentials"]] == [device.credential_id]


def test_a_renewal_takes_one_touch_too(desk: Desk) -> None:
    _person, invitation = desk.invited()
    device = enrolled(invitation)
    desk.mend()
    renewed = touch(invitation, device)
    assert renewed.version_id == desk.campaign.open_version_id
    assert actions()[-1] == "signature:renew"


def test_a_repeat_of_the_same_touch_gives_the_same_signature(desk: Desk) -> None:
    person, first = desk.invited()
    device, second = enrolled(first), another_letter(desk, person)
    wished = wish(second)
    answer = touched(second, device, wished)
    once, again = sign_so(second, wished, answer), sign_so(second, wished, answer)
    assert once.id == again.id
    assert count(PasskeyUse) == 1


def test_a_device_that_never_counts_signs_again_and_again(desk: Desk) -> None:
    person, first = desk.invited()
    device = enrolled(first)
    for _letter in range(2):
        device.count = -1
        assert touch(another_letter(desk, person), device) is not None


def test_the_receipt_comes_by_mail_all_the_same(desk: Desk) -> None:
    person, first = desk.invited()
    device = enrolled(first)
    touch(another_letter(desk, person), device)
    assert "signed" in str(mails_to(address_of(person))[-1]["Subject"])


def test_a_signature_with_a_code_has_no_touch(desk: Desk) -> None:
    _person, invitation = desk.invited()
    enrolled(invitation)
    assert db.session.get_one(Invitation, invitation.id).signatures[0].proved_by == "code"
    assert count(PasskeyUse) == 0


def test_anybody_can_check_a_touch_with_the_lines_of_the_documentation(desk: Desk) -> None:
    person, first = desk.invited()
    letters = [another_letter(desk, person), another_letter(desk, person)]
    device, moment = enrolled(first), now()
    one = touch(another_letter(desk, person), device)
    wishes = {letter: wish(letter, moment) for letter in letters}
    prepared = [prepare(letter, wished, ProvedBy.PASSKEY) for letter, wished in wishes.items()]
    answer = device.signs(asking.to_sign_together(prepared))
    with transaction():
        several = service.sign_together(signatory(first), wishes, service.PasskeyProof(answer))
    documented: dict = {}
    exec(re.search(r"```python\n(.*?)```", DOCUMENTED.read_text(), re.S)[1], documented)
    uses = db.session.scalars(select(PasskeyUse).order_by(PasskeyUse.used_at)).all()
    for use, signed in zip(uses, ([one], several), strict=True):
        about = [said_of(signature) for signature in signed]
        arguments = (use, only_passkey().public_key, "localhost", "http://localhost:8000")
        documented["check"](about, *arguments)
        with pytest.raises(AssertionError):
            documented["check"]([*about, b"{}"], *arguments)


def said_of(signature: Signature) -> bytes:
    """The statement in the ledger."""
    return db.session.scalars(select(Statement).where(Statement.leaf_id == signature.leaf_id)).one().statement.encode()
