"""The promises of docs/look.md that a machine can keep."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLE = (ROOT / "static" / "style.css").read_text()
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
PALETTES = [
    dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block)) for block in re.findall(r"--paper:[^}]*\}", STYLE)[:2]
]
ON_GROUNDS = [
    (text, ground) for text in ("ink", "quiet", "link", "seal", "done", "wait") for ground in ("paper", "tint")
]
ON_THEIR_OWN = [
    ("on-action", "action"),
    ("on-action", "action-hover"),
    ("added-ink", "added"),
    ("removed-ink", "removed"),
]


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb, as WCAG 2.2 defines it."""
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), ON_GROUNDS + ON_THEIR_OWN)
def test_text_stands_out_seven_to_one(palette: dict[str, str], text: str, ground: str) -> None:
    assert contrast(palette[text], palette[ground]) >= 7


@pytest.mark.parametrize("palette", PALETTES, ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["field", "focus"])
def test_edges_of_inputs_and_the_focus_ring_stand_out_three_to_one(palette: dict[str, str], mark: str) -> None:
    assert contrast(palette[mark], palette["paper"]) >= 3


def test_each_file_that_the_stylesheet_names_is_in_the_house() -> None:
    named = re.findall(r"url\(\"([^\"]+)\"\)", STYLE)
    assert named
    assert [name for name in named if not (ROOT / "static" / name).is_file()] == []


def test_no_page_carries_style_or_script_that_the_policy_refuses() -> None:
    refused = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", re.IGNORECASE)
    pages = [page for page in TEMPLATES if "email" not in page.parts]
    assert pages
    assert [str(page.relative_to(ROOT)) for page in pages if refused.search(page.read_text())] == []
