"""Forms of drafting."""

from collections.abc import Callable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import DataRequired, ValidationError

from petitions.accounts.models import User
from petitions.core.errors import DomainError
from petitions.core.forms import Form, line, options, paragraph
from petitions.drafting.models import Version
from petitions.drafting.rules import canonical_body, canonical_subject
from petitions.drafting.service import Draft

LANGUAGES = {
    "en": "English",
    "fr": "Français",
    "de": "Deutsch",
    "es": "Español",
    "it": "Italiano",
    "pl": "Polski",
    "lt": "Lietuvių",
    "uk": "Українська",
    "ru": "Русский",
    "kk": "Қазақша",
    "tr": "Türkçe",
    "ar": "العربية",
}


class WriteForm(Form):
    """The text as it is being written, and the version that it was made from."""

    made_from = HiddenField()
    language = SelectField(_l("Language of the text"), choices=options(LANGUAGES), default="en", validate_choice=False)
    subject = line(_l("Subject"), required=_l("Write the subject."), maximum=250)
    body = TextAreaField(_l("Text"), validators=[DataRequired(_l("Write the text."))])
    why = line(_l("What changed, and why"), maximum=250)

    @property
    def number(self) -> int:
        """The number of the version that the page showed; 0 when there was none; -1 when the page did not say."""
        text = str(self.made_from.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else -1

    def validate_subject(self, field: Any) -> None:
        """Say beside the subject why it can't be kept."""
        _speak(canonical_subject, field.data)

    def validate_body(self, field: Any) -> None:
        """Say beside the text why it can't be kept."""
        _speak(canonical_body, field.data)

    def validate_language(self, field: Any) -> None:
        """Refuse what was never offered."""
        if field.data not in LANGUAGES:
            raise ValidationError(_("Choose one of the languages listed."))

    def draft(self) -> Draft:
        """What was typed."""
        return Draft(
            subject=self.subject.data or "",
            body=self.body.data or "",
            why=self.why.data or "",
            made_from=self.number,
            language=self.language.data,
        )


class AskForm(Form):
    """Which colleague is asked to review."""

    reviewer = RadioField(
        _l("Who should review it?"), validators=[DataRequired(_l("Choose a colleague."))], validate_choice=False
    )

    def offer(self, users: Sequence[User]) -> None:
        """Let the drafter choose among these colleagues."""
        self.reviewer.choices = options({str(user.id): user.name for user in users})

    def chosen(self, users: Sequence[User]) -> User | None:
        """The colleague that was chosen, if it is one of these."""
        return next((user for user in users if str(user.id) == self.reviewer.data), None)


class VerdictForm(Form):
    """A verdict on exactly the version that the page showed."""

    version_id = HiddenField()
    sha256 = HiddenField()
    reason = paragraph(_l("What has to change, if you refuse it"))

    def is_about(self, version: Version) -> bool:
        """Whether the page showed exactly this version."""
        return (self.version_id.data, self.sha256.data) == (str(version.id), version.sha256)


def _speak(read: Callable[[str], str], text: str | None) -> None:
    try:
        read(text or "")
    except DomainError as error:
        raise ValidationError(error.message) from error
