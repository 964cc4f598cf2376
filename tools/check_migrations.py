"""Fail when the models and the migrations have drifted apart."""

import sys
import tempfile
from pathlib import Path

from petitions import create_app
from petitions.core.config import read
from petitions.core.db import db


def main() -> int:
    """Bring an empty database up by the migrations, then compare it with the models."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(read({"UNDERSIGNED_ENV": "test", "UNDERSIGNED_INSTANCE": folder}))
        with app.app_context():
            alembic = app.extensions["alembic"]
            alembic.upgrade()
            drift = alembic.compare_metadata()
        with app.app_context():
            db.engine.dispose()
    for difference in drift:
        print(f"drift: {difference}", file=sys.stderr)
    print(f"{len(list(Path('migrations').glob('0*.py')))} migration(s), {len(drift)} difference(s) to the models")
    return 1 if drift else 0


if __name__ == "__main__":
    sys.exit(main())
