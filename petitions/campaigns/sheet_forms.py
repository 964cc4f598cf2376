"""The form through which a fact sheet comes in: a file, or pasted text."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField

from petitions.campaigns import fact_sheet
from petitions.cases.sheet import Sheet
from petitions.core.once import OnceForm
from petitions.core.yaml_lines import Fault, Faulty


class SheetForm(OnceForm):
    """A fact sheet. ``sheet`` and ``faults`` are there once the form was validated.

    ``made_from`` is the hash of the working copy of which a preview was made; without it, a preview is what is wanted.
    """

    file = FileField(_l("Fact sheet, as a file"))
    text = TextAreaField(_l("Or its text"))
    made_from = HiddenField()

    sheet: Sheet | None = None
    faults: list[Fault]

    def validate(self, extra_validators: Any = None) -> bool:
        """Read the sheet; what is wrong with it is kept in ``faults``, by line."""
        self.faults = []
        if not super().validate(extra_validators):
            return False
        try:
            self.sheet = fact_sheet.read(self._given())
        except Faulty as faulty:
            self.faults = faulty.faults
            self.form_errors.append(_("Nothing was taken over: the sheet has to be mended first."))
        return self.sheet is not None

    def _given(self) -> str:
        """The text as it was sent, so that its lines keep their numbers."""
        if self.file.data:
            try:
                self.text.data = self.file.data.read().decode("utf-8-sig")
            except UnicodeDecodeError as error:
                line = error.object[: error.start].count(b"\n") + 1
                raise Faulty([Fault(line, "", _("This is no text in UTF-8. Save the file as UTF-8."))]) from error
            return str(self.text.data)
        return str((self.text.raw_data or [""])[0])
