"""How the sample's declaration is lodged, and what is recorded of its publication, as organisers would do it."""

from datetime import date, timedelta
from typing import Any

from petitions.campaigns.models import Campaign
from petitions.campaigns.part_sessions import service as part_sessions
from petitions.campaigns.part_sessions.service import Days
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.dispatch.lodging import publishing, service
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.lodging.rules import Lodged, Published
from petitions.ops.sample.past import on
from petitions.people.formats.assembly import read_signatories

Entry = dict[str, Any]


def lodge(drafter: Actor, second: Actor, campaign: Campaign, entry: Entry) -> None:
    """Confirm the sheet by the second person; record that it was lodged, and what the Assembly published."""
    told, session = entry["lodging"], _days(entry["part_session"])
    with on(told["confirmed_on"], "10:00"):
        lodging = service.confirm_sheet(second, campaign)
    with on(entry["dispatched_on"], "16:00"):
        lodged = Lodged(today(), told["handed_in_by"], told["table_office"], told["evidence"])
        service.record_lodging(drafter, lodging, lodged, lodging.revision)
    with on(told["tabled_on"], "17:00"):
        part_sessions.add(drafter, session)
        published = Published(told["number"], told["document"], today(), entry["title"], told["address"])
        names, _encoding = read_signatories(_list(lodging, told["not_published"]), "list.txt", None)
        publishing.record_publication(drafter, lodging, published, names, lodging.revision)


def _list(lodging: Lodging, left_out: list[str]) -> bytes:
    """The list as published: the sheet without those whose own signature it lacks."""
    return "\n".join(line for line in lodging.lines.splitlines() if not any(name in line for name in left_out)).encode()


def _days(told: Entry) -> Days:
    """A part-session that lies ahead, whenever the sample is loaded."""
    return Days(
        first_day=today() + timedelta(days=told["opens_in_days"]),
        last_day=today() + timedelta(days=told["closes_in_days"]),
        previous_began=date.fromisoformat(told["previous_began"]),
        source=told["source"],
    )
