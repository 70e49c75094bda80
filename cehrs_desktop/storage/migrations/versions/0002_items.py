"""0002: items, and every version of them that was ever installed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the tables; the pack fills them when it is installed next."""
    op.create_table(
        "item_version",
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("stable_id", sa.String(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("domain", sa.Integer(), nullable=False),
        sa.Column("cognitive", sa.String(), nullable=False),
        sa.Column("stem", sa.String(), nullable=False),
        sa.Column("exhibit", sa.String(), nullable=True),
        sa.Column("computed", sa.String(), nullable=True),
        sa.Column("options", sa.String(), nullable=False),
        sa.Column("fixed_order", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("expected", sa.Float(), nullable=False),
        sa.Column("teaches", sa.String(), nullable=False),
        sa.Column("enemies", sa.String(), nullable=False),
        sa.Column("tags", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"]),
        sa.PrimaryKeyConstraint("content_hash"),
    )
    op.create_index("ix_item_version_stable_id", "item_version", ["stable_id"], unique=False)
    op.create_table(
        "item",
        sa.Column("stable_id", sa.String(), nullable=False),
        sa.Column("pack_id", sa.String(), nullable=False),
        sa.Column("topic_id", sa.String(), nullable=False),
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["content_hash"], ["item_version.content_hash"]),
        sa.ForeignKeyConstraint(["pack_id"], ["pack.id"]),
        sa.ForeignKeyConstraint(["topic_id"], ["topic.id"]),
        sa.PrimaryKeyConstraint("stable_id"),
    )
