"""Forms of members of the public: asking for a code, and what they are asked besides when they sign."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import DataRequired, ValidationError

from petitions.core.fields import CountryField
from petitions.core.forms import line, mail, paragraph
from petitions.signing.forms import PaidForm, SignForm
from petitions.signing.rules import LONGEST_COMMENT, LONGEST_NAME
from petitions.signing.supporters.confirming import Told
from petitions.signing.supporters.domains import is_disposable


def _country() -> CountryField:
    return CountryField(
        _l("Country"),
        none=_l("Choose a country"),
        validators=[DataRequired(_l("Choose the country in which you live."))],
    )


class AskForm(PaidForm):
    """Who wants to sign, and where the code goes."""

    name = line(_l("Your name"), required=_l("Type your name."), maximum=LONGEST_NAME)
    address = mail(_l("Your mail address"), required=_l("Type your mail address."))
    country = _country()

    def validate_address(self, field: Any) -> None:
        """Refuse mailboxes that are thrown away. It says nothing about any other address."""
        if field.data and not field.errors and is_disposable(field.data):
            raise ValidationError(
                _(
                    "Mailboxes at this domain are gone after a few minutes, so we could not tell you what came of it. "
                    "Use an address at which you can be reached."
                )
            )


class SupporterSignForm(SignForm):
    """How the name is printed and what is agreed to, as for everybody; the country, and what nobody has to tell."""

    country = _country()
    comment = paragraph(_l("Why do you sign? (optional)"), maximum=LONGEST_COMMENT)
    newsletter = BooleanField("")

    @property
    def told(self) -> Told:
        """What is told besides the name."""
        return Told(str(self.country.data), bool(self.newsletter.data))

    @property
    def typed(self) -> dict[str, Any]:
        """What was typed and ticked, to be kept while a new code is asked for."""
        return {**super().typed, "country": self.country.data, "newsletter": self.newsletter.data}
