"""Run by Alembic: migrates over the connection, and in the transaction, that `storage.upgrade` opened."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
