"""Invented rosters: invented members, addresses in the `.example` image of the Parliament's domain."""

from petitions.people.rosters import RosterRow

HEADER = "dxid,country,first_name,last_name,email,birthdate,gender,eugroup,phone,twitter,epid,since"


def row(line: int = 2, **changes: str) -> RosterRow:
    """A row without fault but for the changes; another line is another member."""
    values = {
        "member_id": f"90{line:04}",
        "first_name": "Ilva",
        "last_name": "NORDQUIST" + "abcdefghij"[line % 10],
        "country": "se",
        "group": "Renew",
        "email": f"ilva.nordquist{line}@europarl.europa.eu.example",
        "since": "2019-07-02",
    }
    return RosterRow(line, **{**values, **changes})


def csv_file(*lines: str) -> bytes:
    return "\n".join([HEADER, *lines, ""]).encode()


def member(member_id: str = "900001", **changes: str) -> str:
    """A line of `csv_file`, without fault but for the changes; another id is another member."""
    values = {
        "country": "se",
        "first_name": "Ilva",
        "last_name": "NORDQUIST" + "abcdefghij"[int(member_id) % 10],
        "email": f"member{member_id}@europarl.europa.eu",
        "eugroup": "Renew",
        "epid": member_id,
        "since": "2019-07-02",
        **changes,
    }
    return ",".join(values.get(column, "") for column in HEADER.split(","))
