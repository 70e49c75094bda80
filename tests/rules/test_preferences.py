"""The learner's choices apart from studying."""

from __future__ import annotations

import pytest

from cehrs_desktop.rules.preferences import Preferences


@pytest.mark.parametrize("percent", [80, 100, 200, 400])
def test_text_can_be_from_80_to_400_percent(percent: int) -> None:
    assert Preferences(text_percent=percent).text_percent == percent


@pytest.mark.parametrize("percent", [79, 401, 0])
def test_other_text_sizes_are_refused_with_a_sentence(percent: int) -> None:
    with pytest.raises(ValueError, match=r"^Text size must be between 80 and 400 percent\.$"):
        Preferences(text_percent=percent)
