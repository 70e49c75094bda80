"""Backgrounds for tests and pictures, on their own thread: one that waits to be told, one that never waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.ui.open_window import settle


class Held:
    """A background whose work is done when the test says so, on the test's own thread."""

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

    def finish(self) -> None:
        work, on_done, _ = self.waiting.pop(0)
        on_done(work())
        settle()


class AtOnce:
    """A background that has done its work when it returns."""

    def run(
        self,
        work: Callable[[], Any],
        *,
        on_done: Callable[[Any], object],
        on_error: Callable[[BaseException], object],
    ) -> None:
        del on_error
        on_done(work())
