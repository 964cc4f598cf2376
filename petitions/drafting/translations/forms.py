"""Forms of translations."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import DataRequired

from petitions.core.errors import DomainError
from petitions.core.forms import Form, line, options, speak
from petitions.core.markdown import to_blocks
from petitions.core.text import canonical
from petitions.drafting.languages import LANGUAGES
from petitions.drafting.rules import canonical_subject
from petitions.drafting.service import Draft
from petitions.drafting.translations.fields import Fields, placed
from petitions.drafting.translations.service import Translated
from petitions.drafting.translations.sides import Beside, Row, gathered
from petitions.drafting.writing.keeping import Typed
from petitions.drafting.writing.models import WorkingCopy
from petitions.drafting.writing.window import WindowForm, whole_number

LOOKED, KEEP = "looked", "keep"


class StartForm(Form):
    """Into which language the text is translated."""

    language = SelectField(_l("Language"), validators=[DataRequired(_l("Choose a language."))])

    def offer(self, taken: Iterable[str]) -> None:
        """Let the translator choose among the languages that the text is not in yet."""
        left = {language: name for language, name in LANGUAGES.items() if language not in set(taken)}
        self.language.choices = options(left)


class TranslateForm(WindowForm):
    """A translation as it is being written: beside each paragraph of one version of the text what stands for it.

    ``made_from`` and ``source`` are numbers of versions, of the translation and of the text. ``places`` says for each
    field beside which paragraph it stands; a dash where that has left the text. The fields themselves are many of one
    name, ``text``, in the order of the page; the view gives them as ``texts``.
    """

    source = HiddenField()
    places = HiddenField()
    subject = line(_l("Subject"), required=_l("Write the subject."), maximum=250)
    why = line(_l("What changed, and why"), maximum=250)
    follow = RadioField(
        _l("Does the translation follow the changes?"), choices=options({KEEP: "", LOOKED: ""}), default=KEEP
    )

    @property
    def beside(self) -> int:
        """The number of the version of the text that the page showed; -1 unsaid."""
        return whole_number(self.source.data)

    @property
    def stand(self) -> list[int | None]:
        """Beside which paragraph each field stands."""
        said = (whole_number(place) for place in str(self.places.data or "").split(","))
        return [None if place < 0 else place for place in said]

    asks_follow = False
    texts: Sequence[str] = ()

    def ask_follow(self, followed: int, source: int) -> None:
        """Ask whether every change between these two versions of the text was looked at."""
        self.follow.choices = options(
            {
                KEEP: _("Not yet. It goes on following version %(number)d.", number=followed),
                LOOKED: _("I have looked at every change. It follows version %(number)d now.", number=source),
            }
        )

    def show(self, rows: Sequence[Row]) -> None:
        """Say beside which paragraphs the fields of the page stand."""
        self._stand([row.place for row in rows])

    def _stand(self, places: Sequence[int | None]) -> None:
        self.places.data = ",".join("-" if place is None else str(place) for place in places)

    def validate(self, extra_validators: Any = None) -> bool:
        """Say what can't be kept of all that was typed, too."""
        valid = super().validate(extra_validators)
        try:
            body = self.translated().draft.body
            to_blocks(body)
        except DomainError as error:
            self.form_errors.append(error.message)
            return False
        if not body:
            self.form_errors.append(_("Translate one paragraph at least."))
        return valid and bool(body)

    def validate_subject(self, field: Any) -> None:
        """Say beside the subject why it can't be kept."""
        speak(canonical_subject, field.data)

    def translated(self) -> Translated:
        """What was typed. Raises `DomainError`, naming the paragraph, for what can't be kept."""
        typed = zip(self.stand, self.texts, strict=True)
        body, parts = gathered([(place, _clean(place, text)) for place, text in typed])
        draft = Draft(self.subject.data or "", body, self.why.data or "", self.number)
        return Translated(draft, Beside(self.beside, parts), has_looked=self.follow.data == LOOKED)

    def typed(self, language: str) -> Typed:
        """What is typed at this moment, whatever is wrong with it, and in which fields."""
        body, fields = placed(self.beside, self.stand, self.texts)
        subject, why = self.subject.data or "", (self.why.data or "")[:250]
        return Typed(language, self.number, subject, body, why, fields.kept())

    def show_kept(self, copy: WorkingCopy) -> None:
        """Begin with the words of a working copy, as the page had them, in a window of its own."""
        fields = Fields.read(copy.fields or {})
        self.subject.data, self.why.data = copy.subject, copy.why
        self.source.data, self.texts = str(fields.number), fields.texts(copy.body)
        self._stand(fields.places)
        self.go_on(copy)


def _clean(place: int | None, text: str) -> str:
    try:
        return canonical(text).strip("\n")
    except DomainError as error:
        number = -1 if place is None else place + 1
        raise DomainError(_("Paragraph %(number)d: %(what)s", number=number, what=error.message)) from error
