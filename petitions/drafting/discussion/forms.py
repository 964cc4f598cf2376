"""Forms on which a text is discussed. What was typed comes back whatever happens."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import ValidationError

from petitions.core.errors import DomainError
from petitions.core.forms import RevisionForm, line, speak
from petitions.core.once import OnceForm
from petitions.drafting.discussion.rules import comment_words, reason_words, replacement_words, subject_words
from petitions.drafting.rules import MAX_SUBJECT


class SayForm(OnceForm):
    """What is said of a paragraph, and the wording that it should have: with another one it is a suggestion."""

    words = TextAreaField(_l("What you say of it"))
    wording: StringField = TextAreaField(_l("Other wording"))

    base = ""
    """What the paragraph says now."""

    read = staticmethod(replacement_words)
    """Gives wording in canonical form, or says why it can't be kept."""

    def validate_words(self, field: Any) -> None:
        """Something is said, or other wording suggested."""
        if not field.data and not self.suggests:
            raise ValidationError(_("Write a comment here, or change the wording below."))
        speak(reason_words, field.data)

    def validate_wording(self, field: Any) -> None:
        """It can be read."""
        speak(self.read, field.data)

    @property
    def suggests(self) -> bool:
        """Whether other wording was typed; a wording that can't be read is no comment either.

        A request that brought no wording at all suggests none.
        """
        if self.wording.raw_data == []:
            return False
        try:
            return self.wanted != self.base
        except (DomainError, ValueError):
            return True

    @property
    def said(self) -> str:
        """What is said, in canonical form."""
        return reason_words(self.words.data or "")

    @property
    def wanted(self) -> str:
        """The wording in canonical form; nothing takes the paragraph out. Raises `DomainError`."""
        return self.read(self.wording.data or "")


class SayOfSubjectForm(SayForm):
    """What is said of the subject, and how it should read."""

    wording = line(_l("Another subject"), maximum=MAX_SUBJECT)

    read = staticmethod(subject_words)


class ReplyForm(OnceForm):
    """An answer in a thread."""

    words = TextAreaField(_l("Your answer"))

    def validate_words(self, field: Any) -> None:
        """Something is said."""
        speak(comment_words, field.data)

    @property
    def said(self) -> str:
        """What is said, in canonical form."""
        return comment_words(self.words.data or "")


class TakeForm(RevisionForm):
    """Which suggestions are taken or declined, on a page that was made from the version ``revision``."""

    take = SelectMultipleField(_l("Suggestions"), validate_choice=False)
    why = TextAreaField(_l("Why"))

    def validate_take(self, _field: Any) -> None:
        """Ask for one at least."""
        if not self.ticked:
            raise ValidationError(_("Tick at least one suggestion."))

    def validate_why(self, field: Any) -> None:
        """It may be nothing."""
        speak(reason_words, field.data)

    @property
    def ticked(self) -> set[UUID]:
        """The threads that were ticked."""
        found = set()
        for text in self.take.data or ():
            with suppress(ValueError):
                found.add(UUID(text))
        return found
