"""Forms of documents and protected names."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, SelectField

from petitions.cases.kinds import PROTECTED_KINDS
from petitions.cases.models import Case
from petitions.cases.rules import DocumentFacts, ProtectedFacts
from petitions.core.dates import UNKNOWN_DATE
from petitions.core.fields import OneOf, WhenField
from petitions.core.forms import Form, RevisionForm, line, options


class DocumentForm(RevisionForm):
    """What is said of a document."""

    title = line(_l("Title"), required=_l("Say in a few words what the document is."), maximum=160)
    when = WhenField(_l("Date of the document"), default=UNKNOWN_DATE)
    source_id = OneOf(_l("Source"), none=_l("not stated"))
    is_public = BooleanField(_l("It may be public"))

    def __init__(self, *arguments: Any, **options: Any) -> None:
        document = options.get("obj")
        shown = {} if document is None else {"is_public": not document.is_withheld}
        super().__init__(*arguments, **{**shown, **options})

    def offer(self, case: Case) -> None:
        """Let the reader choose among the sources of the case."""
        self.source_id.offer((source.id, source.title) for source in case.sources)

    def facts(self) -> DocumentFacts:
        """What was typed."""
        return DocumentFacts(
            title=str(self.title.data),
            when=self.when.when,
            source_id=self.source_id.data,
            is_withheld=not self.is_public.data,
        )


class UploadForm(DocumentForm):
    """A new document."""

    file = FileField(_l("File"), validators=[FileRequired(_l("Choose the file."))])


class ProtectedForm(Form):
    """A name that must not appear in public texts."""

    name = line(_l("Name"), required=_l("Enter the name."), maximum=120)
    kind = SelectField(_l("Whose or what name it is"), choices=options(PROTECTED_KINDS))
    note = line(_l("Why"), maximum=300)

    def facts(self) -> ProtectedFacts:
        """What was typed."""
        return ProtectedFacts(str(self.name.data), self.kind.data, self.note.data or "")
