"""What anyone may read. No session, no cookie, no forgery token; nothing here writes."""

from flask import Response, render_template, url_for

from petitions.campaigns.queries import public_campaigns, takes_names
from petitions.campaigns.words import recorded_name
from petitions.cases.downloads import as_file
from petitions.cases.queries import public_by_slug, public_cases
from petitions.core.pages import see
from petitions.public import acts, case_page, related
from petitions.public.blueprint import blueprint
from petitions.public.queries import released_document
from petitions.public.released import public_case, recorded_by_key

NEWEST = 5


@blueprint.get("/")
def root() -> Response:
    """The bare address leads to the page in a language."""
    return see(url_for("public.home"))


@blueprint.get("/<lang>/")
def home() -> str:
    """What this is, and what it holds."""
    cases = [public_case(case) for case in public_cases()]
    campaigns = [acts.of_campaign(campaign) for campaign in public_campaigns()[:NEWEST]]
    return render_template("public/home.html", cases=cases, campaigns=campaigns, sample=case_page.any_sample(cases))


@blueprint.get("/<lang>/cases")
def cases() -> str:
    """Every case that may be shown."""
    shown = [public_case(case) for case in public_cases()]
    return render_template("public/cases.html", cases=shown, sample=case_page.any_sample(shown))


@blueprint.get("/<lang>/cases/<slug>")
def case(slug: str) -> str:
    """One defender: what is at stake, what has been done, what happened, what is known from where."""
    case = public_case(public_by_slug(slug))
    campaigns = public_campaigns(case.id)
    done = [
        *(acts.of_campaign(row, whole=True) for row in campaigns),
        *(acts.of_recorded(case, row) for row in case.told.recorded),
    ]
    return render_template(
        "public/case.html",
        case=case,
        sample=case_page.sample_words(case),
        done=acts.newest_first(done),
        chains=acts.in_chains(done),
        years=case_page.timeline(case),
        countries=case_page.proceedings(case),
        open_campaigns=[row for row in campaigns if takes_names(row)],
    )


@blueprint.get("/<lang>/cases/<slug>/documents/<key>")
def document(slug: str, key: str) -> Response:
    """A public document: exactly the bytes that the release vouches for."""
    case = public_case(public_by_slug(slug))
    return as_file(released_document(case, key))


@blueprint.get("/<lang>/cases/<slug>/recorded/<key>")
def recorded_campaign(slug: str, key: str) -> str:
    """An action taken elsewhere, as its source reports it."""
    case = public_case(public_by_slug(slug))
    recorded = recorded_by_key(case, key)
    return render_template(
        "public/recorded_campaign.html",
        case=case,
        recorded=recorded,
        act=acts.of_recorded(case, recorded),
        signatories=acts.printed_signatories(recorded),
        kind=recorded_name(recorded.instrument),
        around=related.around_recorded(recorded, case),
        notes=[note for note in recorded.note.splitlines() if note.strip()],
        sample=case_page.sample_words(case),
    )
