"""Starter texts: one for each instrument, filled from the case."""

from pathlib import Path

from petitions.cases.models import Case
from petitions.drafting.rules import fill

FOLDER = Path(__file__).parent / "starters"


def starter(instrument: str, case: Case) -> str:
    """The first words of a text of this instrument about this case.

    Raises `EmptyField` where the starter needs what the case leaves empty.
    """
    return fill((FOLDER / f"{instrument}.md").read_text(encoding="utf-8"), fields_of(case))


def fields_of(case: Case) -> dict[str, str]:
    """The merge fields that a case fills."""
    return {
        "case.name": case.name,
        "case.lede": case.lede,
        "case.summary": case.summary,
        "case.status": case.status_body or case.status_title,
    }
