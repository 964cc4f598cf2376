"""What the library of forms says of itself, in our words: they name what is wrong and what to do."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

# A reader meets these where a page was tampered with, or where the choices changed while it was open.
_CHOICE = _l("Choose one of those listed.")
_SHORTER = _l("Shorten this to %(max)d characters or fewer.")
_SEVERAL = _l("Choose among those listed. One of these is there no longer.")

WORDS: Mapping[str, LazyString] = {
    "Not a valid choice.": _CHOICE,
    "Invalid Choice: could not coerce.": _CHOICE,
    "Invalid choice(s): one or more data inputs could not be coerced.": _SEVERAL,
    "'%(value)s' is not a valid choice for this field.": _SEVERAL,
    "Not a valid date value.": _l("Write the date as year-month-day, such as 2024-03-27."),
    "Not a valid integer value.": _l("Write a whole number, such as 3."),
    "Field cannot be longer than %(max)d character.": _SHORTER,
    "Field cannot be longer than %(max)d characters.": _SHORTER,
    "This field is required.": _l("Fill this in."),
}


class PlainWords:
    """The translations that fields ask for."""

    def gettext(self, text: str) -> str:
        """Our sentence for one of the library's."""
        return str(WORDS.get(text, text))

    def ngettext(self, one: str, many: str, count: int) -> str:
        """Our sentence for one of the library's that counts."""
        return self.gettext(one if count == 1 else many)
