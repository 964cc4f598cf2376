"""The organisations that a published report on a real case names. They serve import and search only."""

from typing import Any

import yaml

from tests.support.shared import shared


def organisations() -> list[dict[str, Any]]:
    """Name, and where the report gives them abbreviation, country, kind and head."""
    sheet = yaml.safe_load(shared("case/khasenov.yaml").read_text(encoding="utf-8"))
    return list(sheet["organisations"])
