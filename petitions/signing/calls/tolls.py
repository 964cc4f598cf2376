"""What the forms of a call cost whoever sends them: a little work of the browser, or a minute of waiting."""

from uuid import UUID

from flask import render_template

from petitions.campaigns.models import Campaign
from petitions.core.headers import allow_workers
from petitions.core.limits.rules import WITHOUT_WORK
from petitions.core.limits.views import limit
from petitions.core.toll import paying
from petitions.core.toll.rules import Paid, Wait
from petitions.drafting import queries as drafting
from petitions.signing.blueprint import Page
from petitions.signing.calls.forms import PaidForm

NOT_KEPT = frozenset({"csrf_token", "work", "ticket"})


def challenge(campaign: Campaign) -> str:
    """The work that the page hands to its script, which is let run; empty where none is asked for."""
    allow_workers()
    return paying.challenge(_purpose(campaign.id))


def payment(campaign: Campaign, form: PaidForm, whom: str) -> Paid | Wait | None:
    """What the form was paid with, or the wait that it costs. ``whom``: the address or the name that it is about."""
    brought = {"solution": str(form.work.data or ""), "ticket": str(form.ticket.data or "")}
    return paying.paid(_purpose(campaign.id), whom, **brought)


def is_first(payment: Paid | None, whom: str) -> bool:
    """Use the payment up, inside the transaction. False where the same form was sent before, as by a second press."""
    return payment is None or paying.spend(payment, whom)


def wait_page(campaign: Campaign, form: PaidForm, wait: Wait, *, whom: str, action: str) -> Page:
    """Ask for the minute. Whoever sends many such forms is stopped here, before anything is kept of them."""
    if wait.is_new:
        limit(WITHOUT_WORK, whom, campaign.id)
    form.work.data = ""
    return render_template(
        "signing/calls/wait.html",
        navigation=[],
        campaign=campaign,
        version=drafting.open_version(campaign),
        form=form,
        kept=[(field.name, field.data or "") for field in form if field.name not in NOT_KEPT],
        wait=wait,
        action=action,
        challenge=challenge(campaign),
        step=1,
        steps=3,
    )


def _purpose(campaign_id: UUID) -> str:
    return f"call|{campaign_id}"
