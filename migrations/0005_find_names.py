"""find names by an index."""

import sqlalchemy as sa
from alembic import op

from petitions.people.name_tables import LETTERS, Part, entries_of, filed_as, parts_of

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

PERSONS = sa.table(
    "persons", sa.column("id", sa.Uuid), *(sa.column(name, sa.Text) for name in ("given_name", "surname", "filed_as"))
)


def upgrade() -> None:
    """Apply; the index is filled from the names of the persons already there."""
    tables = _create_tables()
    op.add_column("persons", sa.Column("filed_as", LETTERS, server_default=sa.text("''"), nullable=False))
    _fill(*tables)
    op.create_index(op.f("ix_persons_filed_as"), "persons", ["filed_as"], unique=False)


def downgrade() -> None:
    """Take back."""
    op.drop_index(op.f("ix_persons_filed_as"), table_name="persons")
    op.drop_column("persons", "filed_as")
    op.drop_table("name_word_keys")
    op.drop_index(op.f("ix_name_words_sound"), table_name="name_words")
    op.drop_table("name_words")
    op.drop_index(op.f("ix_person_words_person_id"), table_name="person_words")
    op.drop_table("person_words")


def _create_tables() -> tuple[sa.Table, sa.Table, sa.Table]:
    person_words = op.create_table(
        "person_words",
        sa.Column("word", LETTERS, nullable=False),
        sa.Column("part", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["persons.id"], name=op.f("fk_person_words_person_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("word", "part", "person_id", name=op.f("pk_person_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_person_words_person_id"), "person_words", ["person_id"], unique=False)
    name_words = op.create_table(
        "name_words",
        sa.Column("word", LETTERS, nullable=False),
        sa.Column("sound", LETTERS, nullable=False),
        sa.PrimaryKeyConstraint("word", name=op.f("pk_name_words")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_name_words_sound"), "name_words", ["sound"], unique=False)
    name_word_keys = op.create_table(
        "name_word_keys",
        sa.Column("key", LETTERS, nullable=False),
        sa.Column("word", LETTERS, nullable=False),
        sa.PrimaryKeyConstraint("key", "word", name=op.f("pk_name_word_keys")),
        sqlite_with_rowid=False,
    )
    return person_words, name_words, name_word_keys


def _fill(person_words: sa.Table, name_words: sa.Table, name_word_keys: sa.Table) -> None:
    connection = op.get_bind()
    query = sa.select(PERSONS.c.id, PERSONS.c.given_name, PERSONS.c.surname)
    people = {row.id: (row.given_name, row.surname) for row in connection.execute(query)}
    rows = [(word, part, person) for person, name in people.items() for word, part in parts_of(*name)]
    entries = [entries_of(word) for word in sorted({word for word, part, _person in rows if part != Part.WHOLE})]
    filed = sa.update(PERSONS).where(PERSONS.c.id == sa.bindparam("person")).values(filed_as=sa.bindparam("filed"))
    _run(filed, [{"person": person, "filed": filed_as(*name)} for person, name in people.items()])
    _run(person_words.insert(), [{"word": word, "part": part, "person_id": person} for word, part, person in rows])
    _run(name_words.insert(), [word for word, _keys in entries])
    _run(name_word_keys.insert(), [key for _word, keys in entries for key in keys])


def _run(statement: sa.Executable, rows: list[dict[str, object]]) -> None:
    if rows:
        op.get_bind().execute(statement, rows)
