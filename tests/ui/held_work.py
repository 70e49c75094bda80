"""Background work that begins when a test says so: what a learner does meanwhile comes in between."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cehrs_desktop.ui.background import AtOnce
from tests.ui.open_window import settle


class HeldWork:
    """Give it to a desk as its background."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Callable[[], Any], Callable[[Any], object], Callable[[BaseException], object]]] = []

    def run(
        self,
        work: Callable[[], Any],
        *,
        on_done: Callable[[Any], object],
        on_error: Callable[[BaseException], object],
    ) -> None:
        self.waiting.append((work, on_done, on_error))

    def do(self) -> None:
        """Do the oldest piece of work that was asked for."""
        work, on_done, on_error = self.waiting.pop(0)
        AtOnce().run(work, on_done=on_done, on_error=on_error)
        settle()

    def fail(self, error: BaseException) -> None:
        """Have the oldest piece of work end with this."""
        _, _, on_error = self.waiting.pop(0)
        on_error(error)
        settle()
