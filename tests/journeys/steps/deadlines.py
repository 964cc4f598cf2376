"""A deadline that is set, passes by itself and is extended, and the reminders that are counted from it."""

import sqlite3
from datetime import timedelta

from petitions.core.clock import now, today
from tests.support.server import Site
from tests.support.visitor import Visitor


def sets_a_deadline(organiser: Visitor, board: str) -> None:
    """In three weeks, by the clocks of Vilnius."""
    organiser.visit(f"{board}/edit")
    organiser.field("Last day to sign").fill(_in(21))
    organiser.field("Until").fill("18:00")
    organiser.field("By the clocks of").select_option(label="Vilnius, Helsinki, Kyiv")
    organiser.press("Save the plan")
    organiser.reads("18:00 (Vilnius time)")


def plans_reminders(organiser: Visitor, board: str) -> None:
    """One before the deadline, one before the day by which an answer is asked for; a third is taken back."""
    organiser.visit(f"{board}/reminders")
    organiser.reads("No reminder is planned yet.")
    organiser.follow("Change the day to answer by")
    organiser.field("Ask for an answer by").fill(_in(14))
    organiser.press("Save the day")
    for days, counted_from in (("3", "The deadline, "), ("2", "The day by which"), ("1", "The deadline, ")):
        organiser.follow("Plan a reminder")
        organiser.press("Plan the reminder")
        organiser.reads("Choose what the days are counted from.")
        organiser.field("How many days before?").fill(days)
        organiser.page.get_by_label(counted_from).check()
        organiser.press("Plan the reminder")
    organiser.reads("3 days before the deadline", "2 days before the day by which", "09:00 (Vilnius time)")
    organiser.follow("Take back 1 day before the deadline")
    organiser.press("Take it back")
    organiser.does_not_read("1 day before the deadline")


def three_weeks_go_by(site: Site) -> None:
    """The deadline, as the database keeps it, is a moment ago."""
    database = sqlite3.connect(site.database, timeout=15)
    with database:
        database.execute("UPDATE campaigns SET deadline = ?", (f"{now() - timedelta(seconds=1):%Y-%m-%d %H:%M:%S.%f}",))
    database.close()


def reads_that_signing_has_closed(member: Visitor) -> None:
    """The letter stands open on the phone; there is nothing left to press."""
    member.visit(member.url)
    member.reads("Signing has closed", "The deadline passed on", "(Vilnius time)")
    member.does_not_read("Sign this letter")


def is_asked_to_close_the_list_or_to_extend(organiser: Visitor, board: str) -> None:
    """The first page and the board say so; the list can't be closed, so the worker leaves it alone."""
    organiser.visit("/en/desk/")
    organiser.reads("close the list, or extend it.")
    organiser.visit(board)
    organiser.reads("Deadline passed", "Close the list, or extend the deadline.")


def extends_it(organiser: Visitor, board: str) -> None:
    """To a month from now; the page says before whom it is told."""
    organiser.visit(board)
    organiser.follow("Extend the deadline")
    organiser.reads("1 invited who has not answered", "1 who has signed")
    organiser.press("Extend the deadline and tell them")
    organiser.reads("Choose a later moment")
    organiser.field("New last day to sign").fill(_in(30))
    organiser.press("Extend the deadline and tell them")
    organiser.reads("The deadline is extended", "Collecting signatures")
    organiser.visit(f"{board}/edit")
    organiser.reads("People were told so.")


def reads_of_the_extension(member: Visitor, *more: str) -> None:
    """On the page of the letter, or of the receipt."""
    member.visit(member.url)
    member.reads("The deadline was extended", *more)


def _in(days: int) -> str:
    return (today() + timedelta(days=days)).isoformat()
