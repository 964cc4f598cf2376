"""Suggestions on a translation are taken as those on the text are, and it goes on following what it followed."""

import pytest
from flask import Flask

from petitions.core.db import db, transaction
from petitions.core.errors import InvalidTransition, NotAllowed, StalePage
from petitions.drafting import queries as drafting
from petitions.drafting.discussion.models import Thread
from petitions.drafting.discussion.taking import Taken
from petitions.drafting.models import Version
from petitions.drafting.service import Draft
from petitions.drafting.translations import queries, service
from petitions.drafting.translations.service import Translated
from petitions.drafting.translations.sides import Beside
from tests.drafting.discussion.office import PLEA, Office, history
from tests.factories import TEXT, a_translation, acting, changed

SALUTATION, REQUEST, DEMANDS = "Madame,\n\nMonsieur,", "Laissez Aru Example rester.", "1. Arrêtez.\n2. Accordez."


class Bureau(Office):
    """An office whose French translation has two paragraphs beside the first of the text."""

    def __init__(self, state: str = "drafting") -> None:
        super().__init__(state)
        from_page = Draft("Qu’elle reste", f"{SALUTATION}\n\n{REQUEST}\n\n{DEMANDS}\n", "", 0)
        actor = acting(self.ada)
        with transaction():
            service.start(actor, self.campaign, "fr")
            service.save(actor, self.campaign, "fr", Translated(from_page, Beside(1, (2, 1, 1))))

    @property
    def french(self) -> Version:
        db.session.rollback()
        found = drafting.latest(self.campaign, "fr")
        assert found is not None
        return found

    def proposed(self, paragraph: int, wanted: str) -> Thread:
        return self.suggest(paragraph, wanted, version=self.french)

    def taken(self, *threads: Thread) -> Taken:
        return self.take(*threads, version=self.french)

    def sides(self) -> list[str]:
        """The words beside each paragraph of the latest version of the text, as the translator finds them."""
        return [row.text for row in queries.rows(self.latest, self.french)]


def test_what_is_taken_becomes_a_version_of_the_translation_that_follows_the_same_version_of_the_text(
    app: Flask,
) -> None:
    office = Bureau()
    office.save(TEXT.replace("stay", "stay for good"))
    thread = office.proposed(2, "Laissez-la rester.")
    done = office.taken(thread)
    assert (done.version.translation, done.version.number, done.version.follows.number) == ("fr", 2, 1)
    assert done.version.why == "Suggested by Rut Reviewer (paragraph 3)."
    assert (office.now(thread).state, thread.taken_in_id) == ("taken", done.version.id)
    assert drafting.latest(office.campaign).number == 2
    assert queries.about(done.version).changed == 1
    assert ("Ada Drafter", "suggestion:take", "version 1 (Français), paragraph 3") in history()


def test_every_paragraph_stays_beside_the_one_that_it_translates(app: Flask) -> None:
    office = Bureau()
    out, more = office.proposed(1, ""), office.proposed(2, f"{REQUEST}\n\nElle enseigne.")
    office.taken(out, more)
    assert office.sides() == ["Madame,", f"{REQUEST}\n\nElle enseigne.", DEMANDS]
    assert office.french.beside == {"number": 1, "parts": [1, 2, 1]}


def test_a_paragraph_that_is_taken_out_leaves_its_place_empty(app: Flask) -> None:
    office = Bureau()
    office.taken(office.proposed(2, ""))
    assert office.sides() == [SALUTATION, "", DEMANDS]
    assert queries.missing_in(office.french) == 1


def test_a_translation_whose_places_nobody_kept_has_them_afterwards(app: Flask) -> None:
    office = Office()
    version = a_translation(office.campaign, body=f"Madame,\n\n{REQUEST}\n")
    made = office.take(office.suggest(0, "Madame la ministre,", version=version), version=version).version
    assert made.beside == {"number": 1, "parts": [1, 1, 0]}


def test_the_text_and_its_suggestions_are_not_touched_and_signing_goes_on(app: Flask) -> None:
    office = Bureau("collecting")
    of_text = office.suggest(1, PLEA.replace("ask", "urge"))
    office.taken(office.proposed(2, "Laissez-la rester."))
    db.session.refresh(office.campaign)
    assert office.campaign.state == "collecting"
    assert drafting.latest(office.campaign).number == 1
    assert office.now(of_text).state == "open"


@pytest.mark.parametrize("state", ["dispatched", "concluded"])
def test_a_translation_is_discussed_and_mended_after_the_letter_was_sent(app: Flask, state: str) -> None:
    office = Bureau()
    changed(office.campaign, state=state, open_version_id=office.latest.id)
    office.comment(0, "Plus formel ?", version=office.french)
    thread = office.proposed(2, "Laissez-la rester.")
    assert office.taken(thread).version.number == 2
    with pytest.raises(InvalidTransition, match="letter is sent"):
        office.suggest(0, "Madam Minister,")


def test_nothing_is_taken_nor_suggested_once_the_campaign_is_given_up(app: Flask) -> None:
    office = Bureau()
    thread = office.proposed(2, "Laissez-la rester.")
    changed(office.campaign, state="withdrawn")
    for verb in (lambda: office.taken(thread), lambda: office.proposed(3, "1. Rien.")):
        with pytest.raises(InvalidTransition, match="its translations can’t change any more"):
            verb()
    assert office.now(thread).state == "open"


def test_a_version_of_the_translation_saved_meanwhile_leaves_everything_open(app: Flask) -> None:
    office = Bureau()
    page, first, second = office.french, office.proposed(2, "Laissez-la rester."), office.proposed(0, "Chère Madame,")
    office.take(second, version=page)
    with pytest.raises(StalePage, match="Version 2 was saved meanwhile"):
        office.take(first, version=page)
    assert office.now(first).state == "open"


def test_whoever_writes_declines_and_only_the_maker_takes_back(app: Flask) -> None:
    office = Bureau()
    thread = office.proposed(2, "Laissez-la rester.")
    with pytest.raises(NotAllowed):
        office.settle(thread, by=office.ada)
    office.decline(thread, reason="Trop court.")
    assert office.now(thread).state == "declined"
