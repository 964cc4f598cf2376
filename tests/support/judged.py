"""Which kinds of page were judged for access in this run of the tests, whichever process they are shown in."""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class Judged:
    """The kinds that were judged: one empty file for each, in a folder that the processes of a run share."""

    folder: Path

    def is_first(self, kind: str) -> bool:
        """Whether nobody has judged this kind yet; whoever is told so has to."""
        try:
            (self.folder / sha256(kind.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
