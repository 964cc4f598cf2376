"""Two petitions in one database, one with few signatures and one with very many: what is done under both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import crowd, data, server
from bench.load import CONNECTIONS, Request
from bench.table import Speed
from bench.trial import PAGES, Trial
from petitions import create_app
from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.signing.models import Invitation
from petitions.signing.supporters import asking
from tests.signing.supporters.petition import Petition, an_asking

FEW = 1_000


@dataclass
class Signed:
    """A petition with so many signatures, whose pages are read and under which more people are about to confirm."""

    trial: Trial
    page: Request
    older: Request
    waiting: list[Request]

    def confirm(self) -> Speed:
        """Members of the public confirm."""
        return self.trial.confirm_some(self.waiting)

    def wake(self) -> None:
        """A few confirm whom nobody counts, one for each connection."""
        self.trial.speed([self.waiting.pop() for _ in range(CONNECTIONS)])

    def read(self) -> Speed:
        """The public page: the text, the count and the newest names."""
        return self.trial.speed([self.page] * (PAGES * self.trial.size))

    def turn(self) -> Speed:
        """A page of names from the middle of the list."""
        return self.trial.speed([self.older] * (PAGES * self.trial.size))


@contextmanager
def petitions(folder: Path, rounds: int, size: int, many: int, database: str = "") -> Iterator[tuple[Signed, Signed]]:
    """The petition with very many signatures, and the one with few, served side by side."""
    with TemporaryDirectory(prefix="bench-", dir=folder) as own:
        settings = data.settings_for(Path(own), server.free_port(), database)
        app = create_app(settings)
        with app.app_context():
            app.extensions["alembic"].upgrade()
            db.engine.dispose()
            asked = rounds * (size + CONNECTIONS)
            found = [_petition(number, asked) for number in (many, min(FEW, many))]
            every = data.confirmations_of(app, [one for _campaign, invitations in found for one in invitations])
            requests = [every[:asked], every[asked:]]
            slugs = [campaign.slug for campaign, _invitations in found]
            db.engine.dispose()
        with server.running(settings) as served:
            trial = Trial(app, served, size, [], *[Request("")] * 4)
            large, small = (
                Signed(trial, Request(f"/en/campaigns/{slug}"), _older(slug, number), waiting)
                for slug, number, waiting in zip(slugs, (many, FEW), requests, strict=True)
            )
            yield large, small


def _older(slug: str, number: int) -> Request:
    return Request(f"/en/campaigns/{slug}?before={number // 2}")


def _petition(signatures: int, about_to_confirm: int) -> tuple[Campaign, list[Invitation]]:
    campaign = Petition().campaign
    crowd.sign(campaign, signatures)
    return campaign, [_asked(campaign, number) for number in range(about_to_confirm)]


def _asked(campaign: Campaign, number: int) -> Invitation:
    email = f"person{number}@inbox{number}.example"
    with transaction():
        asking.ask(db.session.get_one(Campaign, campaign.id), an_asking(email), data.BROWSER)
    found = asking.known(campaign, email)
    assert found is not None
    return found.invitation
