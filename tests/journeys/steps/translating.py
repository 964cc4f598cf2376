"""Translating beside the text in two browsers, of which one dies."""

from playwright.sync_api import Locator, expect

from tests.support.visitor import Visitor

LANGUAGE = "العربية"
SUBJECT = "ترحيل آرو"
GREETING = "معالي الوزيرة،"
TYPED = "نكتب إليكم بشأن آرو، التي تنوي سلطاتكم ترحيلها."
MEANWHILE = "نخاطبكم بخصوص آرو، التي تريد السلطات إعادتها."


def adds_the_language(person: Visitor, board: str) -> None:
    person.visit(f"{board}/translations")
    person.field("Language").select_option(label=LANGUAGE)
    person.press("Begin the translation")


def begins_to_translate(person: Visitor, board: str) -> None:
    person.visit(f"{board}/translations/ar/text")


def beside(person: Visitor, number: int) -> Locator:
    """The field beside a paragraph of the text."""
    return person.field(f"Paragraph {number}")


def types_beside_the_second_paragraph(person: Visitor, words: str) -> None:
    """Key by key, while the translation is shown from right to left and the caret stays where it is."""
    person.field("Subject").fill(SUBJECT)
    field = beside(person, 2)
    field.focus()
    field.press_sequentially(words)
    shown = person.page.locator("#live .letter")
    expect(shown).to_contain_text(words)
    expect(shown).to_have_css("direction", "rtl")
    expect(person.page.locator("#kept")).to_contain_text("Kept for you")
    caret = field.evaluate("field => [document.activeElement === field, field.selectionStart, field.value.length]")
    assert caret == [True, len(words), len(words)], "the caret has moved"


def saves_another(person: Visitor, words: str) -> None:
    person.field("Subject").fill(SUBJECT)
    beside(person, 1).fill(GREETING)
    beside(person, 2).fill(words)
    person.press("Save this version")
    person.reads("Version 1 is saved.")


def hears_that_another_has_saved(person: Visitor, who: str) -> None:
    beside(person, 3).press_sequentially("نطلب")
    expect(person.page.locator("#live .notice").first).to_contain_text(f"{who} saved version 1 meanwhile")


def goes_on_with_the_words_and_sees_what_was_saved_since(person: Visitor, board: str) -> None:
    begins_to_translate(person, board)
    person.reads("You have unsaved words", "made before there was a version", "version 1 was saved since")
    person.page.get_by_role("link", name="Continue with them").click()
    person.judge()
    person.reads("You continue with words that are not saved", "Saved meanwhile: version 1")
    assert [beside(person, number).input_value() for number in (1, 2, 3)] == ["", TYPED, "نطلب"]
    assert MEANWHILE.split(maxsplit=1)[0] in person.page.locator(".difference del").all_inner_texts()[-1]


def saves_both(person: Visitor) -> None:
    beside(person, 1).fill(GREETING)
    beside(person, 3).fill(MEANWHILE)
    person.press("Save this version")
    person.reads("Version 2 is saved.", TYPED, MEANWHILE)


def finds_nothing_unsaved(person: Visitor, board: str) -> None:
    begins_to_translate(person, board)
    person.does_not_read("unsaved words")
    assert beside(person, 2).input_value() == TYPED
