"""Kinds of events, proceedings and protected names, in words."""

from flask_babel import lazy_gettext as _l

EVENT_KINDS = {
    "context": _l("Background"),
    "activity": _l("Work"),
    "detention": _l("Detention"),
    "threat": _l("Threat"),
    "legal_threat": _l("Legal threat"),
    "court": _l("Court"),
    "financial": _l("Money"),
    "travel": _l("Travel"),
    "asylum": _l("Asylum"),
    "advocacy": _l("Advocacy"),
    "outcome": _l("Outcome"),
}

PROCEEDING_KINDS = {
    "criminal_case": _l("Criminal case"),
    "criminal_complaint": _l("Criminal complaint"),
    "asylum_application": _l("Asylum claim"),
    "deportation": _l("Deportation"),
    "extradition": _l("Extradition"),
    "residence_permit": _l("Residence permit"),
    "appeal": _l("Appeal"),
    "other": _l("Other"),
}

PROTECTED_KINDS = {
    "relative": _l("A relative"),
    "place": _l("A place"),
    "person": _l("Another person"),
}
