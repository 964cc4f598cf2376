"""Whatever is pasted into the page: a clear sentence, a bounded time, and nothing of it lost."""

import time

import pytest
from flask import Flask
from flask.testing import FlaskClient

from petitions.campaigns.models import Campaign
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError
from petitions.core.markdown import MAX_BYTES, to_html
from petitions.drafting import service
from petitions.drafting.service import Draft
from petitions.drafting.writing import queries
from petitions.drafting.writing.rules import outline
from tests.drafting.desk import a_desk
from tests.factories import acting

NOTES = "".join(f"[^{number}]" for number in range(10_000)) + "".join(f"\n[^{number}]: b" for number in range(10_000))
HEAVY = {
    "ten thousand footnotes": NOTES,
    "as many as a text holds": NOTES[: MAX_BYTES // 4] + "\n" + "".join(f"\n[^{n}]: b" for n in range(4_000)),
    "marks of one note": "[^1]" * 20_000 + "\n\n[^1]: b",
    "notes that mark notes": "".join(f"[^{number}]: [^{number + 1}]\n" for number in range(4_000)),
    "marks of no note": "[^x]" * 20_000,
    "fifty thousand empty paragraphs": "\n\n" * 49_000 + "end",
    "thirty thousand paragraphs": "a\n\n" * 33_000,
    "brackets": "[" * 99_000,
    "stars": "*a " * 33_000,
    "lists in lists": "- " * 49_000,
    "items": "1. a\n" * 19_000,
    "headings": "# Annex\n" * 12_000,
    "fields": "{{" * 49_000,
    "half a field": "{{ " + " " * 99_000,
}
BOUND = 10
"""Seconds of one processor for the slowest of them on a busy machine; alone it takes about two."""


@pytest.mark.parametrize("name", HEAVY)
def test_what_is_heavy_is_read_or_refused_within_a_bounded_time(client: FlaskClient, name: str) -> None:
    desk = a_desk(client)
    began = time.process_time()
    answer = desk.client.post(
        desk.address("text"),
        data={"subject": "S", "body": HEAVY[name], "made_from": "1", "language": "en", "do": "preview"},
    )
    assert time.process_time() - began < BOUND
    assert answer.status_code in {200, 422}
    assert HEAVY[name].strip()[:1_000].replace("&", "&amp;") in answer.text
    [kept] = queries.unsaved(desk.user.id, db.session.get_one(Campaign, desk.campaign.id))
    assert len(kept.body) == len(HEAVY[name].strip())


@pytest.mark.parametrize("paste", ["word " * 400_000, "слово " * 190_000, "<script>" * 260_000])
def test_two_megabytes_come_back_in_the_page_with_a_sentence(client: FlaskClient, paste: str) -> None:
    desk = a_desk(client)
    form = {"subject": "S", "body": paste, "made_from": "1", "language": "en", "why": "Pasted"}
    answer = desk.client.post(desk.address("text"), data=form)
    assert answer.status_code == 422
    assert "at most 100 kB can be kept. Shorten it." in answer.text
    assert "What you typed stays in the page." in answer.text
    assert paste.strip().replace("<", "&lt;").replace(">", "&gt;") in answer.text
    [kept] = queries.unsaved(desk.user.id, db.session.get_one(Campaign, desk.campaign.id))
    assert kept.body == paste.strip()


def test_what_no_request_may_hold_is_refused_in_words_and_what_was_kept_stays(client: FlaskClient) -> None:
    desk = a_desk(client)
    desk.write(200, body="Half a sentence", do="preview")
    paste = {"subject": "S", "body": "x" * (22 * 1024 * 1024), "made_from": "1", "language": "en"}
    answer = desk.client.post(desk.address("text"), data=paste)
    assert answer.status_code == 413
    assert "This is too large to be taken" in answer.text
    [kept] = queries.unsaved(desk.user.id, db.session.get_one(Campaign, desk.campaign.id))
    assert kept.body == "Half a sentence"


@pytest.mark.parametrize("character", ["\u202a", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"])
def test_characters_that_turn_words_are_written_out_in_the_letter_and_turn_nothing(
    client: FlaskClient, character: str
) -> None:
    desk = a_desk(client)
    typed = {"subject": f"Stay {character}now", "body": f"Let her {character}stay [x](https://e.example/{character})."}
    shown = desk.post("text/live", 200, made_from="1", language="en", **typed)
    said = f"⟨U+{ord(character):04X}⟩"
    preview = desk.client.post(desk.address("text/live"), data={"language": "en", **typed}).get_json()["preview"]
    assert f"Let her {said}stay" in preview
    assert f"Stay {said}now" in preview
    assert character not in preview
    assert shown
    desk.write(**typed)
    letter = desk.get("versions/2").partition('class="letter"')[2].partition("</section>")[0]
    assert said in letter
    assert character not in letter


@pytest.mark.parametrize(
    "typed",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        '[a](https://e.example/"onmouseover=alert(1))',
        "<!-- hidden -->",
        "&lt;b&gt;",
    ],
)
def test_html_and_script_stay_words(client: FlaskClient, typed: str) -> None:
    desk = a_desk(client)
    preview = desk.client.post(desk.address("text/live"), data={"language": "en", "body": typed}).get_json()["preview"]
    assert "<script" not in preview
    assert "<img" not in preview
    assert "<!--" not in preview
    assert 'href="javascript' not in preview
    assert '" onmouseover' not in preview


@pytest.mark.parametrize("typed", ["a\0b", "a\x07b", "a\ud800b", "a\uffffb", "a\x85b\x9f"])
@pytest.mark.parametrize("part", ["subject", "body"])
def test_the_service_refuses_what_cannot_be_printed(app: Flask, client: FlaskClient, typed: str, part: str) -> None:
    desk = a_desk(client)
    words = {"subject": "S", "body": "B", part: typed}
    actor, campaign = acting(desk.user), db.session.get_one(Campaign, desk.campaign.id)
    with pytest.raises(DomainError, match="cannot be printed"), transaction():
        service.save_version(actor, campaign, Draft(**words, why="", made_from=1))
    assert len(desk.versions) == 1


def test_an_unpaired_surrogate_in_a_request_stays_as_it_was_sent(client: FlaskClient) -> None:
    desk = a_desk(client)
    answer = desk.client.post(
        desk.address("text"),
        data=b"subject=S&body=a%ED%A0%80b&made_from=1&language=en&do=preview",
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200
    assert "a%ED%A0%80b</textarea>" in answer.text


def test_parts_of_a_heavy_text_are_found_in_the_time_that_it_takes_to_read_it() -> None:
    for text in HEAVY.values():
        if len(text.encode()) > MAX_BYTES or text.startswith("- "):
            continue
        to_html(text)
        began = time.process_time()
        outline(text, "en")
        assert time.process_time() - began < BOUND / 4
