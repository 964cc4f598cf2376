"""Clusters in words, for organisers."""

from datetime import datetime

from flask_babel import format_date, format_datetime, ngettext
from flask_babel import gettext as _

from petitions.signing.clusters.models import Cluster
from petitions.signing.clusters.rules import Kind
from petitions.signing.clusters.states import ClusterState


def why(cluster: Cluster) -> str:
    """What the signatures have in common."""
    if cluster.kind == Kind.DOMAIN:
        return _("all with mailboxes at %(domain)s", domain=cluster.key)
    if cluster.kind == Kind.CANONICAL:
        return _("all with one mailbox, written in several ways (as a.b@ and ab+x@)")
    return _("all from one network on the internet")


def how_many(count: int) -> str:
    """So many signatures, in one line."""
    return ngettext("%(num)d signature", "%(num)d signatures", count).replace(" ", "\u00a0")


def span(first: datetime, last: datetime) -> str:
    """From when to when, to the minute, in UTC."""
    if first.replace(second=0, microsecond=0) == last.replace(second=0, microsecond=0):
        return _("%(day)s, %(time)s UTC", day=_day(first), time=_time(first))
    begun = _("%(day)s, %(time)s", day=_day(first), time=_time(first))
    ended = _time(last) if first.date() == last.date() else _("%(day)s, %(time)s", day=_day(last), time=_time(last))
    return _("%(begun)s to %(ended)s UTC", begun=begun, ended=ended)


def state(cluster: Cluster) -> tuple[str, str]:
    """What was decided, with its tone."""
    if cluster.state == ClusterState.COUNTED:
        return _("counted"), "done"
    return (_("set aside"), "quiet") if cluster.state == ClusterState.SET_ASIDE else (_("waits for a look"), "wait")


def step(after: str) -> str:
    """One decision in the history of a cluster."""
    return {
        ClusterState.COUNTED: _("They are people: counted"),
        ClusterState.SET_ASIDE: _("Set aside"),
        ClusterState.WAITING: _("Decision taken back"),
    }[ClusterState(after)]


def heading(after: ClusterState, count: int) -> str:
    """What the page is called on which a decision is looked at before it is made."""
    return {
        ClusterState.COUNTED: ngettext("Count %(num)d signature?", "Count %(num)d signatures?", count),
        ClusterState.SET_ASIDE: ngettext("Set %(num)d signature aside?", "Set %(num)d signatures aside?", count),
        ClusterState.WAITING: ngettext(
            "Let %(num)d signature wait again?", "Let %(num)d signatures wait again?", count
        ),
    }[after]


def button(after: ClusterState, count: int) -> str:
    """The button that decides."""
    return {
        ClusterState.COUNTED: ngettext("Count %(num)d signature", "Count %(num)d signatures", count),
        ClusterState.SET_ASIDE: ngettext("Set %(num)d signature aside", "Set %(num)d signatures aside", count),
        ClusterState.WAITING: _("Take the decision back"),
    }[after]


def means(after: ClusterState) -> str:
    """What a decision means for whoever signed."""
    return {
        ClusterState.COUNTED: _(
            "They count like any other, and are named and printed where they agreed to it. Nobody is asked about these "
            "signatures again."
        ),
        ClusterState.SET_ASIDE: _(
            "They are not counted, named or printed. Whoever opens the receipt reads that, and how to object; no mail "
            "is sent. Nothing is deleted."
        ),
        ClusterState.WAITING: _("They are not counted until you decide anew. What was decided stays in the history."),
    }[after]


def done(after: ClusterState, count: int) -> str:
    """What was decided, once it was."""
    return {
        ClusterState.COUNTED: ngettext("%(num)d signature is counted.", "%(num)d signatures are counted.", count),
        ClusterState.SET_ASIDE: ngettext("%(num)d signature is set aside.", "%(num)d signatures are set aside.", count),
        ClusterState.WAITING: ngettext(
            "%(num)d signature waits for a look again.", "%(num)d signatures wait for a look again.", count
        ),
    }[after]


def _day(moment: datetime) -> str:
    return str(format_date(moment, "d MMMM y"))


def _time(moment: datetime) -> str:
    return str(format_datetime(moment, "HH:mm"))
