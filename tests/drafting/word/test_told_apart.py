"""Of several things that were said alike, a Word file that comes back means the one at its place."""

from io import BytesIO
from zipfile import ZipFile

from flask import Flask

from petitions.core.db import transaction
from petitions.drafting.discussion import service
from petitions.drafting.paragraphs import Change, paragraphs
from tests.drafting.discussion.office import Office
from tests.drafting.word.bringing import brought, remark, said, sent, threads
from tests.drafting.word.office import edited
from tests.factories import acting

ANSWER = (
    '<w:comment w:id="99" w:author="Lou Lawyer" w:date="2026-05-05T09:07:00Z"><w:p w14:paraId="0000AAAA">'
    "<w:r><w:t>No! Keep it.</w:t></w:r></w:p></w:comment></w:comments>"
)


def answered(data: bytes, parent: str) -> bytes:
    """The file after Word, in which a lawyer has answered the comment whose paragraph has this key."""
    back = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(back, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode() if name.endswith(("comments.xml", "Extended.xml")) else old.read(name)
            if name == "word/comments.xml":
                content = str(content).replace("</w:comments>", ANSWER)
            if name == "word/commentsExtended.xml":
                link = f'<w15:commentEx w15:paraId="0000AAAA" w15:paraIdParent="{parent}" w15:done="0"/>'
                content = str(content).replace("</w15:commentsEx>", f"{link}</w15:commentsEx>")
            new.writestr(name, content)
    return back.getvalue()


def test_an_answer_to_one_of_two_suggestions_that_say_the_same_stands_in_that_one(app: Flask) -> None:
    office = Office()
    there = paragraphs(office.latest.body)
    with transaction():
        changes = [Change(number, there[number], "") for number in range(2)]
        service.suggest(acting(office.rut), office.latest, changes)
    back = answered(sent(office.latest, with_comments=True), "00000001")
    assert brought(office, back).comments == 1
    assert [(row.paragraph, [one.body for one in row.comments]) for row in threads(office)] == [
        (0, ["No! Keep it."]),
        (1, []),
    ]


def test_the_same_words_on_two_paragraphs_come_back_as_what_was_said_already(app: Flask) -> None:
    office = Office()

    def ask(document: object) -> None:
        for begins in ("Dear", "We ask"):
            remark(document, begins, "Source?")

    assert brought(office, edited(sent(office.latest), ask)).comments == 2
    before = said(office)
    assert brought(office, sent(office.latest, with_comments=True)).comments == 0
    assert said(office) == before


def test_words_without_a_name_mean_what_stands_at_their_place_and_are_new_elsewhere(app: Flask) -> None:
    office = Office()
    office.comment(0, "Agreed.")
    office.comment(1, "Agreed.")

    def agree(document: object) -> None:
        for begins in ("Dear", "1.", "Stop the"):
            if any(row.text.startswith(begins) for row in document.paragraphs):  # type: ignore[attr-defined]
                comment = remark(document, begins, "Agreed.", author="")
                del comment._comment_elm.attrib["{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date"]

    assert brought(office, edited(sent(office.latest), agree)).comments == 1
    assert [paragraph for paragraph, _said in said(office)] == [0, 1, 2]
