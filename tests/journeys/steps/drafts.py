"""Writing in two browsers, of which one dies."""

from playwright.sync_api import expect

from tests.journeys.steps import texts
from tests.support.visitor import Visitor

TYPED = "She teaches children whom nobody else would teach."
MEANWHILE = texts.FIRST.replace("to grant her asylum", "to hear her in person")


def begins_to_write(person: Visitor, board: str) -> None:
    person.visit(f"{board}/text")


def types_a_sentence(person: Visitor, sentence: str) -> None:
    """Key by key, behind the first paragraph, while the letter follows and the caret stays where it is."""
    body = person.field("Text")
    body.focus()
    body.evaluate("field => { const at = field.value.indexOf('We ask you'); field.setSelectionRange(at, at); }")
    body.press_sequentially(f"{sentence} ")
    expect(person.page.locator("#live .letter")).to_contain_text(sentence)
    expect(person.page.locator("#kept")).to_contain_text("Kept for you")
    caret = body.evaluate("field => [document.activeElement === field, field.value.slice(0, field.selectionStart)]")
    assert caret[0], "the field has lost the focus"
    assert caret[1].endswith(f"{sentence} "), "the caret has moved"


def hears_once_that_it_is_kept(person: Visitor) -> None:
    expect(person.page.get_by_role("status").filter(has_text="What you type is kept for you.")).to_have_count(1)


def the_browser_dies(person: Visitor) -> None:
    """Nothing is said to the page before: no event, no last request."""
    person.context.close()


def hears_that_another_has_saved(person: Visitor, who: str) -> None:
    person.field("Subject").press("End")
    person.field("Subject").press_sequentially(".")
    expect(person.page.locator("#live .notice").first).to_contain_text(f"{who} saved version")


def goes_on_with_the_words_and_sees_what_was_saved_since(person: Visitor, board: str) -> None:
    person.visit(f"{board}/text")
    person.reads("You have unsaved words", "made from version 1", "version 2 was saved since")
    person.page.get_by_role("link", name="Continue with them").click()
    person.reads("You continue with words that are not saved", "Saved meanwhile: version 2")
    assert TYPED in person.field("Text").input_value()
    assert "in person" in person.page.locator(".difference del").last.inner_text()


def saves_both(person: Visitor) -> None:
    both = MEANWHILE.replace("We ask you:", f"{TYPED}\n\nWe ask you:")
    texts.saves(person, both, "Both")
    person.reads("Version 3 is saved.", TYPED, "to hear her in person")


def finds_nothing_unsaved(person: Visitor, board: str) -> None:
    person.visit(f"{board}/text")
    person.does_not_read("unsaved words")


def saves_from_the_page_of_version_two(person: Visitor) -> None:
    person.field("Text").fill(MEANWHILE.replace("stop the deportation", "stop the deportation for good"))
    person.press("Save this version")
    person.reads("Somebody saved a version while you wrote.", "Saved meanwhile: version 3", "for good")
    assert "She teaches children" in person.page.locator(".difference del").first.inner_text()
    assert "for good" in person.field("Text").input_value()
