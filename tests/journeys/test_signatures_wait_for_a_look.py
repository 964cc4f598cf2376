"""Two crowds sign a petition: one turns out to be a school, the other one hand, and an organiser thinks again."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from petitions.core.db import db
from petitions.signing import links
from petitions.signing.models import Signature
from tests.journeys.steps import looks
from tests.signing.clusters.crowd import DOMAIN, NETWORK, crowd
from tests.signing.supporters.petition import Petition
from tests.support.letterbox import Letterbox
from tests.support.server import Site, inside
from tests.support.visitor import Visitor


@dataclass(frozen=True)
class Crowded:
    """Where the petition is, for organisers and for everybody, who runs it, and the link of one who signed."""

    board: str
    own: str
    organiser: str
    link: str


@pytest.fixture
def crowded(site: Site) -> Crowded:
    """Twenty at one domain have signed, thirty from one network, and two by themselves."""

    def make() -> Crowded:
        petition = Petition()
        campaign = petition.campaign
        crowd(campaign, 2, name="Alone Example")
        school = crowd(campaign, 20, domain=DOMAIN, name="Pupil Example")
        crowd(campaign, 30, network=NETWORK, name="Many Example")
        token = links.receipt_token(db.session.get_one(Signature, school[0]).invitation_id)
        board, own = f"/en/desk/campaigns/{campaign.id}", f"/en/campaigns/{campaign.slug}"
        return Crowded(board, own, petition.author.email, f"/en/receipts/{token}/done")

    return inside(site, make)


def test_an_organiser_looks_decides_and_thinks_again(
    site: Site, letterbox: Letterbox, visitor: Callable[..., Visitor], crowded: Crowded
) -> None:
    organiser, pupil, reader = visitor(), visitor(phone=True, script=False), visitor(phone=True, script=False)
    organiser.visit("/en/sign-in")
    organiser.field("Your e-mail address").fill(crowded.organiser)
    organiser.press("Mail me a code")
    organiser.field("Code").fill(letterbox.code_for(crowded.organiser))
    organiser.press("Sign in")
    queue = f"{crowded.board}/clusters"
    looks.waits_until_the_worker_has_looked(organiser, queue)
    organiser.visit(crowded.board)
    organiser.reads("50 signatures wait for a look", "Pupil Example 1", "Many Example 1")
    organiser.follow("Decide on them")

    pupil.visit(crowded.link)
    pupil.reads("You have signed", "Your signature waits for a look")
    reader.visit(crowded.own)
    reader.reads("Alone Example 1")
    reader.does_not_read("Pupil", "Many Example")

    looks.follows_one_that_says(organiser, r"All of them.*at one-hand\.example")
    organiser.reads("Pupil Example 20", "@one-hand.example")
    organiser.visit(queue)
    looks.ticks_and_previews(organiser, looks.AT_ONE_DOMAIN, "They are people: count them")
    organiser.reads("Count 20 signatures?", "Public number then 22", "Pupil Example 1")
    looks.decides(organiser, "Count 20 signatures", "A school: their teacher wrote to us.")
    pupil.visit(crowded.link)
    pupil.reads("You have signed")
    pupil.does_not_read("waits for a look")

    organiser.visit(queue)
    organiser.press("Set them aside")
    organiser.reads("Set 30 signatures aside?")
    looks.decides(organiser, "Set 30 signatures aside", "One hand.")
    organiser.reads("None waits.")
    _reads_in_time(reader, crowded.own, "22 people")

    looks.follows_one_that_says(organiser, r"Take this back.*one network")
    organiser.reads("Let 30 signatures wait again?")
    looks.decides(organiser, "Take the decision back", "A meeting with one wireless network.")
    organiser.reads("30 signatures wait.", "One hand.", "Decision taken back")
    organiser.visit(f"{crowded.board}/history")
    organiser.reads("took a decision on signatures back", "A school: their teacher wrote to us.")


def _reads_in_time(reader: Visitor, path: str, words: str) -> None:
    """The public number is a few seconds old."""
    for _try in range(20):
        reader.visit(path)
        if words in reader.page.inner_text("body"):
            return
        reader.page.wait_for_timeout(500)
    reader.reads(words)
