"""Forms of accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField
from wtforms.validators import DataRequired
from wtforms.widgets import CheckboxInput, ListWidget

from petitions.accounts.rules import ROLE_NAMES
from petitions.core.forms import Form, line, mail, options


def _roles(label: Any) -> SelectMultipleField:
    return SelectMultipleField(
        label,
        choices=options(ROLE_NAMES),
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
        validators=[DataRequired(_l("Choose at least one role."))],
    )


class SignInForm(Form):
    """Asks for the address to which a code is mailed."""

    address = mail(_l("Your e-mail address"), required=_l("Write the address at which we know you."))


class CodeForm(Form):
    """Asks for the digits from the mail."""

    code = line(_l("Code"), required=_l("Write the digits from the mail."), maximum=20)


class InviteForm(Form):
    """Asks whom to invite into the team, and for what."""

    name = line(_l("Name"), required=_l("Write your colleague’s name."), maximum=120)
    address = mail(_l("E-mail address"), required=_l("Write the address that the invitation goes to."))
    roles = _roles(_l("Roles"))


class ContactForm(Form):
    """Asks where answers to the organisation's mail go."""

    contact = mail(_l("Address for answers"), required=_l("Write the address at which you read answers."))


class RolesForm(Form):
    """Asks which roles a member of the team holds."""

    roles = _roles(_l("Roles"))


class JoinForm(Form):
    """Asks a newcomer for the name under which colleagues will know them."""

    name = line(_l("Your name"), required=_l("Write your name as colleagues know it."), maximum=120)
