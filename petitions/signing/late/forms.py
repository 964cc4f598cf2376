"""Forms of late withdrawals."""

from flask_babel import lazy_gettext as _l

from petitions.core.forms import Form, paragraph
from petitions.signing.forms import CodeForm


class RequestForm(CodeForm):
    """The digits that were mailed, and what the signatory wants to say."""

    said = paragraph(_l("Why, if you want to say"), maximum=2_000)


class AnswerForm(Form):
    """What was done about a request."""

    answer = paragraph(_l("What was done about it"), required=_l("Say what was done about it."), maximum=2_000)
