"""0005: the learner's tags and notes on flashcards, and notes on items."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the table and the column; nothing that is there changes."""
    op.create_table(
        "flashcard_remark",
        sa.Column("flashcard_id", sa.Integer(), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["flashcard_id"], ["flashcard.id"]),
        sa.PrimaryKeyConstraint("flashcard_id"),
    )
    op.add_column("item_mark", sa.Column("note", sa.String(), nullable=True))
