"""A text that LibreOffice has opened and saved comes back as the same text: no edit, no suggestion."""

from pathlib import Path

from flask import Flask

from petitions.drafting.word.reading import read
from petitions.drafting.word.writing import write
from tests.drafting.discussion.office import Office
from tests.drafting.word.bringing import brought, remark, said, sent
from tests.drafting.word.libreoffice import saved_by_libreoffice
from tests.drafting.word.office import edited
from tests.drafting.word.texts import changed, letter, some_texts

NUMBERED = """We ask:[^law]

3. Free her.
   - at once
   - and for good[^1]
4. Let her stay.[^law]

Between

7. Grant asylum.

   It was promised.[^1]
8. Answer us.

1) Another list

- and [one more](https://a.example "see there")

[^law]: The *law*.
[^1]: A report, see <https://b.example>.

    Its second paragraph.
[^2]: Never marked.
"""


def test_lists_notes_and_links_keep_their_numbers_and_their_words(tmp_path: Path) -> None:
    texts = [NUMBERED, *some_texts(seed=7, many=60)]
    for text, data in zip(texts, saved_by_libreoffice([write(letter(text)) for text in texts], tmp_path), strict=True):
        found = read(data)
        assert found.subject == "Let her stay"
        assert changed(text, found).changes == [], text
        assert not found.counted, text


def test_comments_that_went_through_libreoffice_are_known_again_and_those_made_there_are_new(
    app: Flask, tmp_path: Path
) -> None:
    office = Office()
    talk = office.comment(1, "Too strong?\n\nOr\tnot.")
    office.reply(talk, "No.")
    office.suggest(0, "Madam Minister,", note="Better.")
    sent_out = sent(office.latest, with_comments=True)
    commented = edited(sent_out, lambda file: remark(file, "Dear", "New.", of="Minister"))
    untouched, more = saved_by_libreoffice([sent_out, commented], tmp_path)
    for _time in range(2):
        taken = brought(office, untouched)
        assert (taken.suggestions, taken.comments) == ([], 0)
    assert brought(office, more).comments == 1
    assert said(office)[0] == (0, [("Bo Reader, in a Word file brought by Rut Reviewer", "Of “Minister”:\nNew.")])
