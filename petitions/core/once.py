"""A form that makes one thing and is sent twice makes it once: the form brings the id that the thing will have."""

from typing import TypeVar
from uuid import UUID, uuid4

from wtforms import HiddenField

from petitions.core.db import Base, db
from petitions.core.forms import Form

T = TypeVar("T", bound=Base)


class OnceForm(Form):
    """A form that makes something new. A button pressed twice sends the same id, which the database takes once."""

    new_id = HiddenField(default=lambda: str(uuid4()))

    @property
    def row_id(self) -> UUID:
        """The id that what is made will have; one of its own where the form brought none."""
        try:
            return UUID(str(self.new_id.data))
        except ValueError:
            self.new_id.data = str(uuid4())
            return UUID(self.new_id.data)


def made_before(form: OnceForm, table: type[T], organisation_id: UUID | None, **same: object) -> T | None:
    """What this very form made when it was sent before, or None.

    Where somebody went back and typed something else, it is another thing, and the form gets another id.
    """
    found = db.session.get(table, form.row_id)
    if found is None:
        return None
    alike = {"organisation_id": organisation_id, **same}
    if all(getattr(found, name) == value for name, value in alike.items()):
        return found
    form.new_id.data = str(uuid4())
    return None
