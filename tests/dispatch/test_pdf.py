"""Letters as PDF: every letter of every name, nothing brought to life, the same bytes each time."""

import datetime
import hashlib
import io
import re
import time
import unicodedata
from dataclasses import replace

import pypdf
import pytest
import typst

from petitions.core.text import UnprintableText, canonical, sha256_hex
from petitions.dispatch import pdf
from petitions.dispatch.pdf import NoGlyph, render
from petitions.dispatch.sheet import Labels, LetterSheet, Signatory

BODY = canonical(
    """Dear Minister,

We write about **Testas Pavyzdys**[^why], held since *March*.

1. Free him.
2. Drop the charges[^law].

Kind regards

[^why]: He defends prisoners.
[^law]: Article 3.
"""
)
SIGNATORY = Signatory("Ąžuolė Žemynaitė", "Member of the Example Parliament", "Group A", "Lithuania")
LETTER = LetterSheet(
    language="en",
    place="Brussels",
    date="23 November 2026",
    day=datetime.date(2026, 11, 23),
    sender=("Example Rights House", "office@rights-house.example"),
    addressees=(("Minister of Justice", "1 Example Square"), ("Minister of the Interior",)),
    subject="Free Testas Pavyzdys",
    body=BODY,
    signatories=(SIGNATORY,),
    count="1 member from 1 country",
    campaign="Letter for Testas Pavyzdys",
    version=3,
    sha256=sha256_hex(BODY),
    edition=2,
)


def many(count):
    return tuple(replace(SIGNATORY, name=f"Signer{number:03} Testauskaitė-Example") for number in range(count))


def pages(document):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(document)).pages]


def words(document):
    """Return the text as read by a program, without what the breaking of lines did to it."""
    text = unicodedata.normalize("NFC", " ".join(pages(document)))
    return re.sub(r"[\s\u00ad\u2010]+", " ", text)


def test_a_letter_shows_all_that_it_was_given():
    text = words(render(LETTER))
    for part in [
        *("Example Rights House", "office@rights-house.example", "Brussels, 23 November 2026"),
        *("Minister of Justice", "1 Example Square", "Minister of the Interior", "Free Testas Pavyzdys"),
        *("Dear Minister,", "1. Free him.", "2. Drop the charges", "He defends prisoners.", "Article 3."),
        *("1 member from 1 country", "Ąžuolė Žemynaitė", "Member of the Example Parliament", "Group A · Lithuania"),
        *("Letter for Testas Pavyzdys", "Version 3, edition 2", LETTER.sha256, "Page 1 of 1"),
    ]:
        assert part in text


def test_the_file_describes_itself():
    reader = pypdf.PdfReader(io.BytesIO(render(replace(LETTER, language="pt-BR"))))
    assert reader.metadata.title == "Free Testas Pavyzdys"
    assert reader.metadata.author == "Example Rights House"
    assert reader.metadata.creation_date.date() == datetime.date(2026, 11, 23)
    assert reader.trailer["/Root"]["/Lang"] == "pt-BR"
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    described = reader.trailer["/Root"]["/Metadata"].get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part>" in described
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in described
    assert "<pdfuaid:part>1</pdfuaid:part>" in described


def test_the_same_letter_has_the_same_bytes():
    letter = replace(LETTER, signatories=many(30))
    assert render(letter) == render(letter)
    assert render(letter) != render(replace(letter, edition=3))


# As typst 0.15.2 sets LETTER. A newer compiler may change it; a change of our template must not.
OF_LETTER = "577132628401b311851e543f1d833bf3e6f2b2a7eec2f28742bc1534daa7e282"


def test_a_letter_has_the_bytes_that_it_had_before_drafts_were_marked():
    assert hashlib.sha256(render(LETTER)).hexdigest() == OF_LETTER


def test_a_draft_says_so_with_its_hash_on_every_page():
    draft = replace(LETTER, signatories=many(60), labels=Labels(draft="ENTWURF", version="Version {version}"))
    shown = pages(render(draft))
    assert len(shown) > 1
    for page in shown:
        assert "ENTWURF" in page
        assert page.count(f"Version 3 · {LETTER.sha256[:12]}") >= 2
    assert "edition" not in words(render(draft))


ALPHABETS = {
    "lt": "Ąą Čč Ęę Ėė Įį Šš Ųų Ūū Žž",
    "pl": "Ąą Ćć Ęę Łł Ńń Óó Śś Źź Żż",
    "kk": "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі Ёё Ээ",
    "uk": "Єє Іі Її Ґґ Щщ Юю Ьь ’",
    "cs": "Řř Ěě Ůů Ťť Ďď",
    "ro": "Șș Țț Ăă Ââ Îî",
    "el": "Αα Ωω Άά Ώώ ς",
    "mt": "Ħħ Ġġ Ċċ Żż",
    "ka": "აბგდ",
    "hy": "Աբգդ",
}


@pytest.mark.parametrize(("language", "alphabet"), ALPHABETS.items())
def test_every_letter_of_our_languages_is_printed(language, alphabet):
    letter = replace(
        LETTER,
        language=language,
        subject=f"{alphabet} subject",
        body=f"{alphabet} body, *{alphabet} emphasis*, **{alphabet} strong**\n",
        signatories=(Signatory(f"{alphabet} name", f"{alphabet} capacity"),),
    )
    text = words(render(letter))
    for part in ("subject", "body", "emphasis", "strong", "name", "capacity"):
        assert f"{alphabet} {part}" in text


def test_letters_typed_as_two_characters_are_printed_as_one():
    decomposed = unicodedata.normalize("NFD", "Žymantė Łucja Ḩḩ")
    assert "Žymantė" in words(render(replace(LETTER, signatories=(Signatory(decomposed),))))


def test_arabic_is_set_from_the_right_with_letters_of_its_own():
    letter = replace(LETTER, language="ar", subject="العدالة", body="نكتب إليكم بشأن Testas[^1].\n\n[^1]: المادة 3\n")
    document = render(letter)
    assert "NotoNaskhArabic-Regular" in fonts_of(document)
    assert "Ąžuolė Žemynaitė" in words(document)


@pytest.mark.parametrize("body", ["نكتب **إليكم** اليوم.", "نكتب *إليكم* اليوم.", "# إليكم\n\nاليوم."])
def test_what_is_stressed_in_arabic_is_strong_since_its_letters_do_not_slant(body):
    plain = replace(LETTER, language="ar", subject="Testas", body="نكتب إليكم اليوم.")
    assert "NotoNaskhArabic-SemiBold" not in fonts_of(render(plain))
    assert "NotoNaskhArabic-SemiBold" in fonts_of(render(replace(plain, body=body)))


def fonts_of(document: bytes) -> set[str]:
    return {
        font.get_object()["/BaseFont"].partition("+")[2]
        for page in pypdf.PdfReader(io.BytesIO(document)).pages
        for font in page["/Resources"]["/Font"].values()
    }


@pytest.mark.parametrize("unknown", ["漢", "\U0001f600", "\ue000"])
def test_a_sign_that_no_font_has_is_refused_and_never_printed_as_a_box(unknown):
    with pytest.raises(NoGlyph):
        render(replace(LETTER, subject=f"A sign {unknown}"))


def test_a_control_character_is_refused():
    with pytest.raises(UnprintableText):
        render(replace(LETTER, signatories=(Signatory("Bell\x07"),)))


MARKUP = '#import "x": y #panic("z") $x^2$ \\alpha <label> @cite // c /* d */ `raw` = h -- ~ it\'s "q" #sys.inputs'


def test_markup_of_the_compiler_is_printed_as_it_was_typed():
    letter = replace(
        LETTER,
        subject=f"{MARKUP} 1",
        body=f"{MARKUP} 2\n\n- {MARKUP} 3[^1]\n\n[^1]: {MARKUP} 4\n",
        signatories=(Signatory(f"{MARKUP} 5", f"{MARKUP} 6", f"{MARKUP} 7", note=f"{MARKUP} 8"),),
        sender=(f"{MARKUP} 9",),
        addressees=((f"{MARKUP} 10",),),
        count=f"{MARKUP} 11",
        place=MARKUP,
        campaign=f"{MARKUP} 12",
    )
    text = words(render(letter)).replace(" ", "")
    for number in range(1, 13):
        assert f"{MARKUP}{number}".replace(" ", "").replace("2\n", "") in text


@pytest.mark.parametrize("path", ["../pdf.py", "/pdf.py", "/petitions/dispatch/pdf.py", "/etc/passwd"])
def test_the_compiler_reads_nothing_outside_its_folder(path):
    assert [found.name for found in pdf.ROOT.iterdir()] == ["letter.typ"]
    with pytest.raises(typst.TypstError, match=r"not found|escape"):
        pdf._compile("{}", f'#read("{path}")'.encode())


def test_the_compiler_fetches_no_package():
    with pytest.raises(typst.TypstError, match="package"):
        pdf._compile("{}", b'#import "@local/none:1.0.0"')


@pytest.mark.parametrize("lines_above", range(0, 12, 3))
def test_no_signatory_is_parted_by_the_end_of_a_page(lines_above):
    tall = replace(SIGNATORY, name="A name of many words " * 4, capacity="An office " * 12, note="as of signing")
    letter = replace(LETTER, body="A line.\\\n" * lines_above + "The end.\n", signatories=(tall,) * 60)
    for page in pages(render(letter)):
        text = re.sub(r"\s+", " ", page)
        assert text.count("A name of many words " * 4) == text.count("as of signing")


@pytest.mark.parametrize("count", [0, 1, 6, 60, 720])
def test_every_signatory_is_printed_once_and_in_order(count):
    started = time.process_time()
    document = render(replace(LETTER, signatories=many(count)))
    assert time.process_time() - started < 5
    assert re.findall(r"Signer(\d{3})", words(document)) == [f"{number:03}" for number in range(count)]


def test_pages_are_counted_in_the_words_of_the_letter():
    letter = replace(LETTER, signatories=many(60), labels=Labels(page="{page} puslapis iš {pages}"))
    shown = pages(render(letter))
    assert [f"{number} puslapis iš {len(shown)}" in page for number, page in enumerate(shown, start=1)] == [True] * len(
        shown
    )


def test_notes_keep_their_numbers_even_without_a_mark():
    body = "A[^b] B[^a] C[^b]\n\n[^a]: second note\n[^b]: first note, see[^c]\n[^c]: third note\n[^d]: fourth note\n"
    text = words(render(replace(LETTER, body=body)))
    assert re.search(r"A ?1 B ?2 C ?1", text)
    for number, name in enumerate(["first", "second", "third", "fourth"], start=1):
        assert re.search(rf"{number} {name} note", text)


def test_long_and_missing_parts_are_set_without_fault():
    letter = replace(
        LETTER,
        subject="A subject of two hundred letters " * 6,
        campaign="A title of two hundred letters " * 7,
        sender=(),
        addressees=(("Minister",),) * 7,
        place="",
        signatories=(Signatory("A" * 60), Signatory("")),
    )
    assert words(render(letter)).count("A subject of two hundred letters") == 6
    render(replace(LETTER, addressees=(), subject="", body="\n", signatories=(), count=""))
