"""The history can say everything that may be done."""

import pytest
from flask import Flask

from petitions.core.audit import ACTIONS
from petitions.core.audit_words import WORDS, said


def test_each_action_of_the_vocabulary_has_its_words_and_no_other() -> None:
    assert set(WORDS) == set(ACTIONS)


@pytest.mark.parametrize("action", sorted(ACTIONS))
def test_an_action_reads_well_with_and_without_the_name_of_its_subject(app: Flask, action: str) -> None:
    for sentence in (said(action), said(action, "100 %(what)s")):
        assert "%(what)s" not in sentence.replace("100 %(what)s", "")
        assert sentence == " ".join(sentence.split())
