"""The form of a recorded campaign."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, ValidationError

from petitions.campaigns.models import RecordedCampaign
from petitions.campaigns.recorded_rules import TONES, MistypedName, PrintedName, RecordedFacts, read_names, write_names
from petitions.campaigns.relations import chosen, decisions
from petitions.campaigns.words import RECORDED_NAMES
from petitions.cases.models import Case
from petitions.core.fields import OneOf, WhenField
from petitions.core.forms import RevisionForm, line, options, paragraph


class NamesField(TextAreaField):
    """Signatories as printed, one a line."""

    def process_data(self, value: Any) -> None:
        """Write stored signatories out as lines."""
        rows = value or []
        self.data = write_names(tuple(PrintedName(row.name, row.capacity, row.country) for row in rows))


class CountField(IntegerField):
    """How many signed; empty where the source does not say."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read a whole number from 1; say in plain words when it is none."""
        text = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdecimal() and 1 <= len(text) <= 9 and int(text) > 0):
            raise ValueError(_("Write a whole number from 1, or leave it empty."))
        self.data = int(text)


class RecordedForm(RevisionForm):
    """An action taken elsewhere. Whatever the source does not say is left empty and shown as “not stated”."""

    instrument = SelectField(_l("Kind of action"), choices=options(RECORDED_NAMES))
    title = line(_l("Title"), required=_l("Give the action a title, in a few words."), maximum=200)
    when = WhenField(_l("When"))
    names = NamesField(_l("Signatories, as the source prints them"))
    signatory_count = CountField(_l("How many signed"))
    addressee = line(_l("Addressee"))
    demand = paragraph(_l("What it asked for"), maximum=1_500)
    reply_from = line(_l("Who replied"))
    reply = paragraph(_l("What the reply said"), maximum=2_000)
    reply_disputed = paragraph(_l("Why the reply is disputed"), maximum=1_000)
    outcome = paragraph(_l("What is said to have come of it"), maximum=1_500)
    outcome_tone = RadioField(
        _l("That was"),
        choices=options(TONES),
        default="none",
        validators=[InputRequired(_l("Choose one of these."))],
    )
    reported_by = line(_l("Reported by"), required=_l("Say who reports this: nothing here is our own finding."))
    source_id = OneOf(_l("Source"), none=_l("not stated"))
    follows_id = OneOf(_l("Follows an earlier action"), none=_l("no"))
    follows_note = line(_l("How is that known?"))
    answers_id = OneOf(_l("Which decision does it answer?"), none=_l("none"))
    answers_stated = BooleanField(_l("The source itself says that it answers this"))
    answers_note = line(_l("How is the answer known?"))
    note = paragraph(_l("Notes, one a line"), maximum=2_000)
    is_withheld = BooleanField(_l("Keep this off the public page"))

    def offer(self, case: Case, others: list[RecordedCampaign]) -> None:
        """Let the reader choose among the case's sources and its other recorded campaigns."""
        self.source_id.offer((source.id, source.title) for source in case.sources)
        self.follows_id.offer((row.id, row.title) for row in others)
        self.answers_id.offer(decisions(case))
        self.case = case

    def validate_names(self, field: Any) -> None:
        """Each line is a name, with capacity and country if the source gives them."""
        try:
            read_names(field.data or "")
        except MistypedName as mistyped:
            raise ValidationError(str(mistyped)) from None

    def facts(self) -> RecordedFacts:
        """What was typed. Only for a valid form."""
        fields = {name: self[name] for name in RecordedFacts.__dataclass_fields__ if name in self}
        values: dict[str, Any] = {
            name: field.when if isinstance(field, WhenField) else field.data for name, field in fields.items()
        }
        answered = chosen(self.case, self.answers_id.data)
        return RecordedFacts(signatories=read_names(self.names.data or ""), **answered, **values)


def form_of(recorded: RecordedCampaign, **more: Any) -> RecordedForm:
    """The form filled with what is stored; the number is left out where it only counts the names."""
    names = [*recorded.signatories]
    stored = {name: getattr(recorded, name) for name in RecordedFacts.__dataclass_fields__}
    counted = recorded.signatory_count if recorded.signatory_count != len(names) else None
    answered = recorded.answers_event_id or recorded.answers_proceeding_id
    own = {"names": names, "signatory_count": counted, "revision": recorded.revision, "answers_id": answered}
    return RecordedForm(data={**stored, **own}, **more)
