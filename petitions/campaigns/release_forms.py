"""Forms of releases."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from petitions.core.forms import Form, paragraph


class ProposeForm(Form):
    """A proposal: what the second person should know."""

    note = paragraph(_l("What should the second person know?"), maximum=1_000)


class RefuseForm(Form):
    """A refusal, with the reason."""

    reason = paragraph(_l("Why not"), required=_l("Say why, so that it can be mended."), maximum=1_000)


class ApproveForm(Form):
    """An approval of exactly the state that the page showed; where protected names stand in it, knowingly."""

    sha256 = HiddenField()
    names = HiddenField()
    accepts = BooleanField(_l("These names may stand in public"))
    why = paragraph(_l("Why they may"), maximum=1_000)

    @property
    def reason(self) -> str:
        """Why protected names may stand, where that was ticked."""
        return str(self.why.data or "") if self.accepts.data else ""
