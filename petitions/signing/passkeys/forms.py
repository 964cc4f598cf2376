"""Forms whose answer comes from an authenticator, and the one that removes a passkey."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired

from petitions.core.forms import Form, line
from petitions.signing.forms import SignForm


class TouchForm(SignForm):
    """The form of signing; its script adds the answer of the passkey before it is sent."""

    answer = HiddenField()


class AnswerForm(Form):
    """A button whose script adds the answer of the passkey."""

    answer = HiddenField()


class EnrolForm(Form):
    """What the passkey is called; the form's script adds the authenticator's answer."""

    label = line(_l("What to call this passkey"), required=_l("Give it a name, such as “My phone”."), maximum=60)
    answer = HiddenField()


class RemoveForm(Form):
    """Removing a passkey. The box keeps a stray submit from removing it."""

    sure = BooleanField(_l("Remove this passkey"), validators=[DataRequired(_l("Tick the box to remove it."))])
