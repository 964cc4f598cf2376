"""How campaigns are spoken of on pages and in refusals: instruments, states, rules and what is unmet."""

from dataclasses import asdict

from flask_babel import format_number, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from petitions.campaigns.instruments import Counted, Instrument, Late, Meaning, Order, Standing, Threshold, load
from petitions.campaigns.rules import Condition, Unmet, counted_words, question_count
from petitions.campaigns.states import CampaignState

INSTRUMENT_NAMES = {
    "mep_letter": _l("Letter of Members of the European Parliament"),
    "pace_declaration": _l("Written declaration of the Parliamentary Assembly (PACE)"),
    "mp_letter": _l("Letter of members of a national parliament"),
    "ngo_appeal": _l("Appeal of organisations"),
    "ep_written_question": _l("Question for written answer, European Parliament"),
    "un_communication": _l("Communication to UN Special Procedures"),
    "public_petition": _l("Public petition"),
}
# What others have done seldom fits an instrument's formal name: a source tells of an enquiry, or of UN experts writing.
RECORDED_NAMES = {
    **INSTRUMENT_NAMES,
    "mp_letter": _l("Enquiry by members of parliament"),
    "un_communication": _l("Communication of UN experts"),
}
STATE_NAMES = {
    CampaignState.DRAFTING: _l("Being written"),
    CampaignState.REVIEW: _l("In review"),
    CampaignState.COLLECTING: _l("Collecting signatures"),
    CampaignState.CLOSED: _l("Closed for signature"),
    CampaignState.DISPATCHED: _l("Sent"),
    CampaignState.CONCLUDED: _l("Concluded"),
    CampaignState.WITHDRAWN: _l("Withdrawn"),
}
STATE_SENTENCES = {
    CampaignState.DRAFTING: _l("The text is being written. A colleague has to approve it before anyone can sign."),
    CampaignState.REVIEW: _l("Nobody can sign until a colleague has approved the latest version and it is opened."),
    CampaignState.COLLECTING: _l("Whoever may sign can read the text and sign it."),
    CampaignState.CLOSED: _l(
        "Nobody can sign any more. Somebody other than who closed it has to confirm the dispatch."
    ),
    CampaignState.DISPATCHED: _l("The letter is frozen and on its way, or there."),
    CampaignState.CONCLUDED: _l("This campaign is over."),
    CampaignState.WITHDRAWN: _l("This campaign was given up before anything was sent."),
}
# A text that is handed in at a table office is not sent, and not tabled before the Assembly says so.
LODGED_NAMES = {CampaignState.DISPATCHED: _l("Lodged")}
LODGED_SENTENCES = {
    CampaignState.CLOSED: _l(
        "Nobody can sign any more. Somebody other than who closed it has to confirm the lodging sheet."
    ),
    CampaignState.DISPATCHED: _l("The members lodged it with their own signatures."),
    CampaignState.WITHDRAWN: _l("This campaign was given up before anything was lodged."),
}
STATE_TONES = {
    CampaignState.REVIEW: "wait",
    CampaignState.COLLECTING: "wait",
    CampaignState.DISPATCHED: "done",
    CampaignState.CONCLUDED: "done",
}
TALLIED = {
    Condition.SIGNATORIES: _l("Signatories"),
    Condition.DELEGATIONS: _l("Delegations"),
    Condition.GROUPS: _l("Political groups"),
}
BROUGHT = {
    Condition.SIGNATORIES: _l("a signature"),
    Condition.DELEGATIONS: _l("a new delegation"),
    Condition.GROUPS: _l("a new political group"),
}
THRESHOLD_NAMES = {
    Meaning.REPLY_DUE: _l("A reply is asked for"),
    Meaning.MEETING_ASKED: _l("A meeting is asked for"),
}
ORDER_WORDS = {
    Order.SURNAME: _l("initiators first, then by surname as the language of the text sorts it"),
    Order.TIME: _l("in the order in which they signed"),
}
PART_NAMES = {
    "honorific": _l("honorific"),
    "given_name": _l("given name"),
    "surname": _l("surname"),
    "SURNAME": _l("surname in capitals"),
    "name": _l("name"),
    "capacity": _l("capacity"),
    "country": _l("country"),
    "group": _l("group"),
}
LATE_WORDS = {
    Late.NEVER: _l("No names are added after it has gone."),
    Late.NEXT_PART_SESSION: _l("Names may be added until the close of the next part-session."),
}
STANDING_NAMES = {
    Standing.VERIFIED: _l("verified"),
    Standing.NOT_VERIFIED: _l("not verified"),
    Standing.HOUSE_RULE: _l("house rule"),
}


def instrument_name(instrument: str) -> str:
    """The instrument in the language of the page."""
    return str(INSTRUMENT_NAMES[instrument])


def recorded_name(instrument: str) -> str:
    """The kind of a recorded campaign in the language of the page."""
    return str(RECORDED_NAMES[instrument])


def state_name(state: str, instrument: str) -> str:
    """The state of a campaign of this instrument in words: what is lodged is never called sent."""
    own = LODGED_NAMES if load(instrument).is_lodged else {}
    return str({**STATE_NAMES, **own}[CampaignState(state)])


def state_says(state: str, instrument: str) -> str:
    """What the state means for those who work on the campaign."""
    own = LODGED_SENTENCES if load(instrument).is_lodged else {}
    return str({**STATE_SENTENCES, **own}[CampaignState(state)])


def state_tone(state: str) -> str:
    """The tone that supports the word."""
    return STATE_TONES.get(CampaignState(state), "quiet")


def standing_name(rules: Instrument, key: str) -> str:
    """How well one rule is known: verified, not verified, or a house rule."""
    return str(STANDING_NAMES[rules.standing_of(key)])


def where_from(rules: Instrument) -> str:
    """Rule and edition as an organiser reads them beside a number, or that nobody sets one."""
    if not rules.rule:
        return _("No body sets a rule for this; the numbers are ours (house rule).")
    known = STANDING_NAMES[rules.standing]
    return _("%(rule)s, %(edition)s (%(known)s).", rule=rules.rule, edition=rules.edition, known=known)


def printed_as(rules: Instrument) -> str:
    """How a signatory is printed and in which order, each with its standing."""
    return _(
        "%(parts)s (%(standing)s); %(order)s (%(order_standing)s)",
        parts=rules.print_format.format(**PART_NAMES),
        standing=standing_name(rules, "print_format"),
        order=ORDER_WORDS[rules.order],
        order_standing=standing_name(rules, "order"),
    )


def summary(rules: Instrument) -> str:
    """The instrument's numbers in one line, with where they come from: what an organiser chooses by."""
    return " ".join([*(said for _key, said in numbers(rules)), where_from(rules)])


def numbers(rules: Instrument) -> list[tuple[str, str]]:
    """The instrument's numbers in words, each with the key that it stands under in the data."""
    said = _of_signatories(rules)
    if rules.max_words:
        said.append(("max_words", _("At most %(count)d words.", count=rules.max_words)))
        parts = _("Notes count.") if Counted.NOTES in rules.words_in else _("Notes do not count.")
        said.append(("words_in", parts))
    if rules.max_questions:
        said.append(("max_questions", _("At most %(count)d questions.", count=rules.max_questions)))
    if rules.quota:
        said.append(("quota", _("At most %(texts)d of one author in %(months)d months.", **asdict(rules.quota))))
    if rules.cool_down_months:
        months = rules.cool_down_months
        said.append(("cool_down_months", _("None like one answered in the last %(months)d months.", months=months)))
    if rules.late_signing:
        said.append(("late", str(LATE_WORDS[rules.late])))
    return said


def _of_signatories(rules: Instrument) -> list[tuple[str, str]]:
    least = ngettext("At least %(num)d signatory.", "At least %(num)d signatories.", rules.min_signatories)
    said = [("min_signatories", least)]
    if rules.min_delegations:
        said.append(("min_delegations", _("From at least %(count)d delegations.", count=rules.min_delegations)))
    if rules.min_groups:
        said.append(("min_groups", _("From at least %(count)d political groups.", count=rules.min_groups)))
    said.extend(("thresholds", threshold_says(threshold)) for threshold in rules.thresholds)
    return said


def threshold_name(threshold: Threshold) -> str:
    """What a threshold brings."""
    return str(THRESHOLD_NAMES[threshold.meaning])


def threshold_says(threshold: Threshold) -> str:
    """What a threshold means, in a sentence."""
    count, days = format_number(threshold.count), threshold.within_days
    if threshold.meaning == Meaning.MEETING_ASKED:
        return ngettext(
            "At %(count)s signatures a meeting is asked for within %(num)d day.",
            "At %(count)s signatures a meeting is asked for within %(num)d days.",
            days,
            count=count,
        )
    return ngettext(
        "At %(count)s signatures a reply is asked for within %(num)d day.",
        "At %(count)s signatures a reply is asked for within %(num)d days.",
        days,
        count=count,
    )


def threshold_task(threshold: Threshold) -> str:
    """What is to be done once a threshold is reached."""
    count = format_number(threshold.count)
    if threshold.meaning == Meaning.MEETING_ASKED:
        return _("%(count)s people have signed: a meeting with the addressee is to be asked for.", count=count)
    return _("%(count)s people have signed: a reply of the addressee is due.", count=count)


def length(rules: Instrument, text: str) -> str:
    """How long a text is, counted as the body counts, against what the instrument allows.

    Raises `TextTooLong` and `NestedTooDeep`.
    """
    words = counted_words(rules, text)
    if not rules.max_words:
        said = ngettext("%(num)s word", "%(num)s words", words)
    else:
        said = _("%(words)s of at most %(most)s words", words=words, most=rules.max_words)
    if not rules.max_questions:
        return str(said)
    asked = _("%(asked)s of at most %(most)s questions", asked=question_count(text), most=rules.max_questions)
    return f"{said}, {asked}"


def condition_name(condition: Condition) -> str:
    """What a minimum counts."""
    return str(TALLIED[condition])


def brought(condition: Condition) -> str:
    """What one more signatory would bring, where it is missing."""
    return str(BROUGHT[condition])


def sentence(unmet: Unmet) -> str:
    """What is missing or too much, with both numbers, for the page and for a refusal."""
    missing = unmet.required - unmet.present
    over = unmet.present - unmet.required
    numbers = {"present": unmet.present, "required": unmet.required}
    sentences = {
        Condition.SIGNATORIES: lambda: ngettext(
            "%(num)d more signatory is needed (%(present)d of %(required)d).",
            "%(num)d more signatories are needed (%(present)d of %(required)d).",
            missing,
            **numbers,
        ),
        Condition.DELEGATIONS: lambda: ngettext(
            "Signatories of %(num)d more delegation are needed (%(present)d of %(required)d).",
            "Signatories of %(num)d more delegations are needed (%(present)d of %(required)d).",
            missing,
            **numbers,
        ),
        Condition.GROUPS: lambda: ngettext(
            "Signatories of %(num)d more political group are needed (%(present)d of %(required)d).",
            "Signatories of %(num)d more political groups are needed (%(present)d of %(required)d).",
            missing,
            **numbers,
        ),
        Condition.ENTITLED: lambda: ngettext(
            "%(num)d signatory may not sign this kind of text and is not counted.",
            "%(num)d signatories may not sign this kind of text and are not counted.",
            over,
        ),
        Condition.MANDATES: lambda: ngettext(
            "The mandate of %(num)d signatory is not in force, so the signature is not counted.",
            "The mandates of %(num)d signatories are not in force, so their signatures are not counted.",
            over,
        ),
        Condition.QUOTA: lambda: ngettext(
            "The author’s quota is used up: this would be text %(present)d, and %(num)d is allowed in that time.",
            "The author’s quota is used up: this would be text %(present)d, and %(num)d are allowed in that time.",
            unmet.required,
            **numbers,
        ),
        Condition.COOL_DOWN: lambda: ngettext(
            "%(num)d text on this case was answered too lately; a similar one is barred for now.",
            "%(num)d texts on this case were answered too lately; a similar one is barred for now.",
            over,
        ),
        Condition.WORDS: lambda: ngettext(
            "The text is %(num)d word too long (%(present)d; at most %(required)d).",
            "The text is %(num)d words too long (%(present)d; at most %(required)d).",
            over,
            **numbers,
        ),
        Condition.QUESTIONS: lambda: ngettext(
            "The text asks %(num)d question too many (%(present)d; at most %(required)d).",
            "The text asks %(num)d questions too many (%(present)d; at most %(required)d).",
            over,
            **numbers,
        ),
    }
    return str(sentences[unmet.code]())
