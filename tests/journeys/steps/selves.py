"""One person under two spellings: entered by hand, confirmed, found beside the roster’s entry, merged and parted."""

from tests.journeys.steps.people import searches
from tests.support.visitor import Visitor

PRINTED = "Raminta PILKAUSKĖ"
BY_HAND = "Raminta Pilkauske"
SEAT = "National parliament"
PAGE = "https://parliament.example/members/42"


def enters_a_member_whom_no_roster_lists(organiser: Visitor) -> None:
    """The name is on file already: the page asks whether it is the same person, and is told, too hastily, no."""
    organiser.visit("/en/desk/people")
    organiser.follow("Enter a person by hand")
    given, surname = BY_HAND.split()
    organiser.field("Given names").fill(given)
    organiser.field("Surname").fill(surname)
    organiser.field("Body").select_option(label=SEAT)
    organiser.field("Country of the delegation").select_option(label="Lithuania")
    organiser.field("Where does it stand?").fill(PAGE)
    organiser.field("On which day was it read there?").fill("2026-11-03")
    organiser.press("Enter a person by hand")
    organiser.reads("Somebody of this name is on file. Say whether it is one of them.", PRINTED)
    assert organiser.field("Surname").input_value() == surname
    organiser.field("Another person").check()
    organiser.press("Enter a person by hand")
    organiser.reads("It counts once a second organiser confirms it.", "Entered by hand, waiting")


def cannot_confirm_it_alone(organiser: Visitor) -> None:
    organiser.follow(BY_HAND)
    organiser.reads("You entered this yourself")
    organiser.field("I found it there, letter by letter: confirm it").check()
    organiser.press("Decide")
    organiser.reads("Another organiser has to compare it with its source.")


def a_second_organiser_confirms_it(colleague: Visitor) -> None:
    """On a phone without script, from the list of what waits."""
    colleague.visit("/en/desk/people")
    colleague.follow(BY_HAND)
    colleague.reads(PAGE, SEAT, "On file with this name")
    colleague.field("I found it there, letter by letter: confirm it").check()
    colleague.press("Decide")
    searches(colleague, "Pilkauske")
    colleague.reads("2 people")


def finds_the_other_entry_and_merges_the_two(organiser: Visitor) -> None:
    searches(organiser, "Pilkauske")
    organiser.follow(PRINTED)
    organiser.follow("Find the other entry")
    organiser.follow(f"Compare with {BY_HAND}")
    organiser.reads("Are they one person?", SEAT, "Parliamentary Assembly of the Council of Europe")
    organiser.does_not_read("Lithuania, 3 November")
    organiser.press("They are one person")
    organiser.reads("Choose one.", "Say how you know, in a few words.")
    organiser.field(f"Entry 1: {PRINTED}").check()
    organiser.field("How do you know that they are one person?").fill("Both pages give the same birthplace.")
    organiser.press("They are one person")
    organiser.reads("One person, entered more than once", "Both pages give the same birthplace.", SEAT)


def is_found_once_with_both_histories(organiser: Visitor) -> None:
    searches(organiser, "Pilkauske")
    organiser.reads("1 person")


def parts_them_again(organiser: Visitor) -> None:
    organiser.follow(PRINTED)
    organiser.follow(f"Undo : {BY_HAND}")
    organiser.field("Why are they two persons after all?").fill("They are cousins; the ministry says so.")
    organiser.press("They are two persons")
    organiser.reads("They are two persons again")
    organiser.does_not_read("One person, entered more than once", SEAT)
    searches(organiser, "Pilkauske")
    organiser.reads("2 people")
