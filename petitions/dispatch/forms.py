"""Forms of dispatch."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from babel import Locale
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, IntegerField, RadioField, SelectField
from wtforms.validators import DataRequired, NumberRange, Optional, ValidationError

from petitions.core.clock import today
from petitions.core.fields import CountryField, DayField, OneOf
from petitions.core.forms import Form, RevisionForm, line, mail, options, paragraph
from petitions.core.once import OnceForm
from petitions.dispatch.answers import ReplyData
from petitions.dispatch.models import Addressee
from petitions.dispatch.offices import OfficeData

# Languages in which letters are written to offices.
LANGUAGES = (
    *("en", "fr", "de", "ar", "be", "bg", "cs", "da", "el", "es", "et", "fi", "ga", "hr", "hu", "hy", "it", "ka", "kk"),
    *("ky", "lt", "lv", "mt", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sq", "sr", "sv", "tg", "tr", "uk", "uz"),
)


def language_names() -> dict[str, str]:
    """The languages by code, in the language of the page and in the order of their names."""
    names = Locale.parse(str(get_locale() or "en")).languages
    return dict(sorted(((code, str(names.get(code, code))) for code in LANGUAGES), key=lambda pair: pair[1]))


class AddresseeForm(RevisionForm):
    """An office to which letters go."""

    name = line(_l("Name of the office"), required=_l("Enter the name of the office."))
    lines = paragraph(_l("Postal address, one line for each"), maximum=600)
    country = CountryField(_l("Country"))
    language = SelectField(_l("Language of the office"), choices=lambda: options(language_names()), default="en")
    salutation = line(_l("Salutation"), maximum=120)
    email = mail(_l("E-mail address"), required=_l("Enter the address to which the letter goes."))
    valid_from = DayField(_l("In office from"))
    valid_to = DayField(_l("In office until"))

    def validate_valid_to(self, field: Any) -> None:
        """An office can't end before it begins."""
        if self.valid_from.data and field.data and field.data < self.valid_from.data:
            raise ValidationError(_("The last day is before the first."))

    @property
    def office(self) -> OfficeData:
        """What was typed."""
        return OfficeData(
            name=str(self.name.data),
            lines="\n".join(part.strip() for part in (self.lines.data or "").splitlines() if part.strip()),
            country=self.country.data,
            language=self.language.data,
            salutation=self.salutation.data or "",
            email=str(self.email.data),
            valid_from=self.valid_from.data,
            valid_to=self.valid_to.data,
        )


class NewAddresseeForm(AddresseeForm, OnceForm):
    """An office that is to be added."""


class CloseForm(Form):
    """Closing, with knowing acceptance of mandates that have ended."""

    as_of_signing = BooleanField(_l("Count these signatures as of the day on which they were given"))


class ConfirmForm(CloseForm):
    """Sending: ``seen`` is the SHA-256 of the PDF that the page led to."""

    seen = HiddenField()


class ReopenForm(Form):
    """Collecting again."""

    reason = line(_l("Why is it reopened?"), required=_l("Say why the campaign is reopened."))


class SettleForm(Form):
    """What became of a letter whose sending was cut off."""

    outcome = RadioField(
        _l("What became of the letter?"),
        choices=options({"accepted": _l("The office has it"), "again": _l("It never left: send it again")}),
        validators=[DataRequired(_l("Choose what became of the letter."))],
    )
    reason = line(_l("How do you know?"), required=_l("Say how you know."))


class ReplyForm(Form):
    """What an addressee answered."""

    sender = line(_l("Who answered?"), required=_l("Enter who answered."))
    received_on = DayField(_l("Received on"), validators=[DataRequired(_l("Enter the day on which it came."))])
    delivery_id = OneOf(_l("Answers the letter to"), none=_l("not stated"))
    summary = paragraph(_l("What it says"), required=_l("Enter what the reply says."))
    is_public = BooleanField(_l("Show this reply on the public page"))

    def validate_received_on(self, field: Any) -> None:
        """A reply has come already."""
        if field.data and field.data > today():
            raise ValidationError(_("The day lies ahead. Enter the day on which the reply came."))

    @property
    def reply(self) -> ReplyData:
        """What was typed."""
        return ReplyData(
            received_on=cast("date", self.received_on.data),
            sender=str(self.sender.data),
            summary=str(self.summary.data),
            is_public=self.is_public.data,
            delivery_id=self.delivery_id.data,
        )


class FollowUpForm(Form):
    """What is to be done next."""

    task = line(_l("What is to be done?"), required=_l("Enter what is to be done."))
    due_on = DayField(_l("By which day?"), validators=[DataRequired(_l("Enter the day by which it is to be done."))])


def choosing(offices: Sequence[Addressee], chosen: Sequence[Addressee]) -> Form:
    """A form with a box and a place for each office; those chosen are ticked and numbered."""
    fields: dict[str, Any] = {}
    places = {office.id: place for place, office in enumerate(chosen, start=1)}
    for office in offices:
        fields[f"to_{office.id.hex}"] = BooleanField(office.name, default=office.id in places)
        fields[f"place_{office.id.hex}"] = IntegerField(
            _("Place of %(office)s", office=office.name),
            default=places.get(office.id),
            validators=[Optional(), NumberRange(1, 999, _("Write the place as a number from 1 to 999."))],
        )
    form: Form = type("ChooseForm", (Form,), fields)()
    return form
