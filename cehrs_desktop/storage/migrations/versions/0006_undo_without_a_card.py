"""0006: a step that can be taken back may be on a question, which has no card."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Let `card_id` be empty; every step stays as it is."""
    with op.batch_alter_table("undo_step") as table:
        table.alter_column("card_id", existing_type=sa.Integer(), nullable=True)
