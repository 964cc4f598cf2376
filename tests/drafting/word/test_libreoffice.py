"""A text that LibreOffice has opened and saved comes back as the same text: no edit, no suggestion."""

from pathlib import Path

from petitions.drafting.word.reading import read
from petitions.drafting.word.writing import write
from tests.drafting.word.libreoffice import saved_by_libreoffice
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
