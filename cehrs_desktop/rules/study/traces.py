"""How memories fade and grow as sums of decaying traces: ACT-R's activation with Pavlik and Anderson's spacing.

Each meeting leaves a trace t^−d; activation m is the logarithm of their sum, and recall 1/(1 + e^((τ − m)/s)). A trace
laid while the others are still strong fades sooner, d = c·e^m + a: crammed repetitions are worth less. A miss shows
the answer and leaves a trace all the same.

Two numbers stand for all traces of a card: its activation a day after the last meeting, and how fast that falls with
the logarithm of time (over a month). They travel as a "stability" and a "difficulty", on the scales of the grid that
every memory model shares; only `strength` and `from_strength` know how.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from cehrs_desktop.rules.study.memory import Numbers

MOMENTS_A_DAY = 86400 / 40
"""Seconds; between sessions time passes for memory at a fortieth of its pace (Pavlik and Anderson 2005: .025)."""

NOISE = 0.35
_SAME_DAY = 0.14
"""Days between two meetings on one day."""

_FAR = 30.0
_ABOVE = (-1.2, 2.8)
_LOG_STABILITY = (float(np.log(0.03)), float(np.log(1200.0)))
_FADING = (0.03, 0.5)
_DIFFICULTY = (2.0, 8.5)

_FIRST_RATINGS = (-0.2, -0.1, 0.0, 0.2)
"""What a first rating tells about a card, in activation."""


@dataclass(frozen=True, slots=True)
class Traces:
    """Trace models side by side, each array of shape (models,) or ().

    `decay` is a, the slowest fading of a trace; `scale` is c; `threshold` is τ.
    """

    decay: Numbers
    scale: Numbers
    threshold: Numbers

    def __len__(self) -> int:
        return len(self.decay)

    def only(self, model: int) -> Traces:
        """One of them, as a 0-d set."""
        return Traces(self.decay[model], self.scale[model], self.threshold[model])

    def recall(self, s: npt.ArrayLike, d: npt.ArrayLike, days: npt.ArrayLike) -> Numbers:
        """Probability of recall so many days after the last meeting."""
        at_a_day, fading = self.strength(s, d)
        above = at_a_day - fading * np.log(np.maximum(days, _SAME_DAY)) - self.threshold
        return np.asarray(1 / (1 + np.exp(np.clip(-above / NOISE, -30, 30))))

    def first(self, rating: int) -> tuple[Numbers, Numbers]:
        """After the first rating."""
        at_a_day = -self.decay * np.log(MOMENTS_A_DAY) + _FIRST_RATINGS[rating - 1]
        return self.from_strength(at_a_day, self.decay)

    def lasting(self, days: npt.ArrayLike) -> tuple[Numbers, Numbers]:
        """A memory that has fallen to 90 % after so many days, of which no more is known."""
        fading = self.decay + np.zeros(np.shape(days))
        at_a_day = self.threshold + NOISE * np.log(9.0) + fading * np.log(np.maximum(days, _SAME_DAY))
        return self.from_strength(at_a_day, fading)

    def repeated(self, s: npt.ArrayLike, d: npt.ArrayLike, rating: int) -> tuple[Numbers, Numbers]:
        """After another rating on one day."""
        return self.reviewed(s, d, rating, recall=np.array(1.0), days=_SAME_DAY)

    def reviewed(
        self, s: npt.ArrayLike, d: npt.ArrayLike, rating: int, *, recall: Numbers, days: npt.ArrayLike
    ) -> tuple[Numbers, Numbers]:
        """After a rating a day or more later: the new trace joins the old ones, whatever the rating."""
        del rating, recall
        at_a_day, fading = self.strength(s, d)
        now = np.maximum(days, _SAME_DAY)
        decay = self.scale * np.exp(at_a_day - fading * np.log(now)) + self.decay

        def together(later: float) -> Numbers:
            old = np.exp(at_a_day - fading * np.log(now + later))
            return np.asarray(np.log(old + (later * MOMENTS_A_DAY) ** -decay))

        soon, far = together(1.0), together(_FAR)
        return self.from_strength(soon, (soon - far) / np.log(_FAR))

    def strength(self, s: npt.ArrayLike, d: npt.ArrayLike) -> tuple[Numbers, Numbers]:
        """Activation after a day, and how fast it falls, from the shared scales."""
        above = _line(np.log(s), _LOG_STABILITY, _ABOVE)
        return np.asarray(above + self.threshold), _line(np.asarray(d), _DIFFICULTY, _FADING)

    def from_strength(self, at_a_day: npt.ArrayLike, fading: npt.ArrayLike) -> tuple[Numbers, Numbers]:
        """The other way."""
        above = np.asarray(at_a_day) - self.threshold
        return np.exp(_line(above, _ABOVE, _LOG_STABILITY)), _line(np.asarray(fading), _FADING, _DIFFICULTY)


def _line(values: npt.ArrayLike, old: tuple[float, float], new: tuple[float, float]) -> Numbers:
    return np.asarray(new[0] + (np.asarray(values) - old[0]) * (new[1] - new[0]) / (old[1] - old[0]))
