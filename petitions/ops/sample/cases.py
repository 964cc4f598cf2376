"""The sample's cases: fact sheets, taken over as an organiser would take them over."""

from petitions.campaigns import fact_sheet, releases, sheet_import
from petitions.cases import documents, protected, service
from petitions.cases.models import Case
from petitions.cases.rules import DocumentFacts, ProtectedFacts
from petitions.core.actor import Actor
from petitions.ops.sample.files import HERE

# In the order in which they are loaded; only the last one is about a real person.
SHEETS = ("sabina-turgunzoda", "hoda-elmenshaz", "yauhen-zharnasek", "daniyar-khasenov")
INVENTED = "Invented for trying things out; there is no such person."
NOTES = {"daniyar-khasenov": "From a published report; no consent recorded here."}

PAPERS = {
    "hoda-elmenshaz": {
        "What the consulate wrote": "Sample. Your passport can be renewed in Cairo only, and only in person.\n",
    },
}
PROTECTED = {"sabina-turgunzoda": ("Nilufar Turgunzoda",)}


def load_cases(actor: Actor, second: Actor) -> dict[str, Case]:
    """Create every case of the sample; the actor proposes to show it, the second person approves. The cases by slug."""
    return {slug: _load(actor, second, slug) for slug in SHEETS}


def _load(actor: Actor, second: Actor, slug: str) -> Case:
    text = (HERE / "sheets" / f"{slug}.yaml").read_text(encoding="utf-8")
    case = sheet_import.start(actor, fact_sheet.read(text))
    for title, words in PAPERS.get(slug, {}).items():
        documents.add(actor, case, DocumentFacts(title, is_withheld=False), words.encode())
    for name in PROTECTED.get(slug, ()):
        protected.add(actor, case, ProtectedFacts(name, "relative", "Lives where she was born."))
    service.mark_sample(actor, case, NOTES.get(slug, INVENTED))
    releases.approve(second, releases.propose(actor, case))
    return case
