"""The rules of the house, each shown to catch a planted fault."""

from collections.abc import Iterator
from statistics import median

import pytest

from petitions.core.audit import ACTIONS
from tests.architecture import source, speech, verbs

FAULTS = {
    source.commits: ("signing/service.py", "def sign(actor):\n    db.session.commit()\n"),
    source.hidden_imports: ("signing/service.py", "def sign():\n    from petitions.dispatch import service\n"),
    source.request_in_service: ("signing/confirming.py", "from flask import request\n"),
    source.transaction_in_service: ("signing/confirming.py", "with transaction():\n    pass\n"),
    source.impure_rules: ("signing/rules.py", "from sqlalchemy import select\n"),
    source.time_travel: ("signing/service.py", "from petitions.core.clock import STORY\n"),
    source.upper_private_imports: ("dispatch/views.py", "from petitions.signing.forms import SignForm\n"),
    speech.bare: ("signing/views.py", "flash('Signed.', 'done')\n"),
}

# One process reads the source for all of them.
pytestmark = pytest.mark.xdist_group("source")


@pytest.fixture(scope="module", autouse=True)
def forgotten_in_the_end() -> Iterator[None]:
    """What was read of the source is large, and of no use to other tests."""
    yield
    source.nodes.cache_clear()


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


def test_no_module_is_over_400_lines() -> None:
    assert [wrong for name, text in source.all_modules() for wrong in source.too_long(name, text)] == []


def test_the_tests_and_the_tools_are_measured_too() -> None:
    assert {name.partition("/")[0] for name, _text in source.all_modules()} == {"petitions", "tests", "tools", "bench"}


@pytest.mark.parametrize(("lines", "is_caught"), [(400, False), (401, True)])
def test_a_module_of_one_line_too_many_is_caught(lines: int, is_caught: bool) -> None:
    assert bool(source.too_long("tests/signing/test_service.py", "pass\n" * lines)) == is_caught


def test_most_modules_of_the_product_are_short() -> None:
    assert median(size for _name, text in source.modules() if (size := len(text.splitlines())) > 3) <= 140


@pytest.mark.parametrize(
    "planted",
    [
        "raise NotOpen('Nothing is open.')",
        "raise NotOpen(f'{count} names are missing.')",
        "name = line('Name', required=_l('Enter a name.'))",
        "name = line(_l('Name'), required='Enter a name.')",
        "day = DayField(label='Day')",
        "form.form_errors.append('Enter a name.')",
        "trail = [{'label': 'Campaigns', 'href': '/'}]",
    ],
)
def test_each_bare_sentence_is_caught(planted: str) -> None:
    assert speech.bare("signing/views.py", planted) != []


def test_every_verb_leaves_a_line_in_the_history() -> None:
    sources = dict(source.modules())
    assert verbs.unrecorded(sources) == []
    assert "petitions.signing.opening.open_for_signature" in set(verbs.verbs(sources))


def test_a_verb_that_leaves_none_is_caught() -> None:
    sources = {
        "signing/answering.py": "def decline(actor: Actor, reason: str) -> None:\n    _note(actor)\n"
        "def _note(actor: Actor) -> None: ...\n",
        "signing/opening.py": "from petitions.campaigns import service as campaigns\n"
        "def reopen(actor: Actor) -> None:\n    campaigns.move(actor)\n",
        "campaigns/service.py": "from petitions.core.audit import record\n"
        "def move(actor: Actor) -> None:\n    record(actor, 'campaign:open', None)\n",
        "signing/inviting.py": "from petitions.core.audit import record_all\n"
        "def ask_all(actor: Actor) -> None:\n    record_all(actor, 'invitation:queue', [])\n",
    }
    assert verbs.unrecorded(sources) == ["petitions.signing.answering.decline"]


def test_the_audit_vocabulary_is_what_the_source_writes() -> None:
    elsewhere = [text for name, text in source.modules() if not name.startswith("core/audit")]
    used = {word for text in elsewhere for word in source.recorded_actions(text) if word.split(":")[0] in SUBJECTS}
    assert used == set(ACTIONS)


SUBJECTS = {action.split(":")[0] for action in ACTIONS}
