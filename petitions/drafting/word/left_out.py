"""What of a Word file is not taken in, or otherwise than it looked: counted, and said in words. Pure."""

from collections.abc import Callable, Mapping

from flask_babel import gettext as _
from flask_babel import ngettext

LEFT_OUT: Mapping[str, Callable[[int], str]] = {
    "table": lambda many: ngettext("%(num)d table", "%(num)d tables", many),
    "picture": lambda many: ngettext("%(num)d picture", "%(num)d pictures", many),
    "box": lambda many: ngettext("%(num)d text box", "%(num)d text boxes", many),
    "object": lambda many: ngettext("%(num)d embedded file", "%(num)d embedded files", many),
    "formula": lambda many: ngettext("%(num)d formula", "%(num)d formulas", many),
    "header": lambda many: ngettext("%(num)d header or footer", "%(num)d headers or footers", many),
    "hidden": lambda many: ngettext("%(num)d hidden passage", "%(num)d hidden passages", many),
    "contents": lambda many: ngettext("%(num)d table of contents", "%(num)d tables of contents", many),
    "symbol": lambda many: ngettext("%(num)d sign of a symbol font", "%(num)d signs of a symbol font", many),
    "address": lambda many: ngettext(
        "the address of %(num)d link that is neither of the web nor of mail",
        "the addresses of %(num)d links that are neither of the web nor of mail",
        many,
    ),
    "comment": lambda many: ngettext(
        "%(num)d comment beyond what a page can show", "%(num)d comments beyond what a page can show", many
    ),
    "other": lambda many: ngettext("%(num)d part of a kind unknown here", "%(num)d parts of a kind unknown here", many),
}
"""What is not taken in, by kind."""

OTHERWISE: Mapping[str, Callable[[int], str]] = {
    "tracked": lambda many: ngettext(
        "%(num)d tracked change is read as accepted.", "%(num)d tracked changes are read as accepted.", many
    ),
    "field": lambda many: ngettext(
        "%(num)d field, such as a date, is taken in with the words that it shows.",
        "%(num)d fields, such as dates, are taken in with the words that they show.",
        many,
    ),
    "struck": lambda many: ngettext(
        "%(num)d passage is struck through in the file; its words are taken in as they stand.",
        "%(num)d passages are struck through in the file; their words are taken in as they stand.",
        many,
    ),
    "lettered": lambda many: ngettext(
        "%(num)d list that counts with letters counts with numbers here.",
        "%(num)d lists that count with letters count with numbers here.",
        many,
    ),
    "numbered": lambda many: ngettext(
        "%(num)d heading loses the number that Word gives it.",
        "%(num)d headings lose the numbers that Word gives them.",
        many,
    ),
    "deep": lambda many: ngettext(
        "%(num)d item of a list stands deeper than four levels and is taken in at the fourth.",
        "%(num)d items of lists stand deeper than four levels and are taken in at the fourth.",
        many,
    ),
    "stress": lambda many: ngettext(
        "In %(num)d paragraph stress or a link can’t be kept, because of the signs around it.",
        "In %(num)d paragraphs stress or links can’t be kept, because of the signs around them.",
        many,
    ),
}
"""What is taken in otherwise than it looked, by kind."""


def left_out(counted: Mapping[str, int]) -> list[str]:
    """What was not taken in, in words."""
    return [said(counted[kind]) for kind, said in LEFT_OUT.items() if counted.get(kind)]


def otherwise(counted: Mapping[str, int]) -> list[str]:
    """What was taken in otherwise, in sentences."""
    return [said(counted[kind]) for kind, said in OTHERWISE.items() if counted.get(kind)]


def without_end() -> str:
    """The sentence for a field that is never closed, so that nobody knows which words are its own."""
    return _("A field in the file has no end, so its words can’t be told from the text. Save the file anew in Word.")
