"""A sheet holds who stood by it: a denied signature is not lodged, and a later correction changes no line on it."""

from datetime import timedelta

import pytest

from petitions.core.clock import now
from petitions.core.errors import DomainError
from petitions.dispatch.lodging import sheet
from petitions.signing.disputing.models import Dispute
from petitions.signing.models import Signature
from tests.dispatch.lodging.declaration import Declaration, days
from tests.dispatch.scene import change
from tests.factories import saved


def deny(signature: Signature, days_ago: int) -> None:
    """The signatory said so then."""
    moment = now() - timedelta(days=days_ago)
    saved(Dispute(invitation_id=signature.invitation_id, heard_by="receipt", made_at=moment))
    change(signature, state="set_aside")


def test_a_sheet_with_a_name_that_was_denied_before_is_not_recorded_as_lodged(declaration: Declaration) -> None:
    signature = declaration.sign()
    declaration.close()
    lodging = declaration.confirm()
    change(lodging, frozen_at=now() - timedelta(days=3))
    deny(signature, days_ago=1)
    with pytest.raises(DomainError, match="Uta Zutest denied to have signed"):
        declaration.lodge()
    assert declaration.lodge(days(-2)).lodged_on == days(-2)


def test_a_line_keeps_its_parts_though_the_name_is_corrected_to_another_surname_since(declaration: Declaration) -> None:
    signature = declaration.sign("Uta Maria", "Zutest")
    change(signature, name="U. M. Zutest")
    edition = declaration.close()
    change(signature, name="U. M. Other", surname="Other")
    entry = next(one for one in sheet.entries(edition) if one.row.signature_id == signature.id)
    assert (entry.printed.given_name, entry.printed.surname) == ("U. M.", "Zutest")
