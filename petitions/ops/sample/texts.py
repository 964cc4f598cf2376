"""What colleagues say about the texts of the sample, and their translations, by the verbs that people use."""

from collections.abc import Mapping
from typing import Any

from petitions.campaigns.models import Campaign
from petitions.drafting import queries
from petitions.drafting.discussion import service as discussion
from petitions.drafting.discussion import settling
from petitions.drafting.discussion.models import Thread
from petitions.drafting.models import Version
from petitions.drafting.paragraphs import Change, paragraphs
from petitions.drafting.service import Draft
from petitions.drafting.translations import service as translations
from petitions.drafting.translations.service import Translated
from petitions.drafting.translations.sides import Beside
from petitions.ops.sample.files import read
from petitions.ops.sample.past import on
from petitions.ops.sample.teams import Team

Entry = dict[str, Any]


def load_texts(team: Team, campaigns: Mapping[str, Campaign]) -> None:
    """Discuss and translate the texts of the campaigns, which are given by their keys."""
    told = read("texts.yaml")
    for entry in told["threads"]:
        _discuss(team, campaigns[entry["campaign"]], entry)
    for entry in told["translations"]:
        _translate(team, campaigns[entry["campaign"]], entry)


def _discuss(team: Team, campaign: Campaign, entry: Entry) -> None:
    version = queries.numbered(campaign, 1)
    with on(entry["day"], "10:15"):
        thread = _begin(team, version, entry)
    for reply in entry["replies"]:
        with on(reply["day"], "15:05"):
            discussion.reply(team[reply["by"]], thread, reply["say"])
    if entry["settled_by"]:
        with on(entry["replies"][-1]["day"], "16:30"):
            settling.settle(team[entry["settled_by"]], thread)


def _begin(team: Team, version: Version, entry: Entry) -> Thread:
    there = paragraphs(version.body)
    place = next(place for place, words in enumerate(there) if words.startswith(entry["paragraph"]))
    author = team[entry["by"]]
    if entry["instead"] is None:
        return discussion.comment(author, version, place, entry["say"])
    return discussion.suggest(author, version, [Change(place, there[place], entry["instead"])], entry["say"])[0]


def _translate(team: Team, campaign: Campaign, entry: Entry) -> None:
    source, language = queries.numbered(campaign, entry["beside"]), entry["language"]
    beside = Beside(source.number, (1,) * len(paragraphs(source.body)))
    draft = Draft(entry["title"], entry["text"], "", 0, language)
    with on(entry["day"], entry["at"]):
        translations.start(team[entry["by"]], campaign, language)
        translations.save(team[entry["by"]], campaign, language, Translated(draft, beside))
