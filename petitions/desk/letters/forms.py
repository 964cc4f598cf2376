"""Forms of My letters."""

from flask_babel import lazy_gettext as _l

from petitions.core.forms import Form, line, mail


class AddressForm(Form):
    """Asks for the address whose letters are wanted."""

    address = mail(_l("Your registered e-mail address"), required=_l("Type the address at which you were asked."))


class DelegateForm(Form):
    """Asks who prepares one's letters."""

    name = line(_l("Name of the delegate"), required=_l("Type the name, as you want to see it."), maximum=120)
    address = mail(_l("The delegate’s own e-mail address"), required=_l("Type an address that the delegate reads."))
