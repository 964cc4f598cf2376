"""Organisers look at signatures that stand close together, decide on them, and change their minds."""

import re

from tests.support.visitor import Visitor

AT_ONE_DOMAIN = "20 signatures, all with mailboxes at one-hand.example"
FROM_ONE_NETWORK = "30 signatures, all from one network on the internet"


def waits_until_the_worker_has_looked(organiser: Visitor, queue: str) -> None:
    """Open the queue until both clusters stand there whole; nobody has to press anything for that."""
    for _try in range(60):
        organiser.visit(queue)
        if "50 signatures wait. The public number is 2 without them." in organiser.page.inner_text("body"):
            return
        organiser.page.wait_for_timeout(500)
    organiser.reads("50 signatures wait. The public number is 2 without them.")


def ticks_and_previews(organiser: Visitor, cluster: str, button: str) -> None:
    """Choose one, by keyboard alone, and see what the decision would do."""
    box = organiser.page.get_by_label(re.compile(cluster.replace(" ", r"\s")))
    box.focus()
    organiser.page.keyboard.press("Space")
    assert box.is_checked()
    organiser.press(button)
    organiser.reads("Nothing is done yet.", "Public number now 2")


def decides(organiser: Visitor, button: str, note: str) -> None:
    organiser.field("Why, for your colleagues (optional)").fill(note)
    organiser.press(button)
    organiser.reads(note)


def follows_one_that_says(organiser: Visitor, words: str) -> None:
    """Follow the link whose words, heard ones too, are like these."""
    with organiser.page.expect_navigation():
        organiser.page.get_by_role("link", name=re.compile(words)).click()
    organiser.judge()
