"""The sample's invented members of the Parliamentary Assembly.

The Assembly's lists give names, delegations and groups, never an address, so each address is registered with its
source and confirmed by a second person.
"""

import csv
from datetime import date

from petitions.accounts.models import Role
from petitions.core.clock import today
from petitions.ops.sample.files import HERE
from petitions.ops.sample.people import members
from petitions.ops.sample.teams import Team, with_role
from petitions.people import addressing, service
from petitions.people.addressing import AddressSource

LINES = HERE / "assembly.txt"
ADDRESSES = HERE / "assembly_addresses.csv"
SOURCE = AddressSource("https://assembly.example/members (sample)", date(2026, 2, 27))


def load_assembly(team: Team) -> None:
    """Import the invented signatory lines, and register and confirm an address for each member."""
    drafter, second = with_role(team, Role.DRAFTER), with_role(team, Role.OWNER)
    service.import_roster(drafter, LINES.read_bytes(), LINES.name, "pace", today())
    on_file = members(drafter)
    with ADDRESSES.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            proposed = addressing.register_address(drafter, on_file[row["member"]], row["email"], SOURCE)
            addressing.confirm_address(second, proposed)
