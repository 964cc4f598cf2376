"""The form on which a text is written."""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from petitions.core.forms import line, options, speak
from petitions.drafting.languages import LANGUAGES
from petitions.drafting.rules import MAX_SUBJECT, EmptyField, canonical_body, canonical_subject, fill
from petitions.drafting.service import Draft
from petitions.drafting.translations.quoting import with_marks
from petitions.drafting.writing.keeping import Typed
from petitions.drafting.writing.models import WorkingCopy
from petitions.drafting.writing.window import WindowForm


class WriteForm(WindowForm):
    """The text as it is being written, the version that it was made from, and the window that it is written in."""

    language = SelectField(_l("Language of the text"), choices=options(LANGUAGES), default="en", validate_choice=False)
    subject = line(_l("Subject"), required=_l("Write the subject."), maximum=MAX_SUBJECT)
    body = TextAreaField(_l("Text"), validators=[DataRequired(_l("Write the text."))])
    why = line(_l("What changed, and why"), maximum=250)

    @property
    def spoken(self) -> str:
        """The language chosen; English where it is none that was offered."""
        return self.language.data if self.language.data in LANGUAGES else "en"

    def validate_subject(self, field: Any) -> None:
        """Say beside the subject why it can't be kept."""
        speak(canonical_subject, field.data)

    def validate_body(self, field: Any) -> None:
        """Say beside the text why it can't be kept."""
        speak(canonical_body, field.data)

    def validate_language(self, field: Any) -> None:
        """Refuse what was never offered."""
        if field.data not in LANGUAGES:
            raise ValidationError(_("Choose one of the languages listed."))

    def fills(self, values: Mapping[str, str]) -> bool:
        """Whether every merge field in what was typed can be filled in; what can't is said beside it."""
        for field in (self.subject, self.body):
            try:
                fill(field.data or "", values)
            except EmptyField as error:
                field.errors = [*field.errors, error.message]
        return not self.errors

    def set_marks(self) -> None:
        """Give what was typed the quotation marks of its language: asked for by a button, and not saved."""
        for field in (self.subject, self.body):
            field.data = with_marks(field.data or "", self.spoken)

    def show(self, copy: WorkingCopy) -> None:
        """Begin with the words of a working copy, in a window of its own."""
        self.subject.data, self.body.data, self.why.data = copy.subject, copy.body, copy.why
        self.language.data = copy.language
        self.go_on(copy)

    def typed(self) -> Typed:
        """What is typed at this moment, whatever is wrong with it."""
        return Typed(
            self.spoken, self.number, self.subject.data or "", self.body.data or "", (self.why.data or "")[:250]
        )

    def draft(self) -> Draft:
        """What was typed, to be saved."""
        return Draft(
            subject=self.subject.data or "",
            body=self.body.data or "",
            why=self.why.data or "",
            made_from=self.number,
            language=self.language.data,
        )
