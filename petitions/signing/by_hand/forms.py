"""Forms of signatures by hand: what was given, and the second organiser's decision."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, ValidationError
from wtforms.widgets import TimeInput

from petitions.campaigns import deadlines
from petitions.core.errors import DomainError
from petitions.core.fields import DayField
from petitions.core.forms import Form, line, options, paragraph, speak
from petitions.signing.by_hand.evidence import Evidence, require_enough, require_note, type_of_scan
from petitions.signing.forms import SignForm
from petitions.signing.models import ConsentKind, ProvedBy

_CHOOSE = _l("Say whether it was given on paper or by telephone.")
_KINDS = {
    ProvedBy.PAPER: _l("On paper"),
    ProvedBy.TELEPHONE: _l("By telephone"),
}


class RecordForm(SignForm):
    """What somebody gave by hand: as `SignForm`, with how, when, to whom, and the evidence."""

    kind = RadioField(_l("How was it given?"), choices=options(_KINDS), validators=[DataRequired(_CHOOSE)])
    given_day = DayField(_l("Day"), validators=[DataRequired(_l("Enter the day as 2026-05-04."))])
    given_time = StringField(_l("Time"), validators=[DataRequired(_l("Enter the time as 18:00."))], widget=TimeInput())
    given_zone = SelectField(
        _l("By the clocks of"), choices=options(deadlines.ZONES), default=deadlines.ZONE, validate_choice=False
    )
    taken_by = line(_l("Who took it?"), required=_l("Name who took the paper or the call."), maximum=120)
    name = line(_l("The name as it is to be printed"), required=_l("Type the name."), maximum=120)
    sign = BooleanField(
        _l("Sign"), validators=[DataRequired(_l("Tick the consent to sign: without it nothing was signed."))]
    )
    file = FileField(_l("Scan or photograph"))
    note = paragraph(_l("Note"), maximum=2_000)

    reads_otherwise = False
    """Whether the way of being shown that is chosen puts the consents in other words than the page did."""

    def __init__(self, **values: Any) -> None:
        super().__init__(**values)
        # What was said besides stands in the note.
        del self.comment
        self.scan: bytes = self.file.data.read() if self.file.data else b""

    def word(self, wordings: Any) -> None:
        """Put each consent in these words, that to sign too."""
        super().word(wordings)
        self.sign.label.text = wordings[ConsentKind.SIGN]

    def validate_display(self, _field: Any) -> None:
        """What was agreed to is compared in the very words that are recorded."""
        if self.reads_otherwise:
            raise ValidationError(
                _("Shown so, what was agreed to reads otherwise, as below now. Compare it once more, then record it.")
            )

    def validate_given_time(self, _field: Any) -> None:
        """The moment has to be one."""
        if self.given_day.data and self.given_time.data and self.given_at is None:
            raise ValidationError(_("Write the time as 18:00, as the clocks there showed it."))

    def validate_file(self, _field: Any) -> None:
        """A paper has its scan, of a type that is kept, whatever its name says."""
        if self.kind.data == ProvedBy.PAPER:
            speak(lambda _text: require_enough(ProvedBy.PAPER, self.evidence), "")
        if self.scan:
            speak(lambda _text: type_of_scan(self.scan), "")

    def validate_note(self, _field: Any) -> None:
        """A call has its note, and no note holds a number."""
        if self.kind.data == ProvedBy.TELEPHONE:
            speak(lambda _text: require_enough(ProvedBy.TELEPHONE, self.evidence), "")
        speak(require_note, self.note.data)

    @property
    def given_at(self) -> datetime | None:
        """The moment in UTC; None where what was typed is none."""
        day = self.given_day.data.isoformat() if self.given_day.data else ""
        try:
            return deadlines.read(deadlines.Typed(day, self.given_time.data or "", self.given_zone.data or ""))
        except DomainError:
            return None

    @property
    def evidence(self) -> Evidence:
        """The file and the note as they were sent."""
        name = str(self.file.data.filename or "") if self.file.data else ""
        return Evidence(note=self.note.data or "", file=self.scan, file_name=name)


class DecisionForm(Form):
    """Confirm what was recorded, or refuse it; a refusal has its reason."""

    decision = RadioField(
        _l("Is it right?"),
        choices=options(
            {
                "confirm": _l("I looked at the evidence, and it says so: confirm it"),
                "refuse": _l("Refuse it"),
            }
        ),
        validators=[DataRequired(_l("Choose one."))],
    )
    reason = line(_l("Reason, if you refuse it"))

    def validate_reason(self, field: Any) -> None:
        """A refusal says why."""
        if self.decision.data == "refuse" and not field.data:
            raise ValidationError(_("Say why, in a few words."))
