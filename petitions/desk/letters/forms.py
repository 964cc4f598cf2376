"""Forms of My letters."""

from flask_babel import lazy_gettext as _l

from petitions.core.forms import Form, mail


class AddressForm(Form):
    """Asks for the address whose letters are wanted."""

    address = mail(_l("Your registered e-mail address"), required=_l("Type the address at which you were asked."))
