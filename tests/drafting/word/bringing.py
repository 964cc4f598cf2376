"""An organisation that sends a version out to Word, and somebody who brings the file back."""

from typing import Any

from petitions.accounts.models import User
from petitions.core.db import transaction
from petitions.drafting.discussion import queries
from petitions.drafting.discussion.models import Thread
from petitions.drafting.models import Version
from petitions.drafting.word.origin import Origin
from petitions.drafting.word.outgoing import beside, known
from petitions.drafting.word.proposing import Proposal, packed, propose, unpacked
from petitions.drafting.word.reading import read
from petitions.drafting.word.taking_in import Chosen, TakenIn, take_in
from petitions.drafting.word.writing import Letter, write
from tests.drafting.discussion.office import Office
from tests.factories import acting

WHEN = "2026-05-04T09:07:00Z"


def sent(version: Version, *, with_comments: bool = False) -> bytes:
    """A version as Word gets it."""
    origin = Origin(version.text_id, version.number, version.sha256)
    talks = beside(version) if with_comments else []
    return write(Letter(version.subject, version.body, version.text.language, origin, version.created_at, talks))


def proposed(version: Version, data: bytes) -> Proposal:
    """What a file brings to the version that it was made from, after its way through the page."""
    proposal = propose(read(data), version, known(queries.of_text(version.text), version))
    return unpacked(packed(proposal), version)


def brought(
    office: Office, data: bytes, *, by: User | None = None, version: Version | None = None, note: str = ""
) -> TakenIn:
    """A colleague, Rut unless said otherwise, takes in all of what a file brings."""
    page = version or office.latest
    proposal = proposed(page, data)
    everything = Chosen([number for number, _words in proposal.wanted], True, range(len(proposal.talks)), note)
    with transaction():
        return take_in(acting(by or office.rut), page, proposal, everything)


def threads(office: Office) -> list[Thread]:
    """Every thread of the text, in the order of the text."""
    return list(queries.of_text(office.latest.text))


def said(office: Office) -> list[tuple[int, list[tuple[str, str]]]]:
    """Who said what on which paragraph."""
    return [
        (row.paragraph, [(one.author_label, one.body) for one in row.comments])
        for row in threads(office)
        if row.kind == "comment"
    ]


def remark(document: Any, begins: str, words: str, *, of: str = "", author: str = "Bo Reader", at: str = WHEN) -> Any:
    """Somebody comments on a paragraph that begins with these words, or on some words of it."""
    paragraph = next(row for row in document.paragraphs if row.text.startswith(begins))
    if of:
        before, _of, after = paragraph.text.partition(of)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = before
        runs = [paragraph.add_run(of)]
        paragraph.add_run(after)
    else:
        runs = paragraph.runs
    comment = document.add_comment(runs, words, author, "BR")
    comment._comment_elm.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}date", at)
    return comment
