"""The form of signing as a delegate fills it in: the same questions and words, and no proof."""

from typing import Any

from flask_babel import gettext as _

from petitions.signing import display
from petitions.signing.forms import SignForm
from petitions.signing.models import Invitation
from petitions.signing.offices import queries as offices
from petitions.signing.preparing import Wish
from petitions.signing.views import begun, reads_otherwise, wish_of
from petitions.signing.wordings import wordings
from petitions.signing.words import display_hints, name_hint


def form_of(invitation: Invitation) -> SignForm:
    """The form, begun with what was prepared or signed before."""
    form = SignForm(**begun(invitation, offices.preparation_of(invitation)))
    form.offer(display.offered(invitation))
    form.word(wordings(invitation, form.shown))
    form.name.label.text = _("Name as it will be printed")
    if "display" in form:
        form.display.label.text = _("How %(name)s is shown", name=invitation.person.name)
    return form


def filled(invitation: Invitation, form: SignForm) -> Wish | None:
    """What is proposed; None where the form is not sent, not sound, or has to be read again in other words."""
    if not form.validate_on_submit() or reads_otherwise(invitation, form):
        return None
    return wish_of(form)


def shown(invitation: Invitation, form: SignForm) -> dict[str, Any]:
    """What its page needs. The words of the page are those of the chosen way of being shown."""
    form.worded.data = form.shown
    return {"form": form, "name_hint": name_hint(invitation), "display_hints": display_hints(invitation)}
