"""Lines of the history that concern one version of a text."""

from collections.abc import Sequence

from flask_babel import gettext as _

from petitions.campaigns.models import Campaign
from petitions.core.actor import Actor
from petitions.core.audit import record
from petitions.drafting.languages import language_name
from petitions.drafting.models import Version


def named(version: Version) -> str:
    """What the history calls a version; of a translation with its language."""
    if not version.translation:
        return _("version %(number)d", number=version.number)
    return _("version %(number)d (%(language)s)", number=version.number, language=language_name(version.translation))


def note(
    actor: Actor, action: str, version: Version, campaign: Campaign, detail: str = "", *, about: Sequence[str] = ()
) -> None:
    """Record what was done with a version, with its hash; ``about`` names the needed approvals that it concerns.

    Of a translation that is saved it is told which version of the text it follows.
    """
    label = named(version)
    details: dict[str, object] = {"sha256": version.sha256}
    if detail:
        details["detail"] = detail
    if version.follows is not None:
        details["follows"] = version.follows.number
        if action == "version:save":
            label = _("%(version)s, which follows version %(number)d", version=label, number=version.follows.number)
    if about:
        label = _("%(version)s (%(about)s)", version=label, about=", ".join(about))
    record(
        actor,
        action,
        version,
        label,
        case_id=campaign.case_id,
        campaign_id=campaign.id,
        details=details,
    )
