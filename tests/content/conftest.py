"""Fixtures of the content tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.written_pack import WrittenPack


@pytest.fixture
def pack(tmp_path: Path) -> WrittenPack:
    """A sound pack that a test may spoil."""
    return WrittenPack(tmp_path)
