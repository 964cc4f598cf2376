"""A batch in words: of what it is."""

from flask_babel import gettext as _
from flask_babel import ngettext

from petitions.core.i18n import current_language
from petitions.people.bodies import country_name
from petitions.people.committees.words import committee_name
from petitions.signing.batches.models import ChosenBy, InvitationBatch


def chosen(batch: InvitationBatch) -> str:
    """Of what the batch is: a list of so many lines or ticks, or what all of its people have in common."""
    if batch.chosen_by == ChosenBy.LIST:
        return ngettext("a list of %(num)d entry", "a list of %(num)d entries", batch.line_count)
    said = [
        country_name(batch.country, current_language()) if batch.country else "",
        batch.group_code,
        committee_name(batch.committee) if batch.committee else "",
        _("without substitutes") if batch.committee and batch.without_substitutes else "",
    ]
    return ", ".join(filter(None, said))
