"""Forms of lodging: confirming the sheet, what is recorded, and whom a published name means."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField
from wtforms.validators import DataRequired, Length, ValidationError

from petitions.core.fields import DayField
from petitions.core.forms import Form, RevisionForm, line, options, paragraph
from petitions.dispatch.lodging.comparing import Name
from petitions.dispatch.lodging.models import Lodging
from petitions.dispatch.lodging.rules import Lodged, Published, is_web_address
from petitions.people.formats.assembly import read_signatories
from petitions.people.formats.unreadable import RosterUnreadable
from petitions.people.rosters import RosterRow

NOBODY = "nobody"


class LodgingForm(RevisionForm):
    """How the sheet was lodged."""

    lodged_on = DayField(_l("Lodged on"), validators=[DataRequired(_l("Enter the day on which it was lodged."))])
    handed_in_by = line(_l("Handed in by"), required=_l("Enter who handed the sheet in."))
    table_office = line(_l("Where"), required=_l("Enter the office that took the sheet."))
    evidence = paragraph(_l("What shows it"), required=_l("Say what shows that it was lodged."), maximum=1_000)

    @property
    def facts(self) -> Lodged:
        """What was typed."""
        return Lodged(
            cast("date", self.lodged_on.data),
            str(self.handed_in_by.data),
            str(self.table_office.data),
            str(self.evidence.data),
        )


class PublicationForm(RevisionForm):
    """What the Assembly published, with its list of signatories pasted or uploaded."""

    number = line(_l("Number of the declaration"), required=_l("Enter its number."), maximum=20)
    document = line(_l("Document number"), required=_l("Enter the number of the document."), maximum=20)
    tabled_on = DayField(_l("Tabled on"), validators=[DataRequired(_l("Enter the day on which it was tabled."))])
    title = line(_l("Title as published"), required=_l("Enter the title as it is published."))
    address = line(_l("Web address"))
    names = paragraph(_l("Signatories as published"), maximum=60_000)
    file = FileField(_l("Or a file with these lines"))

    signatories: Sequence[RosterRow] = ()

    def validate_address(self, field: Any) -> None:
        """An address that readers can follow."""
        if field.data and not is_web_address(str(field.data)):
            raise ValidationError(_("Write the whole address, beginning with https://."))

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the fields, then read the list with the one reader of such lines."""
        return super().validate(extra_validators) and self._read()

    def _read(self) -> bool:
        given = self.file.data
        field, filename = (self.file, given.filename) if given else (self.names, _("the list"))
        data = given.read() if given else str(self.names.data or "").encode()
        if not data.strip():
            self.names.errors = [_("Paste the list of signatories as the Assembly published it.")]
            return False
        try:
            self.signatories, _encoding = read_signatories(data, filename, self.tabled_on.data)
        except RosterUnreadable as refusal:
            field.errors = [refusal.sentence.said(_)]
            return False
        return True

    @property
    def facts(self) -> Published:
        """What was typed."""
        return Published(
            number=str(self.number.data),
            document=str(self.document.data),
            tabled_on=cast("date", self.tabled_on.data),
            title=str(self.title.data),
            address=self.address.data or "",
        )


class MatchForm(Form):
    """Whom a published name means."""

    who = RadioField(_l("Who is meant?"), validators=[DataRequired(_l("Choose who is meant.")), Length(max=40)])

    def offer(self, names: Sequence[tuple[Name, str]]) -> None:
        """Let the reader choose among these, each with its words, or nobody."""
        nobody = {NOBODY: _("Nobody who committed here")}
        self.who.choices = options({**{str(name.ref): said for name, said in names}, **nobody})

    @property
    def signatory_id(self) -> UUID | None:
        """The row of the edition that was chosen; None for nobody."""
        return None if self.who.data == NOBODY else UUID(str(self.who.data))


def publication_form(lodging: Lodging, earlier: Lodging | None, **options: Any) -> PublicationForm:
    """The form with what is recorded; for a new edition, with what was recorded of the one before it."""
    recorded = lodging if lodging.tabled_on else earlier
    facts = {name: getattr(recorded, name) for name in Published.__dataclass_fields__} if recorded else {}
    names = " ;\n".join(row.line for row in lodging.published)
    return PublicationForm(data={**facts, "names": names, "revision": lodging.revision}, **options)
