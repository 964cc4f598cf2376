"""What stands in the fact sheet of a case: the profile, its sources, what happened, and the proceedings."""

from flask_babel import lazy_gettext as _l

from petitions.cases.kinds import EVENT_KINDS, PROCEEDING_KINDS
from petitions.cases.rules import EventFacts, ProceedingFacts, ReleasedDocument, SourceFacts, date_problem
from petitions.cases.sheet import Reference, Section, Slot
from petitions.cases.sheet_dates import When
from petitions.cases.sheet_kinds import Country, Day, Flag, Lines, Number, OneOf, Text

WITHHELD = Slot("withheld", "is_withheld", Flag(), _l("Kept off the public page"))

PROFILE = (
    Slot("name", "name", Text(120), _l("Name"), required=True),
    Slot("other names", "other_names", Lines(1_000), _l("Other spellings of the name")),
    Slot("from", "home_country", Country(), _l("Country that they come from")),
    Slot("now in", "host_country", Country(), _l("Country where they are now")),
    Slot("lede", "lede", Text(400, several_lines=True), _l("In one or two sentences")),
    Slot("summary", "summary", Text(3_000, several_lines=True), _l("Their story in short")),
    Slot("at stake", "status_title", Text(120), _l("What is at stake now")),
    Slot("more on that", "status_body", Text(600, several_lines=True), _l("More on that")),
    Slot("facts checked on", "reviewed_on", Day(), _l("Facts last checked on")),
)

SOURCES = Section(
    "sources",
    _l("Source"),
    SourceFacts,
    (
        Slot("title", "title", Text(), _l("Title"), required=True),
        Slot("publisher", "publisher", Text(200), _l("Published by")),
        Slot("published", "published", Text(100), _l("Date, as the source gives it")),
        Slot("address", "address", Text(is_address=True), _l("Web address")),
        Slot("note", "note", Text(1_500, several_lines=True), _l("Note")),
        WITHHELD,
    ),
)

EVENTS = Section(
    "events",
    _l("Event"),
    EventFacts,
    (
        Slot("title", "title", Text(160), _l("What happened"), required=True),
        Slot("when", "when", When(), _l("When")),
        Slot("kind", "category", OneOf(EVENT_KINDS), _l("Kind")),
        Slot("country", "country", Country(), _l("Country")),
        Slot("body", "body", Text(1_500, several_lines=True), _l("More on that")),
        WITHHELD,
    ),
    (Reference("source", "source_id", "sources", _l("Source")),),
    lambda facts: date_problem(facts.when),
)

PROCEEDINGS = Section(
    "proceedings",
    _l("Proceeding"),
    ProceedingFacts,
    (
        Slot("title", "title", Text(160), _l("What the proceeding is about"), required=True),
        Slot("authority", "authority", Text(200), _l("Court or authority"), required=True),
        Slot("kind", "kind", OneOf(PROCEEDING_KINDS), _l("Kind")),
        Slot("country", "country", Country(), _l("Country")),
        Slot("opened", "opened", When(), _l("Opened")),
        Slot("decided", "decided", When(), _l("Decided")),
        Slot("open", "is_open", Flag(), _l("It is still open")),
        Slot("outcome", "outcome", Text(), _l("Outcome")),
        Slot("note", "note", Text(1_500, several_lines=True), _l("Note")),
        WITHHELD,
    ),
    (Reference("appeals", "appeals_id", "proceedings", _l("Which proceeding does it appeal?")),),
    lambda facts: date_problem(facts.opened, facts.decided),
)

CASE_SECTIONS = (SOURCES, EVENTS, PROCEEDINGS)

# Documents stand in releases only: a sheet that is exported holds facts, and no files.
DOCUMENTS = Section(
    "documents",
    _l("Document"),
    ReleasedDocument,
    (
        Slot("title", "title", Text(), _l("Title"), required=True),
        Slot("when", "when", When(), _l("When")),
        Slot("type", "media_type", Text(), _l("Type"), required=True),
        Slot("ending", "ending", Text(), _l("Ending of its name"), required=True),
        Slot("size", "size", Number(), _l("Size in bytes"), required=True),
        Slot("sha256", "sha256", Text(), _l("SHA-256"), required=True),
        WITHHELD,
    ),
    (Reference("source", "source_id", "sources", _l("Source")),),
)
