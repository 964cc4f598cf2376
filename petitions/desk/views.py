"""Organisers' pages that mix slices."""

from flask import render_template

from petitions.accounts.guard import current_actor
from petitions.accounts.models import Role
from petitions.campaigns import words
from petitions.desk import queries
from petitions.desk.blueprint import desk


@desk.get("/")
def home() -> str:
    """The organiser's first page."""
    actor = current_actor()
    return render_template(
        "desk/home.html",
        work=queries.home(actor),
        may_write=actor.has(Role.OWNER, Role.DRAFTER),
        state_name=words.state_name,
        state_tone=words.state_tone,
    )
