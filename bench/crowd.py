"""Very many signatures under a petition, written by the database itself. Nobody among them exists."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import Connection, Table, insert, select, text, update

from petitions.campaigns.models import Campaign
from petitions.core.clock import now
from petitions.core.db import Base, db
from petitions.drafting import queries as drafting
from petitions.ledger.models import Log
from petitions.signing.counting.models import SignatureCount
from petitions.signing.models import ConsentKind


@dataclass(frozen=True)
class Dialect:
    """How a database counts from 1 to ``:many``, and makes ids and hashes of the number."""

    numbers: str
    source: str
    identity: str
    digest: str
    cast: str
    true: str
    nothing: str

    def id_of(self, kind: int, start: int) -> str:
        """The id of the n-th row of a kind: scattered as random ones are; those of two kinds or crowds never meet."""
        return self.identity.format(scattered="(n * 2654435761) & 4294967295", place=f"n + {kind * 10**9 + start}")

    def known(self, value: UUID) -> str:
        """An id that is on file, as this database writes it."""
        return f"'{value.hex}'{self.cast}"


SQLITE = Dialect(
    numbers="WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < :many)",
    source="s",
    identity="printf('%08x%024x', {scattered}, {place})",
    digest="printf('%064x', n + {start})",
    cast="",
    true="1",
    nothing="x''",
)
POSTGRESQL = Dialect(
    numbers="",
    source="generate_series(1, :many) AS n",
    identity="(lpad(to_hex({scattered}), 8, '0') || lpad(to_hex({place}), 24, '0'))::uuid",
    digest="lpad(to_hex(n + {start}), 64, '0')",
    cast="::uuid",
    true="true",
    nothing="''::bytea",
)


def sign(campaign: Campaign, many: int) -> None:
    """Let so many members of the public have signed the open version, counted and placed in the ledger."""
    version = drafting.open_version(campaign)
    assert version is not None
    log_id = db.session.scalars(select(Log.id).where(Log.campaign_id == campaign.id)).one()
    with db.engine.execution_options(undersigned_write=True).begin() as connection:
        by = POSTGRESQL if connection.dialect.name == "postgresql" else SQLITE
        start = int(log_id.int % 10**7) * 10**11
        moment = f"'{now():%Y-%m-%d %H:%M:%S.%f}{'+00' if by is POSTGRESQL else ''}'"
        person, invitation, leaf, signature = (by.id_of(kind, start) for kind in range(1, 5))
        digest = by.digest.format(start=start)
        of_campaign = {"campaign_id": by.known(campaign.id)}
        rows: dict[str, dict[str, str]] = {
            "persons": {"id": person, "given_name": "'Person'", "surname": "'No. ' || n", "of_public": by.true},
            "invitations": {
                **of_campaign,
                "id": invitation,
                "person_id": person,
                "body": "'anyone'",
                "token_hash": digest,
                "state": "'answered'",
                "created_at": moment,
            },
            "ledger_leaves": {
                "id": leaf,
                "log_id": by.known(log_id),
                "type": "'consent'",
                "version": f"'{version.sha256}'",
                "edition": "1",
                "ref": signature,
                "commitment": digest,
                "recorded_at": moment,
                "position": "n - 1",
            },
            "signatures": {
                **of_campaign,
                "id": signature,
                "version_id": by.known(version.id),
                "invitation_id": invitation,
                "person_id": person,
                "leaf_id": leaf,
                "number": "n",
                "name": "'Person No. ' || n",
                "surname": "'No. ' || n",
                "body": "'anyone'",
                "delegation": "'LT'",
                "language": "'en'",
                "state": "'confirmed'",
                "created_at": moment,
                "confirmed_at": moment,
                "is_published": by.true,
                "is_printed": by.true,
            },
            "supporters": {
                **of_campaign,
                "id": by.id_of(5, start),
                "invitation_id": invitation,
                "email_index": digest,
                "canonical_index": digest,
                "country": "'LT'",
                "asked_at": moment,
                "confirmed_at": moment,
            },
        }
        for name, values in rows.items():
            _fill(connection, by, Base.metadata.tables[name], values, many)
        for kind, consent in enumerate((ConsentKind.PRINT, ConsentKind.PUBLISH), start=len(rows) + 1):
            given = {
                "id": by.id_of(kind, start),
                "signature_id": signature,
                "kind": f"'{consent}'",
                "given": by.true,
                "wording_sha256": digest,
                "at": moment,
            }
            _fill(connection, by, Base.metadata.tables["consents"], given, many)
        connection.execute(update(Log).where(Log.id == log_id).values(size=many))
        count = {"campaign_id": campaign.id, "version": version.sha256, "count": many, "counted_at": now()}
        connection.execute(insert(SignatureCount), {"id": uuid4(), **count})
    _settle()


def _fill(connection: Connection, by: Dialect, table: Table, values: Mapping[str, str], many: int) -> None:
    """Insert so many rows; a column that says nothing here and may not be empty holds the least that it can."""
    least = {str: "''", int: "0", bool: by.true, bytes: by.nothing}
    wanted = [c for c in table.columns if not c.nullable and c.server_default is None and c.name not in values]
    full = {**values, **{column.name: least[column.type.python_type] for column in wanted}}
    columns, parts = ", ".join(full), ", ".join(full.values())
    head = f"INSERT INTO {table.name} ({columns})"
    connection.execute(text(f"{head} {by.numbers} SELECT {parts} FROM {by.source}"), {"many": many})


def _settle() -> None:
    """Let the database learn how large its tables are, as it does by itself in a site that grows."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ANALYZE")
