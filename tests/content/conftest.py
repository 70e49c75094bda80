"""Fixtures of the content tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.content.written_items import WrittenItems
from tests.content.written_pack import WrittenPack


@pytest.fixture
def pack(tmp_path: Path) -> WrittenPack:
    """A sound pack that a test may spoil."""
    return WrittenPack(tmp_path)


@pytest.fixture
def items(tmp_path: Path) -> WrittenItems:
    """A sound pack with items that a test may spoil."""
    return WrittenItems(tmp_path).with_items()
