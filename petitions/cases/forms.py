"""Forms of cases."""

from dataclasses import fields
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, ValidationError

from petitions.cases.kinds import EVENT_KINDS, PROCEEDING_KINDS
from petitions.cases.models import Case, CaseEvent, Proceeding
from petitions.cases.rules import ConsentFacts, EventFacts, ProceedingFacts, Profile, SourceFacts
from petitions.core.clock import today
from petitions.core.dates import UNKNOWN_DATE
from petitions.core.fields import CountryField, DayField, OneOf, WhenField
from petitions.core.forms import Form, RevisionForm, line, options, paragraph
from petitions.core.once import OnceForm

WITHHELD = _l("Keep this off the public page")
NO_KIND = {"": _l("none of these")}


class CaseForm(RevisionForm):
    """The head of a case page."""

    name = line(_l("Name"), required=_l("Enter the name of the person."), maximum=120)
    other_names = paragraph(_l("Other spellings of the name"), maximum=1_000)
    home_country = CountryField(_l("Country that they come from"))
    host_country = CountryField(_l("Country where they are now"))
    lede = paragraph(_l("In one or two sentences"), maximum=400)
    summary = paragraph(_l("Their story in short"), maximum=3_000)
    status_title = line(_l("What is at stake now"), maximum=120)
    status_body = paragraph(_l("More on that"), maximum=600)
    reviewed_on = DayField(_l("Facts last checked on"))

    def facts(self) -> Profile:
        """The profile that was typed."""
        return Profile(**_typed(self, Profile))


class NewCaseForm(CaseForm, OnceForm):
    """The head of a case that is to be started."""


class EventForm(RevisionForm):
    """Something that happened."""

    title = line(_l("What happened"), required=_l("Say what happened, in a few words."), maximum=160)
    when = WhenField(_l("When"))
    body = paragraph(_l("More on that"), maximum=1_500)
    country = CountryField(_l("Country"))
    category = SelectField(_l("Kind"), choices=options({**NO_KIND, **EVENT_KINDS}), default="")
    source_id = OneOf(_l("Source"), none=_l("not stated"))
    is_withheld = BooleanField(WITHHELD)

    def offer(self, case: Case, _changed: CaseEvent | None) -> None:
        """Let the reader choose among the sources of the case."""
        self.source_id.offer((source.id, source.title) for source in case.sources)

    def facts(self) -> EventFacts:
        """The event that was typed."""
        return EventFacts(**_typed(self, EventFacts))


class ProceedingForm(RevisionForm):
    """A procedure before a court or an authority."""

    title = line(_l("What the proceeding is about"), required=_l("Say what the proceeding is about."), maximum=160)
    authority = line(
        _l("Court or authority"), required=_l("Name the court or the authority, as the source does."), maximum=200
    )
    kind = SelectField(_l("Kind"), choices=options({**NO_KIND, **PROCEEDING_KINDS}), default="")
    country = CountryField(_l("Country"))
    appeals_id = OneOf(_l("Which proceeding does it appeal?"), none=_l("none"))
    opened = WhenField(_l("Opened"), default=UNKNOWN_DATE)
    decided = WhenField(_l("Decided"), default=UNKNOWN_DATE)
    is_open = BooleanField(_l("It is still open"))
    outcome = line(_l("Outcome"))
    note = paragraph(_l("Note"), maximum=1_500)
    is_withheld = BooleanField(WITHHELD)

    def offer(self, case: Case, changed: Proceeding | None) -> None:
        """Let the reader choose among the other proceedings of the case."""
        self.appeals_id.offer((row.id, row.title) for row in case.proceedings if row is not changed)

    def facts(self) -> ProceedingFacts:
        """The proceeding that was typed."""
        return ProceedingFacts(**_typed(self, ProceedingFacts))


class SourceForm(RevisionForm):
    """Where something is known from."""

    title = line(_l("Title"), required=_l("Enter the title of the source."))
    publisher = line(_l("Published by"), maximum=200)
    published = line(_l("Date, as the source gives it"), maximum=100)
    address = line(_l("Web address"))
    note = paragraph(_l("Note"), maximum=1_500)
    is_withheld = BooleanField(WITHHELD)

    def offer(self, _case: Case, _changed: Any) -> None:
        """A source refers to nothing else."""

    def validate_address(self, field: Any) -> None:
        """Only a web address makes a link that is safe to follow."""
        if field.data and not field.data.startswith(("https://", "http://")):
            raise ValidationError(_("Start the address with https://, or leave it empty."))

    def facts(self) -> SourceFacts:
        """The source that was typed."""
        return SourceFacts(**_typed(self, SourceFacts))


class ConsentForm(Form):
    """The defender's consent to be shown."""

    given_by = line(_l("Who gave the consent"), required=_l("Say who gave the consent."), maximum=200)
    given_on = DayField(_l("On which day"), validators=[InputRequired(_l("Enter the day on which consent was given."))])
    scope = paragraph(_l("What may be shown"), required=_l("Say what the consent covers."), maximum=1_000)
    next_review = DayField(_l("Ask again on"), validators=[InputRequired(_l("Enter the day on which to ask again."))])

    def validate_given_on(self, field: DayField) -> None:
        """Consent lies in the past."""
        if field.data and field.data > today():
            raise ValidationError(_("Consent can’t be given on a day that is still to come."))

    def validate_next_review(self, field: DayField) -> None:
        """The review lies ahead."""
        if field.data and field.data <= today():
            raise ValidationError(_("Choose a day after today."))

    def facts(self) -> ConsentFacts:
        """The consent that was typed."""
        return ConsentFacts(**_typed(self, ConsentFacts))


def _typed(form: Form, facts: type) -> dict[str, Any]:
    """The value of each field that the facts are made of."""
    typed = {fact.name: form[fact.name] for fact in fields(facts)}
    return {name: field.when if isinstance(field, WhenField) else field.data for name, field in typed.items()}
