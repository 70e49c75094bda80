"""Slow work off the screen's thread: plain functions on one worker, results back on the screen's thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Signal, Slot

from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.ui.freed_memory import give_back_memory

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


class Job:
    """How far a piece of work is, and whether it should go on: written by the work, looked at by the screen."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self._stopped = threading.Event()

    def __call__(self, done: int, total: int) -> bool:
        """Told by the work; says whether to go on."""
        self.done, self.total = done, total
        return not self._stopped.is_set()

    def stop(self) -> None:
        """Have the work end soon, as if it had never begun."""
        self._stopped.set()


class AtOnce:
    """Runs work where it is asked for, without a thread: for a window that has no program around it."""

    def run(
        self,
        work: Callable[[], Result],
        *,
        on_done: Callable[[Result], object],
        on_error: Callable[[BaseException], object],
    ) -> None:
        """Do `work` now; a bug is raised here."""
        try:
            result = work()
        except (UserError, Cancelled) as error:
            on_error(error)
        else:
            on_done(result)


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
        self._pool.submit(give_back_memory)

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
