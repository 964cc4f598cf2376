"""What setting a signature aside, and restoring it, commit to. Pure."""

from datetime import datetime
from typing import Any
from uuid import UUID


def statement_of_setting_aside(
    campaign: UUID, version: str, edition: int, consent: str, at: datetime
) -> dict[str, Any]:
    """The statement of a signature set aside; ``consent`` is the commitment that does not count meanwhile."""
    return _statement("set_aside", campaign, version, edition, consent) | {"set_aside_at": _moment(at)}


def statement_of_restoring(campaign: UUID, version: str, edition: int, consent: str, at: datetime) -> dict[str, Any]:
    """The statement of a signature restored; ``consent`` is the commitment that counts again."""
    return _statement("restore", campaign, version, edition, consent) | {"restored_at": _moment(at)}


def _statement(kind: str, campaign: UUID, version: str, edition: int, consent: str) -> dict[str, Any]:
    return {"type": kind, "campaign": str(campaign), "version": version, "edition": edition, "consent": consent}


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
