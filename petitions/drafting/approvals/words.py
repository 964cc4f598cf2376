"""Needed approvals in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.drafting.approvals.rules import Kind, Standing, State

KINDS: Mapping[str, LazyString] = {
    Kind.LEGAL: _l("Legal"),
    Kind.SAFETY: _l("Safety of the defender"),
    Kind.PARTNER: _l("A partner organisation"),
    Kind.QUOTED: _l("The author of a quoted source"),
}
KIND_HINTS: Mapping[str, LazyString] = {
    Kind.LEGAL: _l("Nothing in the text can be held against those who sign it."),
    Kind.SAFETY: _l("Nothing in the text endangers the defender, relatives or others. Only a colleague can say so."),
    Kind.PARTNER: _l("It stands behind exactly these words."),
    Kind.QUOTED: _l("The author is quoted rightly, and agrees to it."),
}
TONES: Mapping[State, str] = {State.APPROVED: "done", State.REFUSED: "danger"}


def name_of(kind: str, party: str) -> str:
    """What a needed approval is called: its kind, or the party that gives it."""
    match kind:
        case Kind.PARTNER:
            return _("Partner organisation %(party)s", party=party)
        case Kind.QUOTED:
            return _("Quoted source: %(party)s", party=party)
        case "":
            return _("Somebody who did not write it")
        case _other:
            return str(KINDS[kind])


def sentence(unmet: Standing, number: int) -> str:
    """What is missing, in a sentence."""
    if not unmet.kind:
        return _of_anybody(unmet, number)
    name = name_of(unmet.kind, unmet.party)
    match unmet.state:
        case State.EARLIER:
            return _(
                "%(name)s: approved version %(earlier)d, not yet version %(number)d.",
                name=name,
                earlier=unmet.earlier,
                number=number,
            )
        case State.REFUSED:
            return _("%(name)s: version %(number)d is refused.", name=name, number=number)
        case State.OWN_TEXT:
            return _(
                "%(name)s: %(giver)s wrote version %(number)d and can’t approve it. Name somebody else.",
                name=name,
                giver=unmet.giver,
                number=number,
            )
        case State.OWN_REMOVAL:
            return _(
                "%(name)s: whoever wrote version %(number)d took this approval away. Name it again; a colleague may"
                " then take it away.",
                name=name,
                number=number,
            )
        case _missing:
            return _("%(name)s: version %(number)d is not approved.", name=name, number=number)


def state_of(standing: Standing, number: int) -> str:
    """How a needed approval stands, in a few words."""
    match standing.state:
        case State.APPROVED:
            return _("Approved")
        case State.REFUSED:
            return _("Refused")
        case State.EARLIER:
            return _(
                "Approved version %(earlier)d, not yet version %(number)d", earlier=standing.earlier, number=number
            )
        case State.OWN_TEXT:
            return _("Wrote this version")
        case State.OWN_REMOVAL:
            return _("Taken away by whoever wrote this version")
        case State.MISSING:
            return _("Not approved")


def _of_anybody(unmet: Standing, number: int) -> str:
    if unmet.state == State.REFUSED:
        return _("%(who)s refused version %(number)d.", who=unmet.giver, number=number)
    return _("Version %(number)d waits for the approval of somebody who did not write it.", number=number)
