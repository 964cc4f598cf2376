"""The base of every form: protected against forgery, keeps what was typed, trims it, says what is wrong in words."""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, FormField, HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its published types
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from petitions.core.addresses import mail_address
from petitions.core.errors import DomainError
from petitions.core.forgery import is_forged
from petitions.core.plain_words import PlainWords

MAX_LINE = 300
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


class Form(FlaskForm):
    """A form with a forgery token. Fields trim surrounding space before they are checked; a line is one line."""

    class Meta(FlaskForm.Meta):
        """Clean every text field, so that a space is no answer and no name breaks out of its line in a mail."""

        def get_translations(self, _form: Any) -> PlainWords:
            """Let fields speak in our words."""
            return PlainWords()

        def bind_field(self, form: Any, unbound_field: Any, options: MutableMapping[str, Any]) -> Any:
            """Add the cleaning filter to text fields."""
            if issubclass(unbound_field.field_class, StringField):
                clean = _trim if issubclass(unbound_field.field_class, TextAreaField) else _one_line
                options = {**options, "filters": [clean, *unbound_field.kwargs.get("filters", [])]}
            return unbound_field.bind(form=form, **options)

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse what was sent without our token, and characters that nobody can see, whatever else is right.

        PostgreSQL can't even keep the zero byte.
        """
        valid: bool = super().validate(extra_validators)
        if is_forged():
            self.form_errors.append(_("This page was open for too long. What you wrote is kept: send it once more."))
        return all([valid, not is_forged(), *map(_is_printable, _texts(self))])


class EmptyForm(Form):
    """A form of one button: nothing but the forgery token."""


class RevisionForm(Form):
    """A form that knows from which revision its page was made, so that a stale one is refused."""

    revision = HiddenField()

    @property
    def made_from(self) -> int:
        """The revision that the page showed; -1 when the page did not say."""
        text = str(self.revision.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else -1


def line(label: Any, *, required: str | Any = "", maximum: int = MAX_LINE, **options: Any) -> StringField:
    """A one-line field. ``required`` is the sentence shown when it is left empty."""
    return StringField(label, validators=_checks(required, maximum), **options)


def paragraph(label: Any, *, required: str | Any = "", maximum: int = 5_000, **options: Any) -> TextAreaField:
    """A field of several lines. ``required`` is the sentence shown when it is left empty."""
    return TextAreaField(label, validators=_checks(required, maximum), **options)


def mail(label: Any, *, required: str | Any = "", **options: Any) -> EmailField:
    """A mail address, kept in the one form of `core.addresses.mail_address`."""
    checks = [DataRequired(required)] if required else [Optional()]
    return EmailField(label, validators=[*checks, _reachable], **options)


def options(names: Mapping[Any, Any]) -> list[Any]:
    """The choices of a select field or radio field, from names by value."""
    return [SelectChoice(str(value), name) for value, name in names.items()]


def _reachable(_form: Any, field: Any) -> None:
    try:
        field.data = mail_address(field.data)
    except ValueError as fault:
        raise ValidationError(_("Write the address like name@example.org, in one line and without spaces.")) from fault


def _checks(required: str | Any, maximum: int) -> list[Any]:
    too_long = Length(max=maximum, message=_l("Shorten this to %(max)d characters or fewer."))
    return [DataRequired(required), too_long] if required else [too_long]


def _texts(form: Any) -> Iterator[StringField]:
    for field in form:
        if isinstance(field, FormField):
            yield from _texts(field)
        elif isinstance(field, StringField):
            yield field


def _is_printable(field: StringField) -> bool:
    if field.errors or not _UNSEEN.search(str(field.data or "")):
        return True
    field.errors = [_("This holds a character that cannot be printed. Type it anew.")]
    return False


def _one_line(value: str | None) -> str | None:
    return " ".join(value.splitlines()).strip() if isinstance(value, str) else value


def _trim(value: str | None) -> str | None:
    return value.strip() if isinstance(value, str) else value


def speak(read: Callable[[str], object], text: str | None) -> None:
    """Let a field say what its reader says is wrong with the text. Raises `ValidationError`."""
    try:
        read(text or "")
    except DomainError as error:
        raise ValidationError(error.message) from error
