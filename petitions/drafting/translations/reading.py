"""Translations as whoever reads the text is offered them: for information, never what is signed."""

from dataclasses import dataclass

from markupsafe import Markup

from petitions.core.i18n import direction
from petitions.core.markdown import to_html
from petitions.core.text import visible
from petitions.drafting.languages import language_name
from petitions.drafting.models import Version
from petitions.drafting.translations.queries import for_readers


@dataclass(frozen=True)
class Offered:
    """One translation, ready to be read."""

    language: str
    name: str
    direction: str
    subject: str
    html: Markup


def offered(opened: Version) -> list[Offered]:
    """The translations that follow exactly the version that is signed, approved by others than their authors."""
    return [
        Offered(
            language=version.text.language,
            name=language_name(version.text.language),
            direction=direction(version.text.language),
            subject=version.subject,
            html=visible(to_html(version.body, prefix=f"{version.text.language}-")),
        )
        for version in for_readers(opened)
    ]
