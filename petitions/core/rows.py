"""Single rows, written at once and past the unit of work.

The unit of work sorts and compares whatever might belong together, which takes several times as long as writing one row
does. Leaving it aside pays where something is done very often, as for every signature.
"""

from functools import cache
from typing import Any, cast

from sqlalchemy import CursorResult, Insert, Table, Update, bindparam, insert, update
from sqlalchemy.orm import make_transient_to_detached
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError

from petitions.core.db import Base, db


@cache
def into(model: type[Base]) -> Insert:
    """Inserts rows that nobody looks at again in their transaction: no objects are made of them.

    Made once: to build a statement takes longer than the database takes to run it.
    """
    return insert(_table(model))


def enter(thing: Base, by: Insert, **asked: Any) -> None:
    """Insert a new object's row by a statement that returns what the database alone knows; the session knows it then.

    ``asked`` is what the statement asks for besides the columns of the object.
    """
    names = (column.key for column in _table(type(thing)).columns)
    known = {name: vars(thing)[name] for name in names if name in vars(thing)}
    returned = db.session.execute(by, {**known, **asked}).mappings().one()
    for name, value in returned.items():
        set_committed_value(thing, name, value)
    make_transient_to_detached(thing)
    db.session.add(thing)


def amend(thing: Base, **columns: Any) -> None:
    """Write these columns of a row that is on file. What stays as it is is not written.

    Raises ``StaleDataError`` where the row is gone.
    """
    anew = {name: value for name, value in columns.items() if getattr(thing, name) != value}
    if not anew:
        return
    written = cast("CursorResult[Any]", db.session.execute(_of(type(thing)), {"row_id": thing.id, **anew}))
    if written.rowcount != 1:
        raise StaleDataError(thing.__tablename__)
    for name, value in anew.items():
        set_committed_value(thing, name, value)


@cache
def _of(model: type[Base]) -> Update:
    table = _table(model)
    return update(table).where(table.c.id == bindparam("row_id"))


def _table(model: type[Base]) -> Table:
    return cast("Table", model.__table__)
