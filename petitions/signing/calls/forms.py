"""Forms of open calls: a member's name, an organisation's request, and an organiser's decision on it."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired, ValidationError

from petitions.core.fields import CountryField, OneOf
from petitions.core.forms import Form, line, mail, options, paragraph
from petitions.people.organisations.models import OrganisationKind
from petitions.people.organisations.rules import HEAD, name_key
from petitions.signing.calls.rules import FEWEST_LETTERS, is_enough
from petitions.signing.forms import PaidForm
from petitions.signing.rules import LONGEST_NAME
from petitions.signing.supporters.domains import is_disposable

ORGANISATION = str(OrganisationKind.ORGANISATION)
LONGEST_EVIDENCE = 1_000


class NameForm(Form):
    """The name of a member. Read from the address, so that nothing is sent to look at it."""

    class Meta(Form.Meta):
        """A search changes nothing."""

        csrf = False

    name = line(_l("Your name, or the beginning of it"), maximum=LONGEST_NAME)

    def validate_name(self, field: Any) -> None:
        """A name is looked for by some letters at least."""
        if not is_enough(field.data or ""):
            raise ValidationError(_("Type at least %(num)d letters of your name.", num=FEWEST_LETTERS))


class ChooseForm(PaidForm):
    """Which of the names is meant."""

    person = RadioField(
        _l("Which of these are you?"),
        choices=[],
        validate_choice=False,
        validators=[DataRequired(_l("Choose your name."))],
    )

    def validate_person(self, field: Any) -> None:
        """What is chosen is one of the list's values."""
        try:
            UUID(str(field.data))
        except ValueError as fault:
            raise ValidationError(_("Choose your name.")) from fault

    @property
    def person_id(self) -> UUID:
        """Who was chosen, once the form is valid."""
        return UUID(str(self.person.data))


class RequestForm(PaidForm):
    """What an organisation tells of itself, and of the person through whom it signs, or who signs as its head."""

    signs = RadioField(
        _l("Who signs?"),
        choices=options(
            {
                ORGANISATION: _l("The organisation, through you"),
                HEAD: _l("You in your own name, as the head of the organisation"),
            }
        ),
        default=ORGANISATION,
    )

    organisation = line(_l("Name of the organisation"), required=_l("Enter the name of the organisation."), maximum=200)
    country = CountryField(
        _l("Country"),
        none=_l("Choose a country"),
        validators=[DataRequired(_l("Choose the country in which the organisation has its seat."))],
    )
    website = line(_l("Web address"), required=_l("Enter the organisation’s own web address."), maximum=200)
    name = line(_l("Your name"), required=_l("Enter your name."), maximum=LONGEST_NAME)
    capacity = line(
        _l("In what capacity"), required=_l("Enter your capacity, such as “Executive director”."), maximum=120
    )
    address = mail(_l("Your mail address there"), required=_l("Enter the address to which the codes go."))
    evidence = paragraph(
        _l("What proves that you may sign for it"),
        required=_l("Say in words what proves that you may sign for it."),
        maximum=LONGEST_EVIDENCE,
    )
    source = line(_l("Where that is to be found"), required=_l("Enter a page, a register or a document."))

    def validate_organisation(self, field: Any) -> None:
        """A name is found by its letters and digits."""
        if field.data and not name_key(field.data):
            raise ValidationError(_("Enter a name with letters or digits."))

    def validate_address(self, field: Any) -> None:
        """Refuse mailboxes that are thrown away. It says nothing about any other address."""
        if field.data and not field.errors and is_disposable(field.data):
            raise ValidationError(
                _(
                    "Mailboxes at this domain are gone after a few minutes, and the codes for signing go there. Use an "
                    "address of the organisation."
                )
            )

    def validate_website(self, field: Any) -> None:
        """A web address is that of a page, with or without its scheme."""
        if field.data and not _is_web_address(field.data):
            raise ValidationError(_("Write the web address like https://lantern-network.org."))


class AdmitForm(Form):
    """Which organisation on the register it is, and what the organiser answers for."""

    registered = OneOf(_l("Which organisation is it?"), none=_l("None of these: enter it as a new one"))
    organisation = line(_l("Name of a new one"), maximum=200)
    adds_domain = BooleanField("")
    vouches = BooleanField("")


class RefuseForm(Form):
    """Why a request is refused; it is mailed."""

    reason = paragraph(_l("Reason"), required=_l("Say why. It is mailed to whoever asked."), maximum=2_000)


def _is_web_address(typed: str) -> bool:
    try:
        parts = urlsplit(typed if "//" in typed else f"https://{typed}")
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and "." in (parts.hostname or "") and " " not in typed
