"""the discussion of a text: threads on its paragraphs, what is said in them, and who is to be told."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = ("comment", "suggestion")
STATES = ("open", "settled", "taken", "declined")


def upgrade() -> None:
    """Apply."""
    _threads()
    _comments()
    _mentions()


def downgrade() -> None:
    """Take back."""
    op.drop_table("discussion_mentions")
    op.drop_table("discussion_comments")
    op.drop_table("discussion_threads")


def _threads() -> None:
    table = "discussion_threads"
    op.create_table(
        table,
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("made_on_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.Integer(), nullable=False),
        sa.Column("quoted", sa.Text(), nullable=False),
        sa.Column("paragraph", sa.Integer(), nullable=False),
        sa.Column("placed_in_id", sa.Uuid(), nullable=False),
        sa.Column("stood", sa.Text(), nullable=False),
        sa.Column("gone_since", sa.Integer(), nullable=True),
        sa.Column("kind", _words("kind", KINDS), nullable=False),
        sa.Column("replacement", sa.Text(), nullable=False),
        sa.Column("state", _words("state", STATES), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_label", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("taken_in_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("paragraph >= 0 AND made_at >= 0", name=op.f(f"ck_{table}_paragraph")),
        sa.CheckConstraint("(state = 'taken') = (taken_in_id IS NOT NULL)", name=op.f(f"ck_{table}_taken_in")),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f(f"ck_{table}_decided")),
        sa.CheckConstraint(
            "kind = 'suggestion' OR state IN ('open', 'settled')", name=op.f(f"ck_{table}_comments_are_settled")
        ),
        sa.CheckConstraint(
            "kind = 'suggestion' OR replacement = ''", name=op.f(f"ck_{table}_comments_replace_nothing")
        ),
        sa.ForeignKeyConstraint(
            ["text_id", "campaign_id"],
            ["texts.id", "texts.campaign_id"],
            name=op.f(f"fk_{table}_text_id_campaign_id"),
        ),
        *(_of_version(table, column) for column in ("made_on_id", "placed_in_id", "taken_in_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f(f"fk_{table}_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for columns in (["campaign_id"], ["made_on_id"], ["text_id", "state"]):
        op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)


def _comments() -> None:
    table = "discussion_comments"
    op.create_table(
        table,
        sa.Column("thread_id", sa.Uuid(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("author_label", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("body <> ''", name=op.f(f"ck_{table}_body")),
        sa.ForeignKeyConstraint(["thread_id"], ["discussion_threads.id"], name=op.f(f"fk_{table}_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_thread_id"), table, ["thread_id"])


def _mentions() -> None:
    table = "discussion_mentions"
    op.create_table(
        table,
        sa.Column("comment_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["discussion_comments.id"], name=op.f(f"fk_{table}_comment_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("comment_id", "user_id", name=op.f(f"uq_{table}_comment_id_user_id")),
    )
    op.create_index(op.f(f"ix_{table}_told_at"), table, ["told_at"])


def _words(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def _of_version(table: str, column: str) -> sa.ForeignKeyConstraint:
    """A version of the same campaign."""
    return sa.ForeignKeyConstraint(
        [column, "campaign_id"],
        ["versions.id", "versions.campaign_id"],
        name=op.f(f"fk_{table}_{column}_campaign_id"),
    )
