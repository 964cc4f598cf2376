"""Forms of My letters."""

from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from petitions.accounts.fields import code_field
from petitions.core.forms import Form, line, mail


class AddressForm(Form):
    """Asks for the address whose letters are wanted."""

    address = mail(_l("Your registered e-mail address"), required=_l("Type the address at which you were asked."))


class TouchForm(Form):
    """The answer of the passkey that shows the letters; the form's script adds it."""

    answer = HiddenField()


class PasskeyForm(TouchForm):
    """What a passkey that is enrolled here is called; the form's script adds the device's answer."""

    label = line(_l("What to call this passkey"), required=_l("Give it a name, such as “My phone”."), maximum=60)


class EntryForm(Form):
    """The digits that show the letters."""

    code = code_field()


class DelegateForm(Form):
    """Asks who prepares one's letters."""

    name = line(_l("Name of the delegate"), required=_l("Type the name, as you want to see it."), maximum=120)
    address = mail(_l("The delegate’s own e-mail address"), required=_l("Type an address that the delegate reads."))


class AskSeveralForm(Form):
    """Which prepared letters the page showed; they travel with it, so that nothing unseen is signed."""

    shown = HiddenField()

    @property
    def ids(self) -> list[UUID]:
        """The preparations that were shown; none where the page did not say."""
        try:
            return [UUID(one) for one in str(self.shown.data or "").split(",") if one]
        except ValueError:
            return []


class SeveralForm(AskSeveralForm):
    """The digits that confirm all of them."""

    code = code_field()


class TouchSeveralForm(AskSeveralForm):
    """The answer of the passkey that confirms all of them; the form's script adds it."""

    answer = HiddenField()
