"""The forgetting curve of FSRS-6 and the parameters it is drawn with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from fsrs.scheduler import DEFAULT_PARAMETERS

MODEL_VERSION = "FSRS-6"
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ParameterSet:
    """FSRS parameters with the model they belong to; `id` names the stored set, 0 one that isn't stored."""

    id: int = 0
    model: str = MODEL_VERSION
    weights: tuple[float, ...] = tuple(DEFAULT_PARAMETERS)

    @property
    def decay(self) -> float:
        """Exponent of the forgetting curve (negative)."""
        return -self.weights[20]


def recall(stability: npt.ArrayLike, days: npt.ArrayLike, *, decay: float) -> Numbers:
    """Probability of recall `days` after the last review, for stabilities in days (any broadcastable shapes).

    R(t, S) = (1 + F·t/S)^decay with F = 0.9^(1/decay) − 1, so that R(S, S) = 0.9: the FSRS-6 forgetting curve.
    `fsrs` itself gives a step function of whole days; this is the curve under it. A clock set back counts as no time.
    """
    factor = 0.9 ** (1 / decay) - 1
    elapsed = np.maximum(np.asarray(days, dtype=np.float64), 0.0)
    curve: Any = (1 + factor * elapsed / np.asarray(stability, dtype=np.float64)) ** decay
    return np.asarray(curve, dtype=np.float64)


def interval(stability: float, retention: float, *, decay: float) -> float:
    """Days, not rounded, after which recall has fallen to `retention`: the inverse of `recall`."""
    factor = 0.9 ** (1 / decay) - 1
    return float(stability / factor * (retention ** (1 / decay) - 1))
