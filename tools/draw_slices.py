"""Draw docs/slices.svg from the import contract, so that the picture can't drift from the rule."""

import tomllib
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WIDTH, ROW, LEFT = 760, 46, 40
SAYS = {
    "wiring": "blueprints, handlers, periodic jobs, gates",
    "public": "what anyone may read",
    "desk": "organisers' own pages that mix slices",
    "ops": "command line, server, health, sample",
    "dispatch": "addressees, editions, letters, deliveries, replies",
    "signing": "invitations, codes, signatures, withdrawal",
    "drafting": "texts, immutable versions, approvals",
    "campaigns": "states, instruments and their rules, recorded campaigns",
    "cases": "timeline, proceedings, sources, consent to publish",
    "people": "persons, mandates, rosters and their import",
    "accounts": "users, roles, codes, sessions",
    "outbox": "messages, attempts, transports, worker",
    "ledger": "append-only log, commitments, sequencing",
    "core": "database, events, audit, sealed columns, text, dates",
}


def layers() -> list[list[str]]:
    """The layers of the contract, uppermost first."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"][0]
    return [[name.strip().removeprefix("petitions.") for name in row.split("|")] for row in contract["layers"]]


def row(names: list[str], top: int) -> str:
    """One layer: its folders and what they hold, on a hairline."""
    label = " | ".join(names)
    says = "; ".join(SAYS[name] for name in names)
    return (
        f'<line x1="{LEFT}" x2="{WIDTH - LEFT}" y1="{top + ROW}" y2="{top + ROW}" class="rule"/>'
        f'<text x="{LEFT}" y="{top + 20}" class="name">{escape(label)}</text>'
        f'<text x="{LEFT}" y="{top + 37}" class="says">{escape(says)}</text>'
    )


def picture() -> str:
    """The whole drawing."""
    rows = layers()
    height = ROW * len(rows) + 70
    body = "".join(row(names, 50 + ROW * place) for place, names in enumerate(rows))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-label="The slices of Undersigned, each importing only those below it">'
        "<style>text{font-family:Georgia,serif;fill:#16202b}.name{font-size:17px;font-weight:600}"
        ".says{font-size:13px;fill:#56616d}.rule{stroke:#d9d5cb}.head{font-size:14px;fill:#56616d}</style>"
        f'<rect width="{WIDTH}" height="{height}" fill="#fbfaf7"/>'
        f'<text x="{LEFT}" y="30" class="head">Each slice imports only those below it.</text>{body}</svg>\n'
    )


if __name__ == "__main__":
    (ROOT / "docs" / "slices.svg").write_text(picture())
