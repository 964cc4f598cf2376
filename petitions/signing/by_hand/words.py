"""How a signature that was given by hand is told, wherever its bearer is named."""

from flask_babel import format_datetime
from flask_babel import gettext as _

from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.by_hand.states import HandState, Lapse
from petitions.signing.models import ProvedBy


def how(proved_by: str) -> str:
    """How a signature was given, below the name, on every page, list and letter; empty where its bearer signed here."""
    match ProvedBy(proved_by):
        case ProvedBy.PAPER:
            return _("Confirmed on paper")
        case ProvedBy.TELEPHONE:
            return _("Confirmed by telephone")
        case _here:
            # A list may be a million of these, so that no words are looked up for them.
            return ""


def marked(name: str, proved_by: str) -> str:
    """A name among others in running text, where there is no line below it for `how`."""
    return {
        ProvedBy.PAPER: _("%(name)s (on paper)", name=name),
        ProvedBy.TELEPHONE: _("%(name)s (by telephone)", name=name),
    }.get(ProvedBy(proved_by), name)


def recorded_from(proved_by: str, organisation: str) -> str:
    """The same for the signatory: who wrote it down, and from what; empty where its bearer signed here."""
    return {
        ProvedBy.PAPER: _("Recorded by %(organisation)s from your signed paper.", organisation=organisation),
        ProvedBy.TELEPHONE: _("Recorded by %(organisation)s from your telephone call.", organisation=organisation),
    }.get(ProvedBy(proved_by), "")


def waits(recorded: HandConfirmation) -> str:
    """What of the signatory waits for a second organiser, after the name."""
    if recorded.kind == ProvedBy.PAPER:
        return _("Recorded on paper, waits for a second organiser")
    return _("Recorded by telephone, waits for a second organiser")


def kind(recorded: HandConfirmation) -> str:
    """As what it was given."""
    return _("On paper") if recorded.kind == ProvedBy.PAPER else _("By telephone")


def state(recorded: HandConfirmation) -> tuple[str, str]:
    """Where it stands, as a word with its tone."""
    return {
        HandState.PROPOSED: (_("Waits for a second organiser"), "wait"),
        HandState.CONFIRMED: (_("Confirmed"), "done"),
        HandState.REFUSED: (_("Refused"), "danger"),
        HandState.LAPSED: (_("Lapsed"), "quiet"),
    }[HandState(recorded.state)]


def decided(recorded: HandConfirmation) -> str:
    """What became of it, and through whom or what; empty while it waits."""
    at = format_datetime(recorded.decided_at, "d MMMM y, HH:mm 'UTC'") if recorded.decided_at else ""
    if recorded.lapse:
        return _("Lapsed %(at)s: %(why)s", at=at, why=why_lapsed(Lapse(recorded.lapse)))
    if recorded.state == HandState.CONFIRMED:
        return _("Confirmed by %(who)s, %(at)s.", who=recorded.decided_by, at=at)
    if recorded.state == HandState.REFUSED:
        return _("Refused by %(who)s, %(at)s.", who=recorded.decided_by, at=at)
    return ""


def why_lapsed(lapse: Lapse) -> str:
    """Why it can't be confirmed any more."""
    return {
        Lapse.VERSION: _("Another version of the text was opened for signature."),
        Lapse.SIGNED: _("The signatory signed here since."),
        Lapse.DECLINED: _("The signatory declined since."),
        Lapse.STOPPED: _("The invitation was ended."),
        Lapse.OVER: _("Nothing can be signed any more."),
    }[lapse]
