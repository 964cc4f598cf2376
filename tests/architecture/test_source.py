"""The rules of the house, each shown to catch a planted fault."""

from statistics import median

import pytest

from petitions.core.audit import ACTIONS
from tests.architecture import source

FAULTS = {
    source.commits: ("signing/service.py", "def sign(actor):\n    db.session.commit()\n"),
    source.hidden_imports: ("signing/service.py", "def sign():\n    from petitions.dispatch import service\n"),
    source.request_in_service: ("signing/service.py", "from flask import request\n"),
    source.impure_rules: ("signing/rules.py", "from sqlalchemy import select\n"),
    source.time_travel: ("signing/service.py", "from petitions.core.clock import STORY\n"),
    source.upper_private_imports: ("dispatch/views.py", "from petitions.signing.forms import SignForm\n"),
}


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.__name__)
def test_the_source_keeps_the_rule(rule) -> None:
    assert [wrong for name, text in source.modules() for wrong in rule(name, text)] == []


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.__name__)
def test_the_rule_catches_a_planted_fault(rule) -> None:
    assert rule(*FAULTS[rule]) != []


def test_every_word_in_a_template_passes_gettext() -> None:
    wrong = {
        path.relative_to(source.ROOT).as_posix(): words
        for path in sorted((source.ROOT / "templates").rglob("*.*"))
        if (words := source.unspoken(path.read_text()))
    }
    assert wrong == {}


def test_a_bare_word_in_a_template_is_caught() -> None:
    assert source.unspoken("<p>{{ _('Said') }} Forgotten</p>") == ["Forgotten"]


def test_no_module_is_over_400_lines_and_most_are_short() -> None:
    sizes = {name: len(text.splitlines()) for name, text in source.modules()}
    assert {name: size for name, size in sizes.items() if size > 400} == {}
    written = [size for size in sizes.values() if size > 3]
    assert median(written) <= 140


def test_every_audit_action_written_is_in_the_vocabulary() -> None:
    used = set()
    for name, text in source.modules():
        if name != "core/audit.py" and not name.startswith("core/audit"):
            used |= {word for word in source.recorded_actions(text) if word.split(":")[0] in SUBJECTS}
    assert used - ACTIONS == set()


SUBJECTS = {action.split(":")[0] for action in ACTIONS}
