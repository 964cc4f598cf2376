from petitions.people.names import Candidate, Match, match

ROSTER = [
    Candidate(1, "Runa", "VON CRELLIN-TAUBNITZ", "DE", "Greens/EFA"),
    Candidate(2, "Pablo", "SÁNCHEZ LUMBRE", "ES", "S&D"),
    Candidate(3, "Jacinto", "OLMEDO SÁNCHEZ", "ES", "S&D"),
    Candidate(4, "Hanna", "OLSEN", "DK", "EPP"),
    Candidate(5, "Hanna", "OLSSEN", "SE", "EPP"),
    Candidate(6, "Mart", "van de VOORN", "NL", "ALDE"),
    Candidate(7, "Salvo", "DE NEO", "IT", "EPP"),
    Candidate(8, "Zita", "MARTIN", "FR", "Renew"),
    Candidate(9, "Martin", "ZELENKA", "CZ", "ECR"),
    Candidate(10, "Otto-Emil", "QUANDT", "DE", "SOC"),
]


def found(query: str, *, unfinished: bool = False) -> list[int | str]:
    return [hit.candidate.ref for hit in match(query, ROSTER, unfinished=unfinished)]


def first(query: str) -> Match:
    return match(query, ROSTER)[0]


def test_another_spelling_in_any_order_finds_the_person_for_sure() -> None:
    for query in ("Runa von Krellin-Taubnitz", "von crellin-taubnitz, runa", "RUNA CRELLIN TAUBNITZ"):
        assert first(query).candidate.ref == 1, query
        assert first(query).sure, query


def test_half_of_a_double_surname_finds_its_bearer_first_but_not_for_sure_while_another_bears_it_too() -> None:
    hits = match("Pablo Sanchez", ROSTER)
    assert [hit.candidate.ref for hit in hits] == [2, 3]
    assert not any(hit.sure for hit in hits)
    assert hits[0].score - hits[1].score > 0.3


def test_half_of_a_double_surname_is_enough_when_nobody_else_bears_it() -> None:
    assert first("Jacinto Olmedo").candidate.ref == 3
    assert first("Jacinto Olmedo").sure


def test_two_names_that_sound_alike_are_both_shown_and_neither_is_sure() -> None:
    assert set(found("Hanna Olsen")) == {4, 5}
    assert not first("Hanna Olsen").sure
    assert first("Hanna Olsen").candidate.ref == 4


def test_who_shares_only_one_name_is_nobody() -> None:
    for query in ("Julia Olsen", "Hanna Ward", "Runa Taubert", "Zita Zelenka", "Salvo Olmedo"):
        assert found(query) == [], query


def test_a_sound_that_is_another_members_own_word_is_never_sure() -> None:
    roster = [Candidate(1, "Katharina", "BLOM"), Candidate(2, "Catarina", "FELT")]
    assert not match("Catarina Blom", roster)[0].sure
    assert match("Katarina Blom", roster)[0].sure


def test_a_particle_may_be_left_out_but_a_strange_one_makes_doubt() -> None:
    assert first("Mart Voorn").sure
    assert not first("Hanna de Olsen").sure
    assert first("Zita von Martin").candidate.ref == 8
    assert not first("Zita von Martin").sure


def test_a_name_written_in_one_word_is_found() -> None:
    assert found("Salvo Deneo") == [7]


def test_an_initial_is_a_hint_only() -> None:
    assert found("Z. Martin") == [8]
    assert not first("Z. Martin").sure
    assert found("E. Martin") == []


def test_a_surname_alone_is_found_but_never_sure() -> None:
    assert first("Quandt").candidate.ref == 10
    assert not first("Quandt").sure


def test_a_surname_ranks_before_the_same_word_as_a_given_name() -> None:
    assert found("martin")[:2] == [8, 9]


def test_only_one_word_may_be_misspelt() -> None:
    assert found("Martin Zelenca") == [9]
    assert found("Martin Zelemka") == [9]
    assert found("Marten Zelemka") == []


def test_unfinished_words_are_for_the_search_box_only() -> None:
    assert found("crell", unfinished=True) == [1]
    assert found("krell", unfinished=True) == [1]
    assert found("pablo sanch", unfinished=True)[0] == 2
    assert found("van voo", unfinished=True)[0] == 6
    assert found("crell") == []


def test_nothing_asked_is_nobody() -> None:
    for query in ("", "  ", "...", "%", "\0", "🙂" * 500):
        assert match(query, ROSTER) == [], repr(query)


def test_an_endless_query_is_answered_too() -> None:
    assert match("hanna " * 5000, ROSTER) == []


def test_the_first_of_two_given_names_is_enough_and_the_second_is_not() -> None:
    assert first("Otto Quandt").sure
    assert first("Emil Quandt").candidate.ref == 10
    assert not first("Emil Quandt").sure


def test_who_bears_two_names_is_found_once_and_is_no_rival_of_oneself() -> None:
    once = match("Pablo Sanchez", [Candidate(1, "Pablo", "SÁNCHEZ LUMBRE"), Candidate(1, "Olivar", "SÁNCHEZ")])
    assert [(hit.candidate.surname, hit.sure) for hit in once] == [("SÁNCHEZ LUMBRE", True)]
    twice = match("Pablo Sanchez", [Candidate(1, "Pablo", "SÁNCHEZ LUMBRE"), Candidate(2, "Olivar", "SÁNCHEZ")])
    assert [hit.sure for hit in twice] == [False, False]
