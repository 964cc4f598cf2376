"""What the head of every page offers: where one can go, who is signed in, and in which languages the page is."""

from typing import Any, NamedTuple

from flask import current_app, has_request_context, request, url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from werkzeug.local import LocalProxy

from petitions.accounts.guard import EXTENSION, memberships
from petitions.core.config import LOCALES
from petitions.core.i18n import current_language

LANGUAGE_NAMES = {"en": "English"}


class Place(NamedTuple):
    """One entry of the navigation: its page, its label, and how the endpoints begin that belong to it."""

    endpoint: str
    label: LazyString
    holds: tuple[str, ...]


PUBLIC_PLACES = (
    Place("public.cases", _l("Cases"), ("public.case", "public.document", "public.recorded_campaign")),
    Place("public.campaigns", _l("Campaigns"), ("public.campaign", "public.letter")),
)
DESK_PLACES = (
    Place("cases.index", _l("Cases"), ("cases.", "recorded.", "releases.", "sheets.")),
    Place("desk.home", _l("Campaigns"), ("desk.", "campaigns.", "drafting.", "signing.", "dispatch.")),
    Place("people.index", _l("People"), ("people.", "bodies.", "organisations.", "desk.person", "desk.organisation")),
    Place("dispatch.addressees", _l("Addressees"), ("dispatch.addressee",)),
    Place("accounts.team", _l("Team"), ("accounts.",)),
    Place("mailbox.index", _l("Mailbox"), ("mailbox.",)),
)


def context() -> dict[str, Any]:
    """What the layouts need. Public pages and error pages call no session and no database through it.

    ``account`` is looked up only where a template shows it.
    """
    if not has_request_context():
        return {}
    endpoint = request.endpoint or ""
    private = bool(endpoint) and endpoint not in current_app.extensions[EXTENSION]
    places = _registered(DESK_PLACES if private else PUBLIC_PLACES)
    return {
        "navigation": _entries(places, endpoint),
        "home": _first_registered("desk.home" if private else "public.home"),
        "languages": _languages(endpoint),
        "account": LocalProxy(_account),
    }


def _registered(places: tuple[Place, ...]) -> list[Place]:
    return [place for place in places if place.endpoint in current_app.view_functions]


def _first_registered(endpoint: str) -> str:
    return url_for(endpoint) if endpoint in current_app.view_functions else "/"


def _entries(places: list[Place], endpoint: str) -> list[dict[str, Any]]:
    current = current_place(places, endpoint)
    return [{"label": place.label, "href": url_for(place.endpoint), "current": place == current} for place in places]


def current_place(places: list[Place], endpoint: str) -> Place | None:
    """The place with the closest claim: "dispatch.addressee" goes before "dispatch."."""
    claims = [(len(begin), place) for place in places for begin in place.holds if endpoint.startswith(begin)]
    return max(claims, default=(0, None), key=lambda claim: claim[0])[1]


def _languages(endpoint: str) -> list[dict[str, Any]]:
    if len(LOCALES) < 2 or request.url_rule is None or "lang" not in request.url_rule.arguments:
        return []
    return [
        {
            "label": LANGUAGE_NAMES[language],
            "lang": language,
            "href": url_for(endpoint, **{**(request.view_args or {}), "lang": language}),
            "current": language == current_language(),
        }
        for language in LOCALES
    ]


def _account() -> dict[str, Any] | None:
    if not current_user.is_authenticated:
        return None
    active = next((row.organisation for row in memberships()), None)
    mine = {row.organisation_id: row.organisation for row in current_user.memberships}
    return {
        "name": current_user.name,
        "organisation": active.name if active else "",
        "sign_out": url_for("accounts.sign_out"),
        "switch": url_for("accounts.switch"),
        "others": [organisation for organisation in mine.values() if organisation is not active],
    }
