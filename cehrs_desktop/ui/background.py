"""Slow work off the screen's thread: plain functions on one worker, results back on the screen's thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

Result = TypeVar("Result")


class Background(Protocol):
    """Runs work and hands back its result, or the exception it ended with."""

    def run(
        self,
        work: Callable[[], Result],
        *,
        on_done: Callable[[Result], object],
        on_error: Callable[[BaseException], object],
    ) -> None:
        """Start `work`; exactly one of `on_done` and `on_error` is called afterwards, on the screen's thread."""
        ...


class Worker(QObject):
    """One thread, first come, first served. Close it before the file it works on."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="background")
        self._is_closed = False
        self._finished.connect(self._on_finished)

    def run(
        self,
        work: Callable[[], Result],
        *,
        on_done: Callable[[Result], object],
        on_error: Callable[[BaseException], object],
    ) -> None:
        """Start `work` on the worker thread; once that is closed it is dropped."""

        def deliver(future: Future[Result]) -> None:
            if future.cancelled():  # dropped at the close: nobody waits for it any more
                return
            error = future.exception()
            self._finished.emit((lambda: on_done(future.result())) if error is None else (lambda: on_error(error)))

        if self._is_closed:
            return
        self._pool.submit(work).add_done_callback(deliver)

    @Slot(object)
    def _on_finished(self, deliver: Callable[[], object]) -> None:
        deliver()

    def wait(self) -> None:
        """Wait for all that was started; results are handed back afterwards, as always."""
        self._pool.submit(lambda: None).result()

    def close(self) -> None:
        """Wait for what is running; what hasn't begun is dropped."""
        self._is_closed = True
        self._pool.shutdown(wait=True, cancel_futures=True)
