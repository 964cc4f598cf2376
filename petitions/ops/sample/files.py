"""The files of the sample."""

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent


def read(name: str) -> Any:
    """One YAML file of the sample; its keys are explained at its top."""
    return yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
