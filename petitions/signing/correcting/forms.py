"""Forms of corrections."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from petitions.core.forms import Form, line, options, paragraph
from petitions.signing.correcting.rules import LONGEST_CAPACITY
from petitions.signing.forms import CodeForm
from petitions.signing.rules import LONGEST_NAME


class NameForm(Form):
    """The name as it is to be printed."""

    name = line(_l("Your name as it will be printed"), required=_l("Type your name."), maximum=LONGEST_NAME)


class NameByCodeForm(NameForm, CodeForm):
    """The same, with the digits that were mailed for it."""


class WishForm(Form):
    """The line that is wished below the name."""

    wished = line(
        _l("The line below your name, as you wish it"), required=_l("Type the line."), maximum=LONGEST_CAPACITY
    )


class WishByCodeForm(WishForm, CodeForm):
    """The same, with the digits that were mailed for it."""


class DecideWishForm(Form):
    """What an organiser does with a wish."""

    decision = RadioField(
        _l("What you do"),
        choices=options({"take": _l("Print it so"), "decline": _l("Leave the line as it is")}),
        validators=[InputRequired(_l("Choose what you do."))],
    )
    reason = paragraph(_l("Why, if you leave it as it is"), maximum=2_000)
