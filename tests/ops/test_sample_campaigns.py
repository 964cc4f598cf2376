"""The sample's campaigns: one in each state, run by the product's own verbs, so that every record of them is true."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from petitions.accounts.models import User
from petitions.campaigns import fact_sheet
from petitions.campaigns.models import Campaign
from petitions.campaigns.states import PUBLIC, CampaignState
from petitions.core.audit import AuditEvent
from petitions.core.clock import now, today
from petitions.core.db import db
from petitions.dispatch import queries as dispatch
from petitions.dispatch.log import entries
from petitions.dispatch.models import EditionSignatory, FollowUp, Letter, Reply
from petitions.drafting import queries as drafting
from petitions.drafting.models import Version
from petitions.ledger.models import Leaf, LeafType, Log, Statement
from petitions.ledger.rules import commitment
from petitions.ops.sample.campaigns import FILES
from petitions.ops.sample.files import HERE, read
from petitions.outbox.models import Message
from petitions.outbox.states import FINAL
from petitions.signing.by_hand.models import HandConfirmation
from petitions.signing.models import Invitation, ProvedBy, Signature
from tests.factories import sign_in

CAMPAIGNS: dict[str, dict[str, Any]] = {entry["title"]: entry for name in FILES for entry in read(name)["campaigns"]}
KIND = "Letter of Members|Appeal of organisations|Written declaration of the|Public petition"
REAL = fact_sheet.read((HERE / "sheets" / "daniyar-khasenov.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def migrated_database(sampled_database: Path) -> Path:
    """A database with the sample in it, copied for each test."""
    return sampled_database


def campaigns() -> list[Campaign]:
    return list(db.session.scalars(select(Campaign)))


def answers_to(entry: dict[str, Any]) -> list[dict[str, Any]]:
    """Who was asked, and who of the public asked; the latter signed, unless no day of it is told."""
    public = [{"answer": "signed" if row["date"] else "none", **row} for row in entry.get("supporters", ())]
    signed = [{**row, "consents": ["sign", *row["consents"]] if row["date"] else []} for row in public]
    return [*entry["invitations"], *signed]


def in_state(state: CampaignState, instrument: str = "") -> Campaign:
    query = select(Campaign).where(Campaign.state == state)
    return db.session.scalars(query.where(Campaign.instrument == instrument) if instrument else query).one()


def every(table: type[Any]) -> list[Any]:
    return list(db.session.scalars(select(table)))


def words(client: FlaskClient, campaign: Campaign) -> str:
    return words_of(client, f"/en/campaigns/{campaign.slug}")


def words_of(client: FlaskClient, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub("<[^>]+>", " ", answer.text)).split())


def folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


@pytest.mark.usefixtures("app")
class TestEachCampaign:
    def test_stands_where_its_story_says_one_in_each_state(self) -> None:
        assert {row.title: row.state for row in campaigns()} == {t: e["state"] for t, e in CAMPAIGNS.items()}
        assert {row.state for row in campaigns()} == set(CampaignState)

    def test_happened_on_the_days_of_its_story_and_in_order(self) -> None:
        for campaign in campaigns():
            entry = CAMPAIGNS[campaign.title]
            reached = {step.after: step.at.date().isoformat() for step in campaign.steps}
            assert campaign.created_at.date().isoformat() == entry["created_on"]
            for state in ("closed", "dispatched", "concluded", "withdrawn"):
                assert reached.get(state) == entry[f"{state}_on"]
            assert [step.after for step in campaign.steps][-1] == campaign.state
            assert [step.before for step in campaign.steps] == [None, *(step.after for step in campaign.steps)][:-1]

    def test_is_told_in_the_history_from_its_beginning_and_by_its_people(self) -> None:
        for campaign in campaigns():
            query = select(AuditEvent).where(AuditEvent.campaign_id == campaign.id).order_by(AuditEvent.at)
            told = list(db.session.scalars(query))
            assert told[0].action == "campaign:create"
            assert {event.actor_kind for event in told} <= {"user", "signatory"}
            assert all(event.at < now() for event in told)

    def test_follows_the_one_that_it_follows(self) -> None:
        titles = {row.id: row.title for row in campaigns()}
        follows = {row.title: titles[row.follows_id] for row in campaigns() if row.follows_id}
        keys = {entry["key"]: title for title, entry in CAMPAIGNS.items()}
        assert follows == {t: keys[e["follow_up_of"]] for t, e in CAMPAIGNS.items() if e["follow_up_of"]}

    def test_the_one_that_collects_goes_on_for_days_and_has_two_versions_to_compare(self) -> None:
        campaign = in_state(CampaignState.COLLECTING, "mep_letter")
        assert campaign.deadline
        assert 16 <= (campaign.deadline.date() - today()).days <= 18
        first, second = drafting.versions(campaign)
        assert "the whole request" in second.body
        assert "the whole request" not in first.body
        assert campaign.open_version_id == second.id


@pytest.mark.usefixtures("app")
class TestSignatures:
    def test_are_given_with_the_consents_of_the_story(self) -> None:
        for campaign in campaigns():
            told = Counter(word for row in answers_to(CAMPAIGNS[campaign.title]) for word in row["consents"])
            given = Counter(consent.kind for row in signatures(campaign) for consent in row.consents if consent.given)
            assert given == Counter({{"show": "show_invited"}.get(word, word): n for word, n in told.items()})
            asked = 4 if campaign.instrument == "public_petition" else 5
            assert {len(row.consents) for row in signatures(campaign)} <= {asked}

    def test_and_refusals_and_silence_stand_with_the_invitations(self) -> None:
        answers = Counter(row.state for row in every(Invitation))
        told = Counter(row["answer"] for entry in CAMPAIGNS.values() for row in answers_to(entry))
        assert answers == {"answered": told["signed"], "declined": told["declined"], "sent": told["none"]}

    def test_one_was_given_by_telephone_and_is_marked_so_wherever_the_name_stands(self, client: FlaskClient) -> None:
        told = [row for entry in CAMPAIGNS.values() for row in entry["invitations"] if "by_telephone" in row]
        (signature,) = [row for row in every(Signature) if row.proved_by != ProvedBy.CODE]
        (recorded,) = every(HandConfirmation)
        assert [row["epid"] for row in told] == [900020]
        assert (signature.id, signature.proved_by) == (recorded.signature_id, ProvedBy.TELEPHONE)
        assert (recorded.recorded_by, recorded.decided_by) == ("Matteo Brancorsi", "Ieva Skomantienė")
        assert recorded.note.startswith("Sample note of a call that nobody made.")
        campaign = in_state(CampaignState.COLLECTING, "mep_letter")
        marked = words(client, campaign).partition(signature.name)[2]
        assert "Confirmed by telephone" in marked[:120]
        sign_in(client, db.session.scalars(select(User).where(User.name == "Ieva Skomantienė")).one())
        for place in ("/invitations", f"/signatures/{signature.id}"):
            assert "Confirmed by telephone" in words_of(client, f"/en/desk/campaigns/{campaign.id}{place}")

    def test_no_real_person_stands_under_an_invented_text(self) -> None:
        under = {folded(row.name) for row in [*every(Signature), *every(EditionSignatory)]}
        assert len(under) >= 20
        assert under & {folded(name) for name in real_names()} == set()
        texts = folded(" ".join(f"{row.subject} {row.body}" for row in every(Version)))
        assert [name for name in real_names() if " " in name and folded(name) in texts] == []


@pytest.mark.usefixtures("app")
class TestLedger:
    def test_every_leaf_has_its_place_without_gaps_in_the_order_of_events(self) -> None:
        for log in every(Log):
            query = select(Leaf).where(Leaf.log_id == log.id).order_by(Leaf.recorded_at)
            assert [leaf.position for leaf in db.session.scalars(query)] == list(range(log.size))
        kinds = Counter(leaf.type for leaf in every(Leaf))
        assert kinds == {LeafType.CONSENT: len(every(Signature)), LeafType.CLOSE: 4, LeafType.DISPATCH: 3}

    def test_every_commitment_opens_to_what_is_stored(self) -> None:
        statements = {row.leaf_id: row for row in every(Statement)}
        for leaf in every(Leaf):
            row = statements[leaf.id]
            assert commitment(row.salt, row.statement.encode()) == leaf.commitment
        for signature in every(Signature):
            signed = json.loads(statements[signature.leaf_id].statement)
            assert signed["signed_at"] == signature.confirmed_at.isoformat(timespec="microseconds")
            assert signed["name"] == signature.name
        for letter in every(Letter):
            sent = json.loads(next(statements[leaf.id].statement for leaf in every(Leaf) if leaf.ref == letter.id))
            assert sent["pdf_sha256"] == letter.pdf_sha256


@pytest.mark.usefixtures("app")
class TestMail:
    def test_none_is_left_to_send_and_none_was_written_to_the_mailbox(self, app: Flask) -> None:
        messages = every(Message)
        assert len(messages) > 100
        assert {message.state for message in messages} <= FINAL
        assert not app.config["SETTINGS"].mail_folder.exists()

    def test_what_carried_a_code_or_link_is_emptied(self) -> None:
        assert {message.source for message in every(Message) if message.secret} == {""}

    def test_letters_end_as_the_offices_servers_said(self) -> None:
        for campaign in campaigns():
            found = [(entry.delivery.state, entry.tries[0].reply) for entry in entries(campaign)]
            assert found == [(row["state"], row["reply_text"]) for row in CAMPAIGNS[campaign.title]["deliveries"]]
            days = [entry.tries[0].at.date().isoformat() for entry in entries(campaign)]
            assert days == [row["date"] for row in CAMPAIGNS[campaign.title]["deliveries"]]

    def test_replies_and_what_is_to_be_done_are_kept(self) -> None:
        assert [reply.received_on.isoformat() for reply in every(Reply)] == ["2026-04-22"]
        assert [row.due_on.isoformat() for row in every(FollowUp)] == ["2026-12-01"]


def test_what_a_dispatcher_would_send_next_is_ready_to_be_sent(app: Flask) -> None:
    assert dispatch.unmet_for_dispatch(in_state(CampaignState.CLOSED)) == []


class TestPublicPages:
    def test_bear_the_notice_of_the_sample_and_stay_out_of_indexes(self, client: FlaskClient) -> None:
        shown = [campaign for campaign in campaigns() if campaign.state in PUBLIC]
        assert len(shown) == 7
        for campaign in shown:
            assert "Sample. " in words(client, campaign)
            assert "Invented" in words(client, campaign)
            assert 'content="noindex"' in client.get(f"/en/campaigns/{campaign.slug}").text

    def test_lists_count_those_who_are_not_named(self, client: FlaskClient) -> None:
        page = words_of(client, "/en/campaigns")
        for title, entry in CAMPAIGNS.items():
            if entry["state"] in PUBLIC:
                signed = [row["consents"] for row in answers_to(entry) if row["answer"] == "signed"]
                unnamed = sum("publish" not in consents for consents in signed)
                after = re.split(KIND, page.split(title)[1], maxsplit=2)[1]
                if "lodging" in entry or "supporters" in entry:
                    assert ("and 10 others" if "lodging" in entry else "and 1 other") in after
                    continue
                assert ("who asked not" in after) == bool(unnamed)
                assert not unnamed or f"and {unnamed} who asked not to be named" in after

    def test_show_who_chose_initials_by_nothing_else(self, client: FlaskClient) -> None:
        petition = in_state(CampaignState.COLLECTING, "public_petition")
        own = f"/en/campaigns/{petition.slug}"
        for path in ("/en/campaigns", f"/en/cases/{petition.case.slug}", own, f"{own}/names"):
            page = words_of(client, path)
            assert "K. P." in page
            assert "Przykładowska" not in page

    def test_count_organisations_coalitions_and_heads_each_as_what_they_are(self, client: FlaskClient) -> None:
        page = words(client, in_state(CampaignState.COLLECTING, "ngo_appeal"))
        assert "2 organisations, 1 coalition, and 1 head of an organisation" in page
        assert "Ostoja Fund for Free Lawyers represented by Aurélie Montcassin, President Poland" in page
        assert "Aurélie Montcassin President of Ostoja Fund for Free Lawyers Poland" in page
        assert "Coalition for Open Courtrooms coalition of 4 members, represented by Solveig Rannamäe" in page

    def test_say_until_when_a_letter_can_be_signed(self, client: FlaskClient) -> None:
        assert "Open for signature until" in words(client, in_state(CampaignState.COLLECTING, "mep_letter"))
        assert "until" not in words(client, in_state(CampaignState.CLOSED)).split("The text")[0]

    def test_are_there_for_no_campaign_that_has_not_collected(self, client: FlaskClient) -> None:
        for campaign in campaigns():
            if campaign.state not in PUBLIC:
                assert client.get(f"/en/campaigns/{campaign.slug}").status_code == 404


def test_the_board_of_the_withdrawn_campaign_says_why(client: FlaskClient) -> None:
    sign_in(client, db.session.scalars(select(User).where(User.name == "Matteo Brancorsi")).one())
    board = words_of(client, f"/en/desk/campaigns/{in_state(CampaignState.WITHDRAWN).id}")
    assert "for the sake of colleagues" in board
    home = words_of(client, "/en/desk/")
    assert "23:59 (Brussels time)" in home


def signatures(campaign: Campaign) -> list[Signature]:
    return list(db.session.scalars(select(Signature).where(Signature.campaign_id == campaign.id)))


def real_names() -> Iterator[str]:
    for campaign in REAL.of("campaigns"):
        yield from (one.name for one in campaign.facts.signatories)
    yield REAL.profile.name
