"""The part of a form by which its words keep themselves: the window that they are typed in, and what they rest on."""

from typing import Any
from uuid import UUID, uuid4

from wtforms import HiddenField

from petitions.core.forms import Form
from petitions.drafting.writing.keeping import Window
from petitions.drafting.writing.models import WorkingCopy


class WindowForm(Form):
    """A form that knows its window, and from which version its words were made. Each opened page is a new window."""

    made_from = HiddenField()
    copy = HiddenField(default=lambda: str(uuid4()))
    turn = HiddenField(default="0")
    continues = HiddenField()

    @property
    def number(self) -> int:
        """The number of the version that the page showed; 0 when there was none; -1 when the page did not say."""
        return whole_number(self.made_from.data)

    @property
    def window(self) -> Window:
        """Which window this is; a new one where the page did not say."""
        copy_id = _id(self.copy.data)
        if copy_id is None:
            copy_id = uuid4()
            self.copy.data = str(copy_id)
        earlier, _dot, turn = str(self.continues.data or "").partition(".")
        continued = _id(earlier)
        continues = (continued, whole_number(turn)) if continued else None
        return Window(copy_id, whole_number(self.turn.data, 0), continues)

    def go_on(self, copy: WorkingCopy) -> None:
        """Take over from a working copy, in a window of its own."""
        self.made_from.data, self.continues.data = str(copy.made_from), f"{copy.id}.{copy.turn}"


def whole_number(text: object, otherwise: int = -1) -> int:
    """The number that a page sent; another where it sent none."""
    said = str(text or "")
    return int(said) if said.isdecimal() and len(said) < 10 else otherwise


def _id(text: Any) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
