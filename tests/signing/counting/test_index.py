"""A page of names is found by its index, so that it costs the same however many have signed."""

from sqlalchemy import event

from petitions.core.db import db
from petitions.signing.counting import queries
from tests.signing.supporters.petition import Petition


def test_names_and_their_number_are_found_by_the_index_of_published_names(app: object) -> None:
    campaign, seen = Petition().campaign, []

    def note(_connection, _cursor, statement: str, parameters: tuple[object, ...], *_rest) -> None:
        seen.append((statement, parameters))

    event.listen(db.engine, "before_cursor_execute", note)
    queries.named(campaign, 50, before=1_000)
    queries.count_named(campaign, 50)
    event.remove(db.engine, "before_cursor_execute", note)
    asked = [one for one in seen if "signatures" in one[0]]
    assert len(asked) == 2
    for statement, parameters in asked:
        plan = db.session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters).all()
        assert any("ix_signatures_published" in row[3] for row in plan), plan
        assert not any("TEMP B-TREE" in row[3] for row in plan), plan
