"""Verbs of publication: record what the Assembly published, and choose whom an unclear name means."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.core.clock import today
from petitions.core.db import db
from petitions.core.errors import DomainError
from petitions.dispatch import policy
from petitions.dispatch.lodging import rules, service
from petitions.dispatch.lodging.models import Lodging, Meant, PublishedName
from petitions.dispatch.lodging.rules import Published
from petitions.dispatch.models import EditionSignatory
from petitions.people.rosters import RosterRow


def record_publication(
    actor: Actor, lodging: Lodging, facts: Published, names: Sequence[RosterRow], made_from: int
) -> None:
    """Record number, document, day, title and the list as published, or correct them; the history keeps the old.

    What persons chose about a name stays with a line that is printed again. Raises `DomainError` for days that can't
    be or a list without names, and `StalePage`.
    """
    policy.require_prepare(actor)
    campaign = service.take_in_hand(lodging, made_from)
    fault = rules.fault_of_publication(facts, lodged_on=lodging.lodged_on, today=today())
    if fault:
        raise DomainError(fault)
    if not names:
        raise DomainError(_("Paste the list of signatories as the Assembly published it."))
    before, is_first = _recorded(lodging), lodging.tabled_on is None
    _replace(lodging, names)
    service.write(lodging, asdict(facts))
    service.count_late_names(campaign)
    after = _recorded(lodging)
    details = after if is_first else {"before": before, "after": after}
    _record(actor, "publication:record" if is_first else "publication:correct", lodging, details)


def choose(actor: Actor, published: PublishedName, signatory_id: UUID | None) -> None:
    """Say whom a published name means: a signatory of the edition, or nobody who committed here.

    Raises `DomainError` for a stranger to the edition, and where another published name means the same signatory.
    """
    lodging = published.lodging
    policy.require_prepare(actor)
    service.take_in_hand(lodging, lodging.revision)
    signatory = db.session.get(EditionSignatory, signatory_id) if signatory_id else None
    if signatory_id is not None and (signatory is None or signatory.edition_id != lodging.edition_id):
        raise DomainError(_("Choose somebody who stands on this edition, or nobody."))
    published.meant = Meant.SIGNATORY if signatory else Meant.NOBODY
    published.signatory_id = signatory.id if signatory else None
    try:
        db.session.flush()
    except IntegrityError as error:
        raise DomainError(_("Another published name means this signatory already. Change that one first.")) from error
    chosen = {"published": published.line, "chosen": signatory.name if signatory else ""}
    _record(actor, "publication:match", lodging, chosen)


def _replace(lodging: Lodging, names: Sequence[RosterRow]) -> None:
    decided = {row.line: (row.meant, row.signatory_id) for row in lodging.published}
    lodging.published.clear()
    db.session.flush()
    for position, name in enumerate(names, start=1):
        row = PublishedName(
            lodging_id=lodging.id,
            position=position,
            honorific=name.honorific,
            given_name=name.first_name,
            surname=name.last_name,
            country=name.country,
            group_code=name.group,
        )
        row.meant, row.signatory_id = decided.get(row.line, (Meant.UNDECIDED, None))
        lodging.published.append(row)
    db.session.flush()


def _recorded(lodging: Lodging) -> dict[str, Any]:
    facts = {name: getattr(lodging, name) for name in Published.__dataclass_fields__}
    return {**service.plain(facts), "names": [row.line for row in lodging.published]}


def _record(actor: Actor, action: str, lodging: Lodging, details: dict[str, Any]) -> None:
    campaign = lodging.campaign
    told = {"edition": lodging.edition.number, **details}
    record(actor, action, lodging, campaign.title, case_id=campaign.case_id, campaign_id=campaign.id, details=told)
