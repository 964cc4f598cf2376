"""A translation keeps beside its source when the source changes."""

from petitions.drafting.translations.sides import MOST, Arranged, Beside, Since, beside, changed, gathered, side_by_side

SOURCE = "Dear Minister,\n\nWe ask you to let Aru Example stay here with us.\n\nYours sincerely,\n"
FRENCH = "Madame la ministre,\n\nLaissez Aru Example rester.\n\nVeuillez agréer nos salutations.\n"


def rows(source: str, followed: str = SOURCE, text: str = FRENCH, parts: tuple[int, ...] = (1, 1, 1)):
    found = side_by_side(source, followed, Arranged(text, followed, parts))
    return [(row.place, row.text, row.since) for row in found]


def test_each_paragraph_of_the_source_has_its_translation_beside_it() -> None:
    assert rows(SOURCE) == [
        (0, "Madame la ministre,", Since.SAME),
        (1, "Laissez Aru Example rester.", Since.SAME),
        (2, "Veuillez agréer nos salutations.", Since.SAME),
    ]


def test_a_changed_paragraph_is_marked_and_keeps_its_translation() -> None:
    found = rows(SOURCE.replace("stay here", "stay for good here"))
    assert found[1] == (1, "Laissez Aru Example rester.", Since.CHANGED)
    assert [since for _place, _text, since in found].count(Since.SAME) == 2


def test_the_change_is_told_word_by_word() -> None:
    row = side_by_side(SOURCE.replace("here with us", "here"), SOURCE, Arranged(FRENCH, SOURCE, (1, 1, 1)))[1]
    assert [part.text.strip() for part in row.parts if part.op == "removed"] == ["with us"]


def test_a_new_paragraph_stands_where_the_source_has_it_and_moves_no_words() -> None:
    found = rows(SOURCE.replace("Yours", "The court was never heard.\n\nYours"))
    assert found[2] == (2, "", Since.NEW)
    assert found[3] == (3, "Veuillez agréer nos salutations.", Since.SAME)


def test_a_paragraph_taken_out_of_the_source_leaves_its_translation_to_be_looked_at() -> None:
    found = rows("Dear Minister,\n\nYours sincerely,\n")
    assert found == [
        (0, "Madame la ministre,", Since.SAME),
        (None, "Laissez Aru Example rester.", Since.GONE),
        (1, "Veuillez agréer nos salutations.", Since.SAME),
    ]


def test_a_paragraph_that_was_first_and_is_gone_stands_above_the_rest() -> None:
    found = rows("We ask you to let Aru Example stay here with us.\n\nYours sincerely,\n")
    assert found[0] == (None, "Madame la ministre,", Since.GONE)


def test_a_paragraph_that_moved_takes_its_translation_along() -> None:
    found = rows("Yours sincerely,\n\nDear Minister,\n\nWe ask you to let Aru Example stay here with us.\n")
    assert [text for _place, text, _since in found] == [
        "Veuillez agréer nos salutations.",
        "Madame la ministre,",
        "Laissez Aru Example rester.",
    ]


def test_one_paragraph_may_be_several_in_the_translation_or_none_yet() -> None:
    found = rows(SOURCE, text="Madame,\n\nMonsieur,\n\nVeuillez agréer.\n", parts=(2, 0, 1))
    assert [text for _place, text, _since in found] == ["Madame,\n\nMonsieur,", "", "Veuillez agréer."]


def test_what_was_arranged_by_a_later_version_than_the_one_followed_stays_where_it_is() -> None:
    later = SOURCE.replace("Yours", "The court was never heard.\n\nYours")
    own = Arranged("Madame,\n\nLaissez-la.\n\nLe juge.\n\nSalutations.\n", later, (1, 1, 1, 1))
    found = side_by_side(later, SOURCE, own)
    assert [(row.text, row.since) for row in found][2:] == [("Le juge.", Since.NEW), ("Salutations.", Since.SAME)]


def test_a_paragraph_gone_is_shown_even_where_its_translation_was_taken_out_before() -> None:
    now = "Dear Minister,\n\nYours sincerely,\n"
    found = side_by_side(now, SOURCE, Arranged("Madame,\n\nSalutations.\n", now, (1, 1)))
    assert [(row.place, row.text) for row in found] == [(0, "Madame,"), (None, ""), (1, "Salutations.")]


def test_words_that_nobody_placed_stand_one_beside_one_and_none_is_lost() -> None:
    assert beside(3, Arranged("A\n\nB\n", SOURCE)) == ["A", "B", ""]
    assert beside(2, Arranged("A\n\nB\n\nC\n", SOURCE)) == ["A", "B\n\nC"]
    assert beside(2, Arranged("A\n\nB\n", SOURCE, (1, 7))) == ["A", "B"]


def test_what_is_typed_makes_the_text_and_is_remembered_by_place() -> None:
    typed = [(0, "Madame,\n\nMonsieur,"), (1, ""), (None, "Reste."), (2, "  Fin.  ")]
    assert gathered(typed) == ("Madame,\n\nMonsieur,\n\nReste.\n\nFin.", (2, 1, 1))


def test_what_stood_above_all_others_belongs_to_the_first() -> None:
    assert gathered([(None, "Reste."), (0, "Madame,")]) == ("Reste.\n\nMadame,", (2,))


def test_changes_are_counted_as_changed_added_and_taken_out() -> None:
    assert changed(SOURCE, SOURCE) == 0
    assert changed(SOURCE, SOURCE.replace("here with us", "for good") + "\nAnnex\n") == 2
    assert changed(SOURCE, "Dear Minister,\n") == 2


def test_a_text_of_too_many_paragraphs_stands_in_one_row() -> None:
    long = "word\n\n" * (MOST + 1)
    (row,) = side_by_side(long, SOURCE, Arranged(FRENCH, SOURCE, (1, 1, 1)))
    assert (row.place, row.text, row.since) == (0, FRENCH, Since.CHANGED)


def test_a_list_and_a_footnote_are_paragraphs_too() -> None:
    source = "1. Stop.\n2. Grant.[^1]\n\n[^1]: The law.\n"
    found = side_by_side(source, source, Arranged("1. Arrêtez.\n2. Accordez.[^1]\n\n[^1]: La loi.\n", source, (1, 1)))
    assert [row.text for row in found] == ["1. Arrêtez.\n2. Accordez.[^1]", "[^1]: La loi."]


def test_where_words_stand_is_kept_with_a_version_and_read_again() -> None:
    assert Beside.read(Beside(4, (1, 0, 2)).kept()) == Beside(4, (1, 0, 2))
    assert Beside.read(None) is None
