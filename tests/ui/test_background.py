"""The worker: results come back to the screen's thread, and what hasn't begun at the close is dropped quietly."""

from __future__ import annotations

import threading

import pytest

from cehrs_desktop.ui.background import Worker
from tests.ui.open_window import settle, wait_until


def test_a_result_and_an_error_come_back(qapp: object) -> None:
    worker, done, errors = Worker(), list[int](), list[BaseException]()
    worker.run(lambda: 6 * 7, on_done=done.append, on_error=errors.append)
    worker.run(lambda: 1 // 0, on_done=done.append, on_error=errors.append)
    wait_until(lambda: done and errors)
    assert done == [42]
    assert isinstance(errors[0], ZeroDivisionError)
    worker.close()


def test_at_the_close_what_runs_is_finished_and_the_rest_is_dropped_without_a_word(
    qapp: object, caplog: pytest.LogCaptureFixture
) -> None:
    worker, told, finished = Worker(), list[object](), list[str]()
    begun, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        begun.set()
        go_on.wait(5)
        finished.append("slow")

    worker.run(slow, on_done=told.append, on_error=told.append)
    worker.run(lambda: finished.append("dropped"), on_done=told.append, on_error=told.append)
    assert begun.wait(5)
    threading.Timer(0.1, go_on.set).start()
    worker.close()
    settle()
    assert finished == ["slow"]
    assert told == [None]
    assert not caplog.records


def test_what_a_late_result_asks_for_after_the_close_is_dropped_too(qapp: object) -> None:
    worker, told = Worker(), list[object]()

    def ask_again(result: object) -> None:
        told.append(result)
        worker.run(lambda: 2, on_done=told.append, on_error=told.append)

    begun, go_on = threading.Event(), threading.Event()

    def slow() -> bool:
        begun.set()
        return go_on.wait(5)

    worker.run(slow, on_done=ask_again, on_error=told.append)
    assert begun.wait(5)
    threading.Timer(0.1, go_on.set).start()
    worker.close()
    settle()
    assert told == [True]
