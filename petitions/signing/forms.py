"""Forms of signatories and organisers."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired

from petitions.accounts.fields import code_field
from petitions.campaigns.instruments import Display
from petitions.core.forms import Form, line, options, paragraph
from petitions.signing.models import ConsentKind
from petitions.signing.rules import LONGEST_COMMENT, LONGEST_NAME
from petitions.signing.wordings import OPTIONAL, WORDINGS

WAYS_OFFERED = {
    Display.PUBLIC: _l("By name"),
    Display.INITIALS: _l("By initials only"),
    Display.UNDISCLOSED: _l("Not by name: counted only"),
}


class CodeForm(Form):
    """The digits that were mailed."""

    code = code_field()


class SignForm(Form):
    """How the name is printed, and what else is agreed to. The version shown travels with it."""

    version = HiddenField()
    worded = HiddenField()
    name = line(_l("Your name as it will be printed"), required=_l("Type your name."), maximum=LONGEST_NAME)
    display = RadioField(_l("How you are shown"), choices=options(WAYS_OFFERED))
    show_invited = BooleanField(WORDINGS[ConsentKind.SHOW_INVITED])
    print_name = BooleanField(WORDINGS[ConsentKind.PRINT])
    publish = BooleanField(WORDINGS[ConsentKind.PUBLISH])
    contact = BooleanField(WORDINGS[ConsentKind.CONTACT])
    comment = paragraph(_l("A word to the organisers (optional)"), maximum=LONGEST_COMMENT)

    def offer(self, displays: Collection[Display]) -> None:
        """Leave these ways of being shown to choose from; where there is one only, nothing is asked."""
        if len(displays) == 1:
            del self.display
        else:
            self.display.choices = options({display: WAYS_OFFERED[display] for display in displays})

    @property
    def shown(self) -> Display:
        """The way of being shown that was chosen."""
        return _display(self.display.data if "display" in self else "")

    @property
    def worded_for(self) -> Display:
        """The way of being shown of which the words on the page spoke."""
        return _display(self.worded.data)

    def word(self, wordings: Mapping[ConsentKind, str]) -> None:
        """Put each consent that is asked for in these words, and leave the others out."""
        for kind in OPTIONAL:
            if kind in wordings:
                self[FIELDS[kind]].label.text = wordings[kind]
            else:
                del self[FIELDS[kind]]

    @property
    def boxes(self) -> list[Field]:
        """The optional consents, in the order in which they are asked."""
        return [self[FIELDS[kind]] for kind in OPTIONAL if FIELDS[kind] in self]

    @property
    def agreed(self) -> frozenset[ConsentKind]:
        """What was agreed to. Sending the form is the consent to sign; its wording stands above the button."""
        asked = [kind for kind in OPTIONAL if FIELDS[kind] in self]
        return frozenset({ConsentKind.SIGN, *(kind for kind in asked if self[FIELDS[kind]].data)})

    @property
    def version_id(self) -> UUID:
        """The version that the page showed; the empty id when the page did not say."""
        try:
            return UUID(str(self.version.data))
        except ValueError:
            return UUID(int=0)

    @property
    def said(self) -> str:
        """What is told to the organisers alone, its lines ended in one way, whatever the browser sent."""
        return "\n".join(str(self.comment.data or "").split("\r\n"))

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed and ticked, to be kept while a new code is asked for."""
        ticked = {box.name: box.data for box in self.boxes}
        return {"name": self.name.data, "display": self.shown, "comment": self.said, **ticked}


FIELDS = {
    ConsentKind.SHOW_INVITED: "show_invited",
    ConsentKind.PRINT: "print_name",
    ConsentKind.PUBLISH: "publish",
    ConsentKind.CONTACT: "contact",
}


def _display(value: str | None) -> Display:
    return next((display for display in Display if display == value), Display.PUBLIC)


class DeclineForm(Form):
    """Saying no. The box keeps a stray submit from declining."""

    sure = BooleanField(_l("I do not sign this letter."), validators=[DataRequired(_l("Tick the box to decline."))])
    reason = paragraph(_l("Reason, if you want to give one"), maximum=2_000)


class PaidForm(Form):
    """A form of the public, and what it was paid with: work, or a ticket for having waited."""

    work = HiddenField()
    ticket = HiddenField()


class OpenForm(Form):
    """Opening a version for signature; the number of the version shown travels with it."""

    version = HiddenField()

    @property
    def number(self) -> int:
        """The number of the version that the page showed; 0 when the page did not say."""
        text = str(self.version.data or "")
        return int(text) if text.isdecimal() and len(text) < 10 else 0


class SearchForm(Form):
    """Whom to look for on the rosters. Read from the address, so it needs no forgery token."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    text = line(_l("Name"))
    country = SelectField(_l("Country"), choices=[], validate_choice=False)
    group = SelectField(_l("Political group"), choices=[], validate_choice=False)
    committee = SelectField(_l("Committee"), choices=[], validate_choice=False)


class InviteForm(Form):
    """Who is ticked in the results: persons, and representatives who sign for an organisation or as its head."""

    person = SelectMultipleField(_l("Persons"), coerce=UUID, validate_choice=False)
    organisation = SelectMultipleField(_l("Organisations"), coerce=UUID, validate_choice=False)
    head = SelectMultipleField(_l("Heads of organisations"), coerce=UUID, validate_choice=False)

    @property
    def ticked(self) -> set[tuple[str, UUID]]:
        """Every box that is ticked, so that a page shown again keeps it."""
        return {
            *(("person", one) for one in self.person.data or []),
            *(("organisation", one) for one in self.organisation.data or []),
            *(("head", one) for one in self.head.data or []),
        }
