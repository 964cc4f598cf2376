"""The table of words that are typed and not saved as a version yet."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, false, text
from sqlalchemy.orm import Mapped, mapped_column

from petitions.core.db import Base


class WorkingCopy(Base):
    """What one window of one person holds. Only that person sees it; its id comes from the form.

    ``turn`` counts what the window has sent: of two requests the one with the lower turn is the older, whichever
    arrives last. One that is put away (its words were saved, or thrown away) holds no words any more, only its turn.
    Words of a translation have ``fields``: where they stood on the page (`translations.fields.Fields`).
    """

    __tablename__ = "working_copies"
    __table_args__ = (Index(None, "author_id", "campaign_id"),)

    campaign_id: Mapped[UUID] = mapped_column(ForeignKey("campaigns.id"), index=True)
    author_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    language: Mapped[str]
    made_from: Mapped[int]
    turn: Mapped[int] = mapped_column(default=0, server_default=text("0"))
    subject: Mapped[str]
    body: Mapped[str]
    why: Mapped[str] = mapped_column(default="", server_default=text("''"))
    saved_at: Mapped[datetime]
    is_put_away: Mapped[bool] = mapped_column(default=False, server_default=false())
    fields: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))

    @property
    def translation(self) -> str | None:
        """The language of a translation, as addresses carry it; None for words of the authoritative text."""
        return None if self.fields is None else self.language
