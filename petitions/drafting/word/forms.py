"""Forms for taking a Word file in, and for choosing what of it to take."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from petitions.core.forms import Form, paragraph
from petitions.drafting.discussion.rules import MAX_COMMENT
from petitions.drafting.word.taking_in import Chosen


class TakeInForm(Form):
    """The file."""

    file = FileField(_l("Word document (.docx)"), validators=[FileRequired(_l("Choose the file."))])


class ChooseForm(Form):
    """Which of the changes to suggest, and which comments to take in. What they say is in the page."""

    proposal = HiddenField()
    subject = BooleanField(_l("Subject"))
    take = SelectMultipleField(_l("Changes"), validate_choice=False)
    talk = SelectMultipleField(_l("Comments"), validate_choice=False)
    note = paragraph(_l("What changed, and why"), maximum=MAX_COMMENT)

    def validate_take(self, _field: Any) -> None:
        """Ask for one of anything at least."""
        chosen = self.chosen
        if not (chosen.paragraphs or chosen.subject or chosen.talks):
            raise ValidationError(_("Tick at least one."))

    @property
    def chosen(self) -> Chosen:
        """What was ticked."""
        return Chosen(_numbers(self.take.data), bool(self.subject.data), _numbers(self.talk.data), self.note.data or "")


def _numbers(data: Iterable[str] | None) -> set[int]:
    return {int(number) for number in data or () if number.isdecimal() and len(number) < 7}
