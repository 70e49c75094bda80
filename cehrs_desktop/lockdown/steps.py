"""Guards as a stack of steps: pushed before they are performed, reverted in reverse, continuing over errors."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Protocol

_LOG = logging.getLogger(__name__)


class Unavailable(Exception):
    """The platform doesn't let the program do this, here and now."""


class Step(Protocol):
    """Something that is held. `revert` works whatever `perform` came to, and may be called twice."""

    @property
    def name(self) -> str:
        """For the log."""
        ...

    def perform(self) -> None:
        """Begin to hold it. Raises Unavailable."""
        ...

    def revert(self) -> None:
        """Let go of it."""
        ...


class Stack:
    """The steps that were begun. What is unavailable is let go of and told; any other error takes all of them back."""

    def __init__(self) -> None:
        self._steps: list[Step] = []
        self.unavailable: list[str] = []

    @property
    def held(self) -> tuple[str, ...]:
        """Names of the steps that are held, the oldest first."""
        return tuple(step.name for step in self._steps)

    def perform(self, steps: Iterable[Step]) -> None:
        """Perform steps in order."""
        for step in steps:
            self._steps.append(step)
            try:
                step.perform()
            except Unavailable as reason:
                _LOG.info("not available: %s: %s", step.name, reason)
                self.unavailable.append(step.name)
                self._steps.remove(step)
                _reverted(step)
            except BaseException:
                self.revert()
                raise

    def revert(self) -> list[str]:
        """Let go of everything, the newest first; returns the names of those that failed to."""
        failed = []
        while self._steps:
            step = self._steps.pop()
            if not _reverted(step):
                failed.append(step.name)
        return failed


def _reverted(step: Step) -> bool:
    try:
        step.revert()
    except Exception:  # noqa: BLE001  # the steps below it must be let go of all the same
        _LOG.exception("could not be let go of: %s", step.name)
        return False
    return True
