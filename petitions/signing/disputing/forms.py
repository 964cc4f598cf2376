"""Forms of disputes."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired, InputRequired

from petitions.core.forms import Form, options, paragraph
from petitions.signing.disputing.states import DisputeState
from petitions.signing.forms import CodeForm


class DisputeForm(Form):
    """Saying that one never signed. The box keeps a stray submit from setting anything aside."""

    sure = BooleanField(_l("I never signed this."), validators=[DataRequired(_l("Tick the box if you never signed."))])
    said = paragraph(_l("What you know about it, if you want to say"), maximum=2_000)


class DisputeByCodeForm(DisputeForm, CodeForm):
    """The same from the letter's page, where a code shows that the registered mailbox is read."""


class ConclusionForm(Form):
    """What organisers found. What can be chosen depends on how far the dispute has come."""

    decision = RadioField(_l("What you do"), choices=[], validators=[InputRequired(_l("Choose what you do."))])
    reason = paragraph(_l("What you found"), maximum=2_000)

    def offer(self, state: str, *, proposed_it: bool) -> None:
        """Offer what this organiser can do with a dispute in this state."""
        restoring = state == DisputeState.RESTORING
        choices = {} if restoring else {"propose": _("Propose to restore it: a colleague has to agree")}
        if restoring and not proposed_it:
            choices["agree"] = _("Restore it, as proposed")
        if restoring:
            choices["drop"] = _("Take the proposal back") if proposed_it else _("Do not restore it for now")
        self.decision.choices = options({**choices, "annul": _("Annul it: it is no signature")})
