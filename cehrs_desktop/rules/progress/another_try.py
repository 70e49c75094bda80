"""What a failed exam means for the plan of the next one. See docs/plan.md."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.progress.certification import ExamOutcome

_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?%")


@dataclass(frozen=True, slots=True)
class AnotherTry:
    """The new preparation: begun the day the exam was failed; `shares` are those NHA reported, as far as noted."""

    since: date
    shares: Mapping[DomainNumber, float]

    def mixed(self, share_right: Sequence[float]) -> tuple[float, ...]:
        """The expected shares of domains 1 to 5, each halfway to what the exam itself showed, where that is noted."""
        return tuple(
            (ours + self.shares.get(number, ours)) / 2 for number, ours in zip(DomainNumber, share_right, strict=True)
        )


def another_try(outcomes: Sequence[ExamOutcome]) -> AnotherTry | None:
    """What the newest outcome says; None unless it is a failure."""
    newest = max(outcomes, key=lambda outcome: outcome.taken, default=None)
    if newest is None or newest.passed:
        return None
    shares = {number: share for number, note in newest.feedback.items() if (share := share_in(note)) is not None}
    return AnotherTry(newest.taken, shares)


def share_in(note: str) -> float | None:
    """The share a note gives as a percentage, such as '78%'; None without exactly one up to 100."""
    found = [float(number) for number in _PERCENT.findall(note)]
    return found[0] / 100 if len(found) == 1 and found[0] <= 100 else None
