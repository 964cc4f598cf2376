"""Forms for taking a Word file in, and for choosing what of it to suggest."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from petitions.core.forms import Form, paragraph
from petitions.drafting.discussion.rules import MAX_COMMENT


class TakeInForm(Form):
    """The file."""

    file = FileField(_l("Word document (.docx)"), validators=[FileRequired(_l("Choose the file."))])


class ChooseForm(Form):
    """Which of the changes to suggest. The changes themselves are in the page."""

    proposal = HiddenField()
    take = SelectMultipleField(_l("Changes"), validate_choice=False)
    note = paragraph(_l("What changed, and why"), maximum=MAX_COMMENT)

    def validate_take(self, _field: Any) -> None:
        """Ask for one at least."""
        if not self.numbers:
            raise ValidationError(_("Tick at least one change."))

    @property
    def numbers(self) -> list[int]:
        """The numbers of the paragraphs that were ticked."""
        return [int(number) for number in self.take.data or () if number.isdecimal() and len(number) < 7]
