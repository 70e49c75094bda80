"""Watching a sitting: monitors report, the policy engine decides, one cover at a time."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial

from PySide6 import QtCore

from cehrs_desktop.lockdown.monitors.monitor import Monitor
from cehrs_desktop.rules.exam.proctor_ladder import Ladder
from cehrs_desktop.rules.exam.proctor_policy import (
    Fact,
    Watch,
    go_on,
    object_to,
    saw,
    switched_off,
    time_is,
)
from cehrs_desktop.rules.exam.proctor_signals import Signal

_LOG = logging.getLogger(__name__)
_TICK_MS = 1000


class Watcher(QtCore.QObject):
    """Qt signals: `noticed(Noticed)`, `cover_changed(Cover | None)`, `put_right_changed(bool)`, `ticked()`,
    `switched_off(frozenset of Signal, why)` when a detector failed: its signals lead to nothing from then on.
    """

    noticed = QtCore.Signal(object)
    cover_changed = QtCore.Signal(object)
    put_right_changed = QtCore.Signal(bool)
    switched_off = QtCore.Signal(object, str)
    ticked = QtCore.Signal()

    def __init__(
        self, rules: Ladder, *, now: Callable[[], float] = time.monotonic, parent: QtCore.QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._now = now
        self._state = Watch(rules)
        self._monitors: list[Monitor] = []
        self.not_told: frozenset[Signal] = frozenset()
        self._ticks = QtCore.QTimer(self)
        self._ticks.setInterval(_TICK_MS)
        self._ticks.timeout.connect(self.tick)
        self._due = QtCore.QTimer(self)
        self._due.setSingleShot(True)
        self._due.timeout.connect(self._on_due)

    @property
    def state(self) -> Watch:
        """What was noticed, and what covers the exam."""
        return self._state

    def start(self, monitors: Sequence[Monitor]) -> None:
        """Begin with those monitors that tell of anything on the ladder."""
        for monitor in monitors:
            if not monitor.signals & set(self._state.rules):
                continue
            monitor.setParent(self)
            monitor.found.connect(self._on_found)
            monitor.failed.connect(partial(self._fail, monitor))
            self._monitors.append(monitor)
            self._guarded(monitor, monitor.start)
        self._ticks.start()

    def stop(self) -> None:
        """Watch no more; what was noticed stays."""
        self._ticks.stop()
        self._due.stop()
        for monitor in list(self._monitors):
            self._drop(monitor)

    def go_on(self) -> None:
        """The learner goes on from a cover."""
        self._to(go_on(self._state, self._now()))

    def object_to(self, number: int) -> None:
        """'That was not me.'"""
        self._state = object_to(self._state, number)

    def switch_off(self, signals: frozenset[Signal], why: str) -> None:
        """No more of these: a detector failed, or the learner switched it off."""
        there = signals & set(self._state.rules)
        if there:
            self._to(switched_off(self._state, *there))
            self.switched_off.emit(there, why)

    @QtCore.Slot()
    def tick(self) -> None:
        """Called once a second: every monitor looks again."""
        for monitor in list(self._monitors):
            self._guarded(monitor, monitor.tick)
        self.ticked.emit()

    @QtCore.Slot(object, bool, str)
    def _on_found(self, signal: Signal, on: bool, detail: str) -> None:
        if signal not in self.not_told or not on:
            self._to(saw(self._state, Fact(signal, self._now(), on=on, detail=detail)))

    @QtCore.Slot()
    def _on_due(self) -> None:
        self._to(time_is(self._state, self._now()))

    def _guarded(self, monitor: Monitor, step: Callable[[], None]) -> None:
        trouble = _trouble_of(step)
        if trouble is not None:
            self._fail(monitor, str(trouble))

    def _fail(self, monitor: Monitor, why: str) -> None:
        if monitor in self._monitors:
            self._drop(monitor)
            self.switch_off(monitor.signals, why)

    def _drop(self, monitor: Monitor) -> None:
        self._monitors.remove(monitor)
        monitor.blockSignals(True)
        _trouble_of(monitor.stop)
        monitor.deleteLater()

    def _to(self, state: Watch) -> None:
        before, self._state = self._state, state
        self._arm()
        for noticed in state.noticed[len(before.noticed) :]:
            self.noticed.emit(noticed)
        if state.cover != before.cover:
            self.cover_changed.emit(state.cover)
        elif state.is_put_right != before.is_put_right:
            self.put_right_changed.emit(state.is_put_right)

    def _arm(self) -> None:
        due = self._state.next_due
        if due is None:
            self._due.stop()
        else:
            self._due.start(max(int((due - self._now()) * 1000) + 1, 0))


def _trouble_of(step: Callable[[], None]) -> Exception | None:
    try:
        step()
    except Exception as error:  # noqa: BLE001  # a detector that fails must never be held against the learner
        _LOG.warning("a detector failed", exc_info=True)
        return error
    return None
