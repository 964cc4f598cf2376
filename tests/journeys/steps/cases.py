"""A case made in the browser: events with uncertain dates, proceedings, sources, recorded campaigns, history."""

from playwright.sync_api import Locator

from tests.support.visitor import Visitor

NAME = "Aru Example"


def the_organiser_makes_a_case(organiser: Visitor) -> None:
    organiser.visit("/en/desk/cases")
    organiser.follow("Add a case")
    organiser.press("Save the case")
    organiser.reads("Enter the name of the person.")
    organiser.field("Name").fill(NAME)
    organiser.field("Country that they come from").select_option(label="Kazakhstan")
    organiser.field("Country where they are now").select_option(label="Lithuania")
    organiser.field("In one or two sentences").fill("A teacher who wrote down what she saw. Invented for this test.")
    organiser.field("Their story in short").fill("She kept a record of trials, and had to leave her country for it.")
    organiser.field("What is at stake now").fill("At risk of deportation")
    organiser.field("More on that").fill("A decision to deport her is under appeal.")
    organiser.press("Save the case")
    organiser.reads(NAME, "Unpublished")


def adds_a_source(organiser: Visitor) -> None:
    organiser.follow("Add a source")
    organiser.field("Title").fill("Report on one case")
    organiser.field("Published by").fill("A Foundation")
    organiser.press("Save the source")
    organiser.reads("Report on one case")


def adds_an_event_known_only_to_lie_between_two_dates(organiser: Visitor) -> None:
    organiser.follow("Add an event")
    page = organiser.page
    organiser.field("What happened").fill("Bank accounts frozen")
    organiser.field("How exactly is the date known?").select_option(value="window")
    _date(page.locator(".first"), "4", "5", "2019")
    organiser.press("Save the event")
    organiser.reads("Enter the last date too.")
    assert organiser.field("What happened").input_value() == "Bank accounts frozen"
    _date(page.locator(".second"), "16", "8", "2019")
    page.get_by_text("Say more on this date").click()
    organiser.field("What do these dates rest on?").fill("order of the source's sentences")
    organiser.field("Source").select_option(label="Report on one case")
    organiser.press("Save the event")
    organiser.reads("between 4 May and 16 August 2019")


def adds_two_proceedings_of_which_one_appeals_the_other(organiser: Visitor) -> None:
    for title, authority, appealed in (
        ("Asylum application", "Migration office", None),
        ("Appeal", "Regional court", "Asylum application"),
    ):
        organiser.follow("Add a proceeding")
        organiser.field("What the proceeding is about").fill(title)
        organiser.field("Court or authority").fill(authority)
        if appealed:
            organiser.field("Which proceeding does it appeal?").select_option(label=appealed)
        organiser.press("Save the proceeding")
    organiser.reads("Appeal", "Regional court")


def records_a_campaign_taken_elsewhere(organiser: Visitor) -> None:
    organiser.follow("Recorded campaigns")
    organiser.follow("Record a campaign")
    organiser.field("Title").fill("Do not deport her")
    organiser.field("Kind of action").select_option(label="Appeal of organisations")
    organiser.field("How exactly is the date known?").select_option(value="year")
    organiser.page.locator(".first").get_by_label("Year").fill("2025")
    organiser.field("Signatories, as the source prints them").fill("Organisation One | NGO | Italy\nOrganisation Two")
    organiser.field("Reported by").fill("A Foundation")
    organiser.press("Save the recorded campaign")
    organiser.reads("Do not deport her", "A Foundation")


def edits_and_removes(organiser: Visitor) -> None:
    organiser.follow("Do not deport her")
    organiser.field("Title").fill("Do not send her back")
    organiser.press("Save the recorded campaign")
    organiser.reads("Do not send her back")
    organiser.follow("Do not send her back")
    organiser.press("Remove “Do not send her back”")
    organiser.does_not_read("Organisation One")
    organiser.visit("/en/desk/cases")
    organiser.follow(NAME)
    organiser.follow("Asylum application")
    organiser.press("Remove “Asylum application”")
    organiser.reads("Appeal")
    organiser.visit("/en/desk/cases")
    organiser.follow(NAME)
    organiser.follow("Bank accounts frozen")
    organiser.field("What happened").fill("Bank accounts blocked")
    organiser.press("Save the event")
    organiser.reads("Bank accounts blocked")


def the_history_tells_who_did_what(organiser: Visitor) -> None:
    organiser.follow("History")
    organiser.reads("Inês Organiser", "Bank accounts", "Do not send her back")
    organiser.field("What was done").select_option(label="added the event")
    organiser.press("Filter")
    organiser.reads("Show all of it", "Bank accounts")
    organiser.does_not_read("“Do not send her back”")


def records_the_consent(organiser: Visitor) -> None:
    organiser.visit("/en/desk/cases")
    organiser.follow(NAME)
    organiser.follow("Record consent")
    organiser.field("Who gave the consent").fill(NAME)
    organiser.field("On which day").fill("2026-11-01")
    organiser.field("What may be shown").fill("Name, story and proceedings.")
    organiser.field("Ask again on").fill("2027-05-01")
    organiser.press("Record the consent")
    organiser.reads("Unpublished")


def records_the_consent_and_proposes_the_first_release(organiser: Visitor) -> None:
    records_the_consent(organiser)
    organiser.follow("Compare with the public page and release")
    organiser.reads("What the first release would show")
    organiser.press("Propose this as a release")
    organiser.reads("You proposed this: another person has to decide.")


def the_colleague_approves_it_and_it_is_public(colleague: Visitor) -> None:
    colleague.visit("/en/desk/cases")
    colleague.follow(NAME)
    colleague.follow("Read it and decide")
    colleague.reads("Bank accounts blocked")
    colleague.press("Approve: make release 1 public")
    colleague.follow("Read the public page")
    colleague.reads(NAME, "Bank accounts blocked")


def _date(within: Locator, day: str, month: str, year: str) -> None:
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        within.get_by_label(label).fill(value)
