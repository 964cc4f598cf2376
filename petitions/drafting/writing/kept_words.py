"""What a page says of the words that are typed on it: whether they are kept, and who saved meanwhile."""

from flask_babel import gettext as _

from petitions.core.pages import moment
from petitions.drafting.models import Version
from petitions.drafting.writing.models import WorkingCopy


def kept(copy: WorkingCopy | None) -> str:
    """Until when the words are kept; nothing where a version holds them."""
    if copy is None or copy.is_put_away:
        return ""
    return _("Kept for you %(when)s; not saved as a version yet.", when=moment(copy.saved_at))


def saved_meanwhile(latest: Version | None, made_from: int) -> str:
    """Who saved a version since the one that the words were made from; nothing where nobody did."""
    if latest is None or latest.number == made_from:
        return ""
    return _(
        "%(who)s saved version %(number)d meanwhile. When you save, both texts are shown.",
        who=latest.author_label,
        number=latest.number,
    )
