"""Needed approvals in words."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.drafting.approvals.rules import Kind, Point, Standing, State

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
STATES: Mapping[State, LazyString] = {
    State.APPROVED: _l("Approved"),
    State.LAPSED: _l("Approved, but counts no more"),
    State.MISSING: _l("Not approved"),
    State.EARLIER: _l("Approved version %(earlier)d, not yet version %(number)d"),
    State.REFUSED: _l("Refused"),
    State.OWN_TEXT: _l("Wrote this version"),
    State.OWN_REMOVAL: _l("Taken away by whoever wrote this version"),
}
SENTENCES: Mapping[State, LazyString] = {
    State.LAPSED: _l(
        "%(name)s: there is more to look at in version %(number)d than when %(giver)s approved it. %(giver)s has to"
        " look at that and approve it again."
    ),
    State.MISSING: _l("%(name)s: version %(number)d is not approved."),
    State.EARLIER: _l("%(name)s: approved version %(earlier)d, not yet version %(number)d."),
    State.REFUSED: _l("%(name)s: version %(number)d is refused."),
    State.OWN_TEXT: _l("%(name)s: %(giver)s wrote version %(number)d and can’t approve it. Name somebody else."),
    State.OWN_REMOVAL: _l(
        "%(name)s: whoever wrote version %(number)d took this approval away. Name it again; a colleague may then take"
        " it away."
    ),
}


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
    """What is missing, in a sentence. No protected name stands in it: it goes into mails too."""
    if not unmet.kind:
        return _of_anybody(unmet, number)
    told = {"name": name_of(unmet.kind, unmet.party), "giver": unmet.giver, "earlier": unmet.earlier}
    return str(SENTENCES[unmet.state]) % {**told, "number": number}


def state_of(standing: Standing, number: int) -> str:
    """How a needed approval stands, in a few words."""
    return str(STATES[standing.state]) % {"earlier": standing.earlier, "number": number}


def why_lapsed(point: Point, approved: datetime) -> str:
    """Why an approval that was given then leaves this point open; with the protected name, so for colleagues only."""
    if not point.name:
        return _("This question came after this approval.")
    if point.since is not None and point.since > approved:
        return _("“%(name)s” became protected after this approval.", name=point.name)
    return _(
        "“%(name)s” was not among what was looked at for this approval: the title or the address may have changed.",
        name=point.name,
    )


def _of_anybody(unmet: Standing, number: int) -> str:
    if unmet.state == State.REFUSED:
        return _("%(who)s refused version %(number)d.", who=unmet.giver, number=number)
    return _("Version %(number)d waits for the approval of somebody who did not write it.", number=number)
