"""Form fields that several slices share: an uncertain date, a day, a country, one thing out of a list."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Form, FormField, SelectField, StringField
from wtforms.validators import Length, ValidationError

from petitions.core.countries import country_choices, is_country
from petitions.core.dates import Precision, UncertainDate
from petitions.core.forms import options
from petitions.core.plain_words import PlainWords
from petitions.core.typed_date import MistypedDate, parts_of, read

PRECISIONS = {
    Precision.DAY: _l("on a day"),
    Precision.MONTH: _l("in a month"),
    Precision.YEAR: _l("in a year"),
    Precision.EARLY_IN_MONTH: _l("early in a month"),
    Precision.END_OF_MONTH: _l("late in a month"),
    Precision.EARLY_IN_YEAR: _l("early in a year"),
    Precision.RANGE: _l("from one date to another"),
    Precision.WINDOW: _l("once, at some time between two dates"),
    Precision.UNKNOWN: _l("not stated"),
}


class WhenForm(Form):
    """The parts of an uncertain date."""

    class Meta:
        """Its fields speak as those around them do."""

        def get_translations(self, _form: Any) -> PlainWords:
            """Let fields speak in our words."""
            return PlainWords()

    precision = SelectField(_l("How exactly is the date known?"), choices=options(PRECISIONS))
    day = StringField(_l("Day"))
    month = StringField(_l("Month"))
    year = StringField(_l("Year"))
    last_day = StringField(_l("Day"))
    last_month = StringField(_l("Month"))
    last_year = StringField(_l("Year"))
    basis = StringField(_l("What do these dates rest on?"), [Length(max=300)])
    wording = StringField(_l("Words to print instead"), [Length(max=120)])

    when: UncertainDate | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the parts and keep the date that they make in ``when``."""
        if not super().validate(extra_validators):
            return False
        try:
            self.when = read({name: (value or "").strip() for name, value in self.data.items()})
        except MistypedDate as mistyped:
            field = self[mistyped.part]
            field.errors = [*field.errors, mistyped.message]
            return False
        return True


class WhenField(FormField):  # type: ignore[type-arg]  # generic in its published types only
    """An uncertain date; its ``when`` is there once the form is valid."""

    def __init__(self, label: Any = None, **more: Any) -> None:
        super().__init__(WhenForm, label, **more)

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take an `UncertainDate` apart into what is typed for it."""
        given = data if isinstance(data, UncertainDate) else self.default
        super().process(formdata, parts_of(given), extra_filters)

    @property
    def when(self) -> UncertainDate:
        """The date that was typed. Raises ``ValueError`` before the form was found valid."""
        when: UncertainDate | None = self.form.when
        if when is None:
            raise ValueError("The form was not validated.")
        return when


class CountryField(SelectField):
    """A country, or none; ``none`` is what stands in the list for that."""

    def __init__(self, label: Any = None, none: Any = "", **more: Any) -> None:
        self.none = none
        super().__init__(label, choices=self.countries, default="", **more)

    def countries(self) -> list[Any]:
        """No country, then every country by name."""
        return options({"": self.none or _("not stated"), **dict(country_choices())})

    def pre_validate(self, _form: Any) -> None:
        """Look the code up. To make every choice, with its name, would take longer than all the rest of a form."""
        if self.data and not is_country(self.data):
            raise ValidationError(self.gettext("Not a valid choice."))


class OneOf(SelectField):
    """One of several rows, or none. Fill ``rows`` in the view: pairs of id and title."""

    def __init__(self, label: Any = None, none: Any = "", **more: Any) -> None:
        super().__init__(label, coerce=_id_or_none, choices=options({"": none}), **more)
        self.none = none

    def offer(self, rows: Iterable[tuple[UUID, str]]) -> None:
        """Let the reader choose among these, or none."""
        self.choices = options({"": self.none, **{str(key): title for key, title in rows}})


class DayField(DateField):
    """A day, in the browser's own date field."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the day; say in plain words when it is none."""
        text = str(valuelist[0]).strip() if valuelist else ""
        if not text:
            self.data = None
            return
        try:
            self.data = date.fromisoformat(text)
        except ValueError:
            self.data = None
            raise ValueError(_("Write the date as year-month-day, such as 2024-03-27.")) from None


def _id_or_none(value: Any) -> UUID | None:
    return UUID(str(value)) if value else None
