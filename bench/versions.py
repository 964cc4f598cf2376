"""A long text saved and compared through its pages, with many versions in its history and with two."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from flask.testing import FlaskClient

from bench import data, server
from bench.table import Speed
from petitions import create_app
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.drafting import queries, service
from petitions.drafting.models import Version
from petitions.drafting.service import Draft
from tests.factories import a_campaign, a_case, a_user, acting, an_organisation, sign_in
from tests.support.browsers import PlainBrowser

WORDS, MANY, FEW = 3_000, 200, 2
SAVED = 5  # how many versions are saved and compared in a round
SENTENCE = "They wrote to the court about what they had seen, and nobody answered them in time.\n\n"


@dataclass
class Text:
    """A campaign whose text has so many versions, and a browser of its author."""

    app: Flask
    client: FlaskClient
    campaign: Campaign
    versions: int

    def save_and_compare(self) -> Speed:
        """Save a version, read the difference to the one before, and take it back unmeasured; several times."""
        clock = processor = 0.0
        for turn in range(SAVED):
            before = time.perf_counter(), time.process_time()
            self._save(turn)
            self._compare()
            clock += time.perf_counter() - before[0]
            processor += time.process_time() - before[1]
            self._take_back()
        return Speed(SAVED / clock, SAVED / processor)

    def _save(self, turn: int) -> None:
        typed = {"subject": "S", "body": body(self.versions + turn + 1), "made_from": self.versions, "language": "en"}
        answer = self.client.post(f"/en/desk/campaigns/{self.campaign.id}/text", data=typed)
        if answer.status_code != 303 or not answer.location.endswith(f"/versions/{self.versions + 1}"):
            raise RuntimeError(f"Not saved: {answer.status}.")

    def _compare(self) -> None:
        answer = self.client.get(f"/en/desk/campaigns/{self.campaign.id}/compare")
        if answer.status_code != 200 or "<ins>" not in answer.text:
            raise RuntimeError(f"Not compared: {answer.status}.")

    def _take_back(self) -> None:
        with self.app.app_context(), transaction() as session:
            newest = queries.latest(session.get_one(Campaign, self.campaign.id))
            session.delete(session.get_one(Version, newest.id) if newest else None)


def body(number: int) -> str:
    """Words of one version: every one changes a sentence of the one before."""
    sentences = [SENTENCE] * (WORDS // len(SENTENCE.split()))
    sentences[number % len(sentences)] = f"In version {number} they wrote something else, to another court.\n\n"
    return "".join(sentences)


@contextmanager
def versions(folder: Path) -> Iterator[tuple[Text, Text]]:
    """A database in the folder with two texts: one of many versions, one of two."""
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=folder) as own:
        app = create_app(data.settings_for(Path(own), server.free_port()))
        app.config["WTF_CSRF_ENABLED"] = False
        app.test_client_class = PlainBrowser
        with app.app_context():
            app.extensions["alembic"].upgrade()
            yield _text(app, MANY), _text(app, FEW)
            db.engine.dispose()


def _text(app: Flask, length: int) -> Text:
    author = a_user(an_organisation())
    campaign = a_campaign(a_case(author.memberships[0].organisation), author=author)
    for number in range(1, length):
        with transaction() as session:
            draft = Draft("S", body(number + 1), "", number)
            service.save_version(acting(author), session.get_one(Campaign, campaign.id), draft)
    client = app.test_client()
    sign_in(client, author)
    return Text(app, client, campaign, length)
