"""Forms of releases."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from petitions.core.forms import Form, paragraph


class ProposeForm(Form):
    """A proposal: what the second person should know."""

    note = paragraph(_l("What should the second person know?"), maximum=1_000)


class RefuseForm(Form):
    """A refusal, with the reason."""

    reason = paragraph(_l("Why not"), required=_l("Say why, so that it can be mended."), maximum=1_000)


class ApproveForm(Form):
    """An approval of exactly the state that the page showed."""

    sha256 = HiddenField()
