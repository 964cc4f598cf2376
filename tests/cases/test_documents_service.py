"""Documents and protected names: sealed, internal by default, public by a release only, and never by accident."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational
from sqlalchemy import text

from petitions.accounts.models import Role, User
from petitions.campaigns import fact_sheet, releases
from petitions.cases import documents, parts, protected, queries, service
from petitions.cases.models import Case, CaseDocument
from petitions.cases.rules import ConsentFacts, DocumentFacts, EventFacts, Profile, ProtectedFacts
from petitions.core.actor import Actor
from petitions.core.clock import today
from petitions.core.db import db, transaction
from petitions.core.errors import DomainError, NotFound
from tests.factories import a_user, acting, an_organisation, sign_in
from tests.support.history import history_of

DECISION = "Nutarimas: prašymas atmestas.".encode()
FACTS = DocumentFacts("The decision of July")


@pytest.fixture
def user(app: Flask) -> User:
    return a_user(an_organisation())


@pytest.fixture
def ada(user: User) -> Actor:
    return acting(user)


@pytest.fixture
def bo(ada: Actor) -> Actor:
    return replace(ada, id=uuid4(), label="Bo Second")


@pytest.fixture
def case(ada: Actor) -> Case:
    with transaction():
        case = service.create(ada, Profile("Aru Example"))
        service.record_consent(ada, case, ConsentFacts("Aru", today(), "All", today() + timedelta(days=9)))
    return case


def add(ada: Actor, case: Case, data: bytes = DECISION, facts: DocumentFacts = FACTS) -> CaseDocument:
    with transaction():
        return documents.add(ada, case, facts, data)


def picture(kind: str = "JPEG", *, gps: bool = False) -> bytes:
    image, exif, out = Image.new("RGB", (8, 8)), Image.Exif(), io.BytesIO()
    if gps:
        exif.get_ifd(0x8825).update({1: "N", 2: (IFDRational(54), IFDRational(41), IFDRational(0))})
    image.save(out, kind, exif=exif.tobytes())
    return out.getvalue()


def located_in_words() -> bytes:
    """A picture that says its place in a compressed note, as some programs write it."""
    note, out = PngInfo(), io.BytesIO()
    note.add_itxt("XML:com.adobe.xmp", '<x exif:GPSLatitude="54,41.2N"/>', zip=True)
    Image.new("RGB", (8, 8)).save(out, "PNG", pnginfo=note)
    return out.getvalue()


def word(*names: str, media: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
        if media:
            archive.writestr("word/media/image1.jpeg", media)
    return out.getvalue()


class TestAFile:
    @pytest.mark.parametrize(
        ("data", "ending"),
        [
            (b"%PDF-1.7\n", "pdf"),
            (picture("JPEG"), "jpg"),
            (picture("PNG"), "png"),
            (picture("WEBP"), "webp"),
            (DECISION, "txt"),
            (word("word/document.xml"), "docx"),
            (word("word/document.xml", media=picture("JPEG")), "docx"),
            (b"%PDF-1.7\nstream\n" + picture("JPEG"), "pdf"),
        ],
    )
    def test_is_known_by_its_content_sealed_and_given_back(self, ada, case: Case, data: bytes, ending: str) -> None:
        document = add(ada, case, data)
        assert (document.ending, document.is_withheld, document.size) == (ending, True, len(data))
        stored = db.session.get_one(CaseDocument, document.id)
        assert documents.opened(stored) == data
        assert data not in stored.content_sealed

    @pytest.mark.parametrize(
        ("data", "said"),
        [
            (b"", "empty"),
            (b"x" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
            (b"<html><script>alert(1)</script></html>", "Only PDF"),
            (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "Only PDF"),
            (b"Hello <SCRIPT src=x>", "Only PDF"),
            (b"MZ\x90\x00\xff\xfe", "Only PDF"),
            (b"GIF89a\x01\x00\x01\x00", "Only PDF"),
            (word("other.xml"), "Only PDF"),
            (word("word/document.xml", "word/vbaProject.bin"), "macro"),
            (b"PK\x03\x04 broken", "damaged"),
            (picture("JPEG")[:60], "can’t be read"),
            (picture("JPEG", gps=True), "where it was taken"),
            (picture("PNG", gps=True), "where it was taken"),
            (word("word/document.xml", media=picture("JPEG", gps=True)), "picture in this document"),
            (b"%PDF-1.7\nstream\n" + picture("JPEG", gps=True), "picture in this document"),
            (located_in_words(), "where it was taken"),
        ],
    )
    def test_is_refused_in_words(self, ada: Actor, case: Case, data: bytes, said: str) -> None:
        with pytest.raises(DomainError, match=said):
            add(ada, case, data)
        assert queries.get_visible(ada, case.id).documents == []

    def test_that_was_altered_at_rest_is_not_given_out(self, ada: Actor, case: Case) -> None:
        document = add(ada, case)
        with transaction():
            db.session.get_one(CaseDocument, document.id).content = b"Another decision."
        with pytest.raises(NotFound, match="damaged"):
            documents.opened(db.session.get_one(CaseDocument, document.id))


class TestWhoGetsIt:
    def public(self, client: FlaskClient, case: Case) -> int:
        return client.get(f"/en/cases/{case.slug}/documents/the-decision-of-july").status_code

    def release(self, ada: Actor, bo: Actor, case: Case) -> None:
        with transaction():
            releases.approve(bo, releases.propose(ada, db.session.get_one(Case, case.id)))

    def test_an_internal_one_only_its_organisation(self, client: FlaskClient, user, ada, bo, case: Case) -> None:
        document = add(ada, case)
        self.release(ada, bo, case)
        assert self.public(client, case) == 404
        path = f"/en/desk/cases/{case.id}/documents/{document.id}/file"
        assert client.get(path).status_code == 303
        sign_in(client, a_user(an_organisation("Other")))
        assert client.get(path).status_code == 404
        sign_in(client, user)
        answer = client.get(path)
        assert answer.data == DECISION
        assert answer.headers["Content-Disposition"] == 'attachment; filename="the-decision-of-july.txt"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in answer.headers["Cache-Control"]

    def test_a_public_one_anyone_once_it_is_released(self, client: FlaskClient, ada: Actor, bo, case: Case) -> None:
        add(ada, case, facts=replace(FACTS, is_withheld=False))
        assert self.public(client, case) == 404
        self.release(ada, bo, case)
        answer = client.get(f"/en/cases/{case.slug}/documents/the-decision-of-july")
        assert (answer.status_code, answer.data) == (200, DECISION)
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert "The decision of July" in client.get(f"/en/cases/{case.slug}").text

    def test_one_that_was_removed_or_hidden_nobody(self, client: FlaskClient, ada: Actor, bo, case: Case) -> None:
        document = add(ada, case, facts=replace(FACTS, is_withheld=False))
        self.release(ada, bo, case)
        with transaction():
            releases.hide(ada, case, "documents", document.key)
        assert self.public(client, case) == 404
        with transaction():
            documents.remove(ada, queries.get_visible(ada, case.id).documents[0])
        assert "The decision of July" not in client.get(f"/en/cases/{case.slug}").text

    def test_documents_stand_in_no_fact_sheet(self, ada: Actor, case: Case) -> None:
        add(ada, case, facts=replace(FACTS, is_withheld=False))
        assert "decision" not in fact_sheet.write(fact_sheet.of_case(case))


class TestProtectedNames:
    @pytest.fixture
    def named(self, ada: Actor, case: Case) -> Case:
        with transaction():
            protected.add(ada, case, ProtectedFacts("Aigerim Testova", "relative"))
            parts.add_event(ada, case, EventFacts("Her home is searched", body="With Айгерим Тестова in it."))
        return case

    def test_are_sealed_and_in_no_history_and_no_export(self, named: Case) -> None:
        rows = db.session.execute(text("SELECT * FROM protected_names")).all()
        told = [f"{event.subject_label} {event.details}" for event in history_of(named)]
        assert "Testova" not in f"{rows} {told} {fact_sheet.write(fact_sheet.of_case(named))}"

    def test_stop_an_approval_that_gives_no_reason(self, ada: Actor, bo: Actor, named: Case) -> None:
        with transaction():
            release = releases.propose(ada, named)
        (found,) = releases.names_in(named, releases.sheet_of(release.snapshot))
        assert (found.title, found.found.written) == ("Her home is searched", "Айгерим Тестова")
        with pytest.raises(DomainError, match="Protected names"), transaction():
            releases.approve(bo, release)
        with transaction():
            releases.approve(bo, release, "She agreed in writing.")
        assert history_of(named)[0].details["reason"] == "She agreed in writing."

    def test_too_short_or_twice_are_refused(self, ada: Actor, named: Case) -> None:
        for name, said in (("Al", "three letters"), ("aigerim TESTOVA", "already")):
            with pytest.raises(DomainError, match=said), transaction():
                protected.add(ada, named, ProtectedFacts(name, "person"))

    def test_are_shown_to_those_who_write_the_case_only(self, client: FlaskClient, user: User, named: Case) -> None:
        path = f"/en/desk/cases/{named.id}/protected-names"
        sign_in(client, a_user(user.memberships[0].organisation, Role.REVIEWER))
        assert client.get(path).status_code == 403
        sign_in(client, user)
        assert "Aigerim Testova" in client.get(path).text

    def test_can_be_let_through_in_the_browser_by_a_tick_and_a_reason(self, client, user, ada, named: Case) -> None:
        with transaction():
            release = releases.propose(ada, named)
        sign_in(client, a_user(user.memberships[0].organisation, Role.REVIEWER))
        path = f"/en/desk/cases/{named.id}/releases/1"
        page = client.get(path).text
        assert "Protected names stand in this text" in page
        names = re.search('name="names" value="([0-9a-f]{64})"', page)[1]
        ticked = {"sha256": release.sha256, "names": names, "why": "She agreed."}
        assert client.post(f"{path}/approve", data=ticked).status_code == 409
        assert client.post(f"{path}/approve", data={**ticked, "accepts": "y"}).status_code == 303
