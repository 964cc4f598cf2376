"""The form with which organisers decide on clusters that they have looked at."""

from collections.abc import Iterable
from uuid import UUID

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField

from petitions.core.errors import NotFound
from petitions.core.forms import Form, paragraph
from petitions.core.paging import LARGEST
from petitions.signing.clusters.deciding import Seen
from petitions.signing.clusters.models import Cluster

MOST = 50


class DecisionForm(Form):
    """A decision on what the page showed: which clusters, and up to which signature of each."""

    seen = HiddenField()
    note = paragraph(_l("Why, for your colleagues (optional)"), maximum=1_000)

    @property
    def chosen(self) -> list[Seen]:
        """What was looked at. Raises `NotFound` for what no page of ours says."""
        try:
            parts = [part.split(":") for part in str(self.seen.data or "").split()]
            chosen = {UUID(key): int(number) for key, number in parts}
        except ValueError as wrong:
            raise _unknown() from wrong
        if not 0 < len(chosen) <= MOST or not all(0 <= number < LARGEST for number in chosen.values()):
            raise _unknown()
        return [Seen(key, number) for key, number in chosen.items()]


def seen(clusters: Iterable[Cluster]) -> str:
    """The clusters as the form keeps them."""
    return " ".join(f"{cluster.id}:{cluster.last_number}" for cluster in clusters)


def ids(words: Iterable[str]) -> list[UUID]:
    """The clusters that an address names. Raises `NotFound` for words that name none."""
    try:
        return list(dict.fromkeys(UUID(word) for word in words))[:MOST]
    except ValueError as wrong:
        raise _unknown() from wrong


def _unknown() -> NotFound:
    return NotFound(_("There are no such signatures."))
