"""A sentence for a person that can still be translated: pure rules make it, views and commands say it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

N_ = str
"""Marks a template for the translators' catalogue; the translation itself happens when it is said."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A template with `%(name)s` places, and what goes into them; that may be a sentence of its own."""

    template: str
    values: Mapping[str, object] = field(default_factory=dict)

    def said(self, gettext: Callable[[str], str] = str) -> str:
        """The sentence in the language of `gettext`."""
        inner = {
            name: value.said(gettext) if isinstance(value, Sentence) else value for name, value in self.values.items()
        }
        return gettext(self.template) % inner

    def __str__(self) -> str:
        return self.said()
