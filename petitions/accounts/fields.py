"""The form field for a mailed code, which several slices ask for."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Regexp

from petitions.accounts.rules import typed_code


def code_field() -> StringField:
    """The digits of a code, however they were copied out of the mail."""
    return StringField(
        _l("Code from the mail"),
        filters=[lambda typed: typed_code(typed or "")],
        validators=[
            DataRequired(_l("Type the digits from the mail.")),
            Regexp(r"^(\d{6}|\d{12})$", message=_l("The code has six digits, or twelve, and nothing else.")),
        ],
    )
