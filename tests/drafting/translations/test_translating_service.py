"""A translation says which version it follows, and touches nothing but itself."""

import pytest
from flask import Flask
from sqlalchemy import select

from petitions.campaigns.states import CampaignState
from petitions.core import events
from petitions.core.audit import AuditEvent
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, InvalidTransition, NotFound, StalePage
from petitions.core.markdown import TextTooLong
from petitions.drafting import queries as texts
from petitions.drafting.events import VersionSaved
from petitions.drafting.rules import version_hash
from petitions.drafting.translations import queries, service
from tests.drafting.translations.office import AGAIN, FRENCH, Office
from tests.factories import TEXT, acting


def history() -> list[tuple[str, str]]:
    lines = db.session.scalars(select(AuditEvent).order_by(AuditEvent.at))
    return [(line.action, line.subject_label) for line in lines]


def test_a_translation_is_begun_once_in_a_language_of_its_own(app: Flask) -> None:
    office = Office()
    text = office.start()
    assert (text.language, text.is_authoritative) == ("fr", False)
    assert office.start().id == text.id
    assert history() == [("translation:start", "Français")]


@pytest.mark.parametrize(("language", "says"), [("en", "itself is in English"), ("xx", "one of the languages listed")])
def test_the_language_of_the_text_and_one_not_offered_are_refused(app: Flask, language: str, says: str) -> None:
    with pytest.raises(DomainError, match=says):
        Office().start(language)


def test_the_first_version_follows_the_version_that_it_was_made_beside(app: Flask) -> None:
    office = Office()
    version = office.translated()
    assert (version.number, version.follows.number, version.author_label) == (1, 1, "Tia Translator")
    assert version.sha256 == version_hash("Qu’elle reste", FRENCH)
    assert history()[-1] == ("version:save", "version 1 (Français), which follows version 1")


def test_the_history_tells_which_version_of_the_text_each_version_of_a_translation_follows(app: Flask) -> None:
    office = Office()
    office.translated()
    office.rewrite()
    office.translate(FRENCH, 1, 2, has_looked=True)
    query = select(AuditEvent).where(AuditEvent.action == "version:save").order_by(AuditEvent.at)
    lines = db.session.scalars(query).all()
    assert [line.details.get("follows") for line in lines] == [1, None, 2]
    assert [line.subject_label for line in lines] == [
        "version 1 (Français), which follows version 1",
        "version 2",
        "version 2 (Français), which follows version 2",
    ]


def test_a_translation_has_numbers_of_its_own_and_the_text_keeps_its_latest(app: Flask) -> None:
    office = Office()
    office.translated()
    office.translate(FRENCH + "\nAnnexe\n", 1)
    assert [version.number for version in office.versions] == [1, 2]
    assert [version.body for version in texts.versions(office.campaign)] == [TEXT]
    assert texts.latest(office.campaign).text.language == "en"


def test_it_goes_on_following_the_old_version_until_every_change_was_looked_at(app: Flask) -> None:
    office = Office()
    office.translated()
    office.rewrite()
    assert office.translate(FRENCH.replace("rester", "vivre"), 1, 2).follows.number == 1
    assert office.translate(FRENCH.replace("rester", "vivre ici"), 2, 2, has_looked=True).follows.number == 2


def test_the_same_words_that_now_follow_a_later_version_are_a_version_to_be_approved_anew(app: Flask) -> None:
    office = Office()
    first = office.translated()
    office.approve(first)
    office.rewrite()
    second = office.translate(FRENCH, 1, 2, has_looked=True)
    assert (second.number, second.sha256, second.follows.number) == (2, first.sha256, 2)
    assert texts.is_approved(first)
    assert not texts.is_approved(second)


def test_the_same_words_that_follow_the_same_version_make_no_new_one(app: Flask) -> None:
    office = Office()
    first = office.translated()
    assert office.translate(FRENCH, 1).id == first.id
    assert office.translate(FRENCH, 0).id == first.id
    assert len(office.versions) == 1


def test_it_never_goes_back_to_following_an_older_version(app: Flask) -> None:
    office = Office()
    office.rewrite()
    office.start()
    office.translate(FRENCH, 0, 2)
    assert office.translate(FRENCH + "\nP.-S.\n", 1, 1, has_looked=True).follows.number == 2


def test_a_save_from_an_older_version_is_refused_and_changes_nothing(app: Flask) -> None:
    office = Office()
    office.translated()
    with pytest.raises(StalePage, match="Both texts are kept"):
        office.translate("Madame,\n", 0)
    assert [version.body for version in office.versions] == [FRENCH]


@pytest.mark.parametrize(("body", "error"), [("\n", DomainError), ("x" * 100_001, TextTooLong)])
def test_what_cannot_be_kept_is_refused(app: Flask, body: str, error: type[Exception]) -> None:
    office = Office()
    office.start()
    with pytest.raises(error):
        office.translate(body)


def test_only_a_version_of_the_same_campaigns_text_can_be_followed(app: Flask) -> None:
    office = Office()
    office.start()
    with pytest.raises(NotFound, match="no version 2"):
        office.translate(FRENCH, 0, 2)
    with pytest.raises(NotFound, match="no such translation"):
        office.translate(FRENCH, language="de")
    with pytest.raises(NotFound, match="no such translation"):
        office.translate(FRENCH, language="en")


@pytest.mark.parametrize("state", [state for state in CampaignState if state != CampaignState.WITHDRAWN])
def test_saving_a_translation_tells_of_it_and_never_moves_the_campaign(app: Flask, state: str) -> None:
    office = Office(state)
    told: list[VersionSaved] = []
    app.extensions[events.EXTENSION] = {VersionSaved: [told.append]}
    opened = office.campaign.open_version_id
    saved = office.translated()
    assert (office.state, office.campaign.open_version_id) == (state, opened)
    assert [event.version_id for event in told] == [saved.id]


def test_nothing_of_a_withdrawn_campaign_is_translated(app: Flask) -> None:
    office = Office()
    office.start()
    office.move(CampaignState.WITHDRAWN)
    with pytest.raises(InvalidTransition, match="withdrawn"):
        office.translate()
    with pytest.raises(InvalidTransition, match="withdrawn"):
        office.start("de")


def test_a_translation_is_taken_back_only_while_it_is_empty(app: Flask) -> None:
    office = Office()
    office.start()
    with transaction():
        service.drop(acting(office.translator), office.campaign, "fr")
    assert texts.text_of(office.campaign, "fr") is None
    assert history()[-1] == ("translation:drop", "Français")
    office.translated()
    with pytest.raises(DomainError, match="never deleted"), transaction():
        service.drop(acting(office.translator), office.campaign, "fr")


def test_a_translation_tells_what_changed_since_and_what_it_has_no_words_for(app: Flask) -> None:
    office = Office()
    office.start()
    office.translate("Madame la ministre,\n\nLaissez Aru Example rester.\n")
    office.rewrite(AGAIN + "\nAnnex: the ruling.\n")
    (standing,) = queries.standings(office.campaign)
    assert (standing.follows.number, standing.changed, standing.missing) == (1, 2, 1)
    assert (standing.name, standing.original, standing.is_approved) == ("Français", "English", False)


def test_it_tells_of_a_change_of_the_subject_alone(app: Flask) -> None:
    office = Office()
    office.translated()
    office.rewrite(TEXT, subject="Let him stay")
    (standing,) = queries.standings(office.campaign)
    assert standing.changed == 1
