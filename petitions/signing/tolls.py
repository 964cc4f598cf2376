"""What the forms of the public cost whoever sends them: a little work of the browser, or a minute of waiting."""

from dataclasses import dataclass

from flask import render_template

from petitions.campaigns.models import Campaign
from petitions.core.headers import allow_workers
from petitions.core.limits.rules import WITHOUT_WORK
from petitions.core.limits.views import limit
from petitions.core.toll import paying
from petitions.core.toll.rules import Paid, Wait
from petitions.drafting import queries as drafting
from petitions.signing.blueprint import Page
from petitions.signing.forms import PaidForm

NOT_KEPT = frozenset({"csrf_token", "work", "ticket"})


@dataclass(frozen=True)
class Toll:
    """What one kind of form costs under one campaign. What pays for one ``purpose`` pays for no other."""

    campaign: Campaign
    purpose: str

    def challenge(self) -> str:
        """The work that the page hands to its script, which is let run; empty where none is asked for."""
        allow_workers()
        return paying.challenge(self.purpose)

    def payment(self, form: PaidForm, whom: str) -> Paid | Wait | None:
        """What the form was paid with, or the wait that it costs. ``whom``: the address or the name it is about."""
        brought = {"solution": str(form.work.data or ""), "ticket": str(form.ticket.data or "")}
        return paying.paid(self.purpose, whom, **brought)

    def wait_page(self, form: PaidForm, wait: Wait, *, whom: str, action: str) -> Page:
        """Ask for the minute. Whoever sends many such forms is stopped here, before anything is kept of them."""
        if wait.is_new:
            limit(WITHOUT_WORK, whom, self.campaign.id)
        form.work.data = ""
        return render_template(
            "signing/wait.html",
            navigation=[],
            campaign=self.campaign,
            version=drafting.open_version(self.campaign),
            form=form,
            kept=[(field.name, field.data or "") for field in form if field.name not in NOT_KEPT],
            wait=wait,
            action=action,
            challenge=self.challenge(),
            step=1,
            steps=3,
        )


def of_petition(campaign: Campaign) -> Toll:
    """Of the public form."""
    return Toll(campaign, str(campaign.id))


def of_call(campaign: Campaign) -> Toll:
    """Of the forms of an open call."""
    return Toll(campaign, f"call|{campaign.id}")


def is_first(payment: Paid | None, whom: str) -> bool:
    """Use the payment up, inside the transaction. False where the same form was sent before, as by a second press."""
    return payment is None or paying.spend(payment, whom)
