"""One watched sitting, from Start to its end: what the exam's controller is connected to.

`start` holds and watches, `stop` lets go. In between the session covers the exam, asks for its clock to stand, and
reports incidents; it writes nothing itself and knows no activity.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6 import QtCore
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.lockdown.ending import EndingSignals
from cehrs_desktop.lockdown.guards import FullScreen, KeyboardHold
from cehrs_desktop.lockdown.monitors.monitor import Monitor
from cehrs_desktop.lockdown.platforms.platform import Platform
from cehrs_desktop.lockdown.senses.camera import Camera
from cehrs_desktop.lockdown.senses.microphone import Microphone
from cehrs_desktop.lockdown.steps import Stack, Step
from cehrs_desktop.lockdown.watch import Watcher
from cehrs_desktop.lockdown.watchdog import HANG_SECONDS, Watchdog
from cehrs_desktop.rules.exam.proctor_ladder import Response, ladder
from cehrs_desktop.rules.exam.proctor_policy import Cover, Noticed
from cehrs_desktop.rules.exam.proctor_record import incident_of, objection_of, switched_off_of
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level, Signal
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown import words
from cehrs_desktop.ui.lockdown.arrangement import EndedBecause, SittingOver, guards_of, monitors_of
from cehrs_desktop.ui.lockdown.overlays import Overlays

_IDLE_MS = 10 * 60 * 1000
"""After so long without a key or the mouse the keyboard is given back, or the screen could never lock itself."""

_IN_THE_WAY = frozenset({Signal.PROGRAM_STARTED, Signal.WINDOW_ON_TOP})
_INPUT = (QEvent.Type.KeyPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress, QEvent.Type.WindowActivate)


class ProctorSession(QObject):
    """Qt signals, after `start`:

    - `incident(Incident)`: an event to be recorded (also objections, and detectors that were switched off);
    - `covering()`: the exam is about to be covered, its clock still runs: close every dialog over it, or it would lie
      beneath the cover and take the keys;
    - `warned(Cover)`: the exam is covered; `break_wanted()`: stop the clock and this session for a break;
    - `pause_wanted(why)` / `resume_wanted()`: stop the clock with this reason, let it run again; always in turns;
    - `ended(SittingOver)`: everything was let go of; leave the exam. After SYSTEM the program is about to quit;
    - `told(sentence)`: said to the learner, such as a detector that was switched off.
    """

    incident = QtCore.Signal(object)
    covering = QtCore.Signal()
    break_wanted = QtCore.Signal()
    warned = QtCore.Signal(object)
    pause_wanted = QtCore.Signal(str)
    resume_wanted = QtCore.Signal()
    ended = QtCore.Signal(object)
    told = QtCore.Signal(str)

    def __init__(
        self, platform: Platform, *, hang_file: Path, hang_seconds: float = HANG_SECONDS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._platform = platform
        self._watchdog = Watchdog(hang_file, seconds=hang_seconds, parent=self)
        self._stack = Stack()
        self._window: QWidget | None = None
        self._watcher: Watcher | None = None
        self._full: FullScreen | None = None
        self._keyboard: KeyboardHold | None = None
        self._paused = False
        self._idle = QtCore.QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._on_idle)

    @property
    def is_running(self) -> bool:
        """Whether something is held or watched."""
        return self._window is not None

    @property
    def held(self) -> tuple[str, ...]:
        """Names of the steps that are held."""
        return self._stack.held

    def start(
        self,
        level: Level,
        accommodations: Accommodations,
        exam_window: QWidget,
        *,
        camera: Camera | None = None,
        microphone: Microphone | None = None,
        key_map: KeyMap | None = None,
        breaks: bool = False,
    ) -> None:
        """Hold and watch; `breaks`: one is offered on leaving. On any error all is let go of, and it is raised."""
        assert not self.is_running, "one sitting at a time"
        technology = self._platform.assistive_technology()
        profile = accommodations.with_assistive_technology() if technology else accommodations
        self._window = exam_window
        exam_window.installEventFilter(self)
        self._connect(Overlays(exam_window, sound=profile.sound, breaks=breaks, key_map=key_map, parent=self))
        try:
            self._hold(level, profile, exam_window)
            if level is not Level.RELAXED:
                senses = [monitor for monitor in (camera, microphone) if monitor is not None]
                self._watch(level, profile, [*monitors_of(exam_window, self._platform), *senses])
        except BaseException:
            self.stop()
            raise
        if technology:
            self._tell(words.switched_off_for(technology))

    def stop(self) -> None:
        """Let go of everything; harmless when nothing is held. No signal is emitted."""
        self._idle.stop()
        if self._watcher is not None:
            self._watcher.blockSignals(True)
            self._watcher.stop()
            self._watcher.deleteLater()
            self._watcher = None
        self._stack.revert()
        self._full = self._keyboard = None
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window = None
            self._over.close()
        self._paused = False

    @Slot()
    def leave(self) -> None:
        """The first action of leaving: the button, or the chord. The second is in the cover that comes up."""
        if self._window is not None:
            self._over.ask_leaving()

    def object_to(self, number: int) -> None:
        """'That was not me', of an incident of this watch."""
        if self._watcher is not None:
            self._watcher.object_to(number)
        self.incident.emit(objection_of(number))

    def say(self, text: str) -> None:
        """A message of the proctor."""
        if self._window is not None:
            self._over.tell(text)

    def _connect(self, over: Overlays) -> None:
        self._over = over
        over.covering.connect(self.covering)
        over.left.connect(self._on_left)
        over.break_chosen.connect(self.break_wanted)
        over.stayed.connect(self._on_stayed)
        warning = over.warning
        warning.went_on.connect(self._on_went_on)
        warning.objected.connect(self.object_to)
        warning.switched_off.connect(self._on_without)
        warning.end_chosen.connect(partial(self._end, SittingOver(EndedBecause.PROCTOR)))

    def _hold(self, level: Level, profile: Accommodations, window: QWidget) -> None:
        ending = EndingSignals(self)
        ending.asked.connect(self._on_system)
        steps: list[Step] = [ending]
        if level is not Level.RELAXED:
            guards = guards_of(window, self._platform, watchdog=self._watchdog, parent=self)
            self._full = guards.full
            steps += guards.steps
        if level is Level.STRICT and profile.keyboard_hold:
            self._keyboard = KeyboardHold(self._platform, window.windowHandle(), parent=self)
            self._keyboard.refused.connect(self._on_refused)
            steps.append(self._keyboard)
            self._idle.start()
        self._stack.perform(steps)

    def _watch(self, level: Level, profile: Accommodations, monitors: Sequence[Monitor]) -> None:
        self._watcher = Watcher(ladder(level, profile), parent=self)
        self._watcher.noticed.connect(self._on_noticed)
        self._watcher.cover_changed.connect(self._on_cover)
        self._watcher.put_right_changed.connect(self._over.warning.set_put_right)
        self._watcher.switched_off.connect(self._on_switched_off)
        self._watcher.ticked.connect(self._on_ticked)
        self._watcher.start(monitors)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Close and self._window is not None:
            event.ignore()
            self.leave()
            return True
        if event.type() in _INPUT and self._keyboard is not None:
            if not self._idle.isActive() and not self._paused:
                self._keyboard.tighten()
            self._idle.start()
        return False

    @Slot(object)
    def _on_noticed(self, noticed: Noticed) -> None:
        self.incident.emit(incident_of(noticed))
        if noticed.response is Response.NOTE:
            name = words.signal_name(noticed.signal)
            what = f"{name}: {noticed.detail}" if noticed.detail else name
            self._over.tell(self.tr("I noticed this: {what}.").format(what=what))

    @Slot(object)
    def _on_cover(self, cover: Cover | None) -> None:
        assert self._watcher is not None
        if cover is None:
            self._over.warning.uncover()
            self._resume()
            return
        self.covering.emit()
        if not self._paused:
            self._paused = True
            self.pause_wanted.emit(cover.signal.value)
        self._over.warn(cover, put_right=self._watcher.state.is_put_right)
        self._over.beep()
        if cover.signal in _IN_THE_WAY or cover.response is Response.PAUSE:
            self._loosen(window_too=cover.signal in _IN_THE_WAY)
        self.warned.emit(cover)

    def _loosen(self, *, window_too: bool) -> None:
        """What is in the way can be reached; that another program is in front meanwhile is not held against anyone."""
        assert self._watcher is not None
        self._watcher.not_told = frozenset(
            {Signal.FOCUS_LOST, Signal.WINDOW_ON_TOP} if window_too else {Signal.FOCUS_LOST}
        )
        if self._keyboard is not None:
            self._keyboard.loosen()
        if self._full is not None and window_too:
            self._full.loosen()

    def _resume(self) -> None:
        if self._watcher is not None:
            self._watcher.not_told = frozenset()
        if self._full is not None:
            self._full.tighten()
        if self._keyboard is not None:
            self._keyboard.tighten()
        if self._paused:
            self._paused = False
            self.resume_wanted.emit()

    @Slot()
    def _on_went_on(self) -> None:
        if self._watcher is not None:
            self._watcher.go_on()

    @Slot()
    def _on_without(self) -> None:
        watcher = self._watcher
        if watcher is not None and watcher.state.cover is not None:
            watcher.switch_off(frozenset({watcher.state.cover.signal}), "by the learner")
            watcher.go_on()

    @Slot(object, str)
    def _on_switched_off(self, signals: frozenset[Signal], why: str) -> None:
        for signal in sorted(signals):
            self.incident.emit(switched_off_of(signal, why))
        names = ", ".join(words.signal_name(signal) for signal in sorted(signals))
        self._tell(self.tr("No longer checked: {names}. This is not held against you.").format(names=names))

    @Slot()
    def _on_refused(self) -> None:
        self.incident.emit(switched_off_of(Signal.SWITCH_KEYS, "the keyboard can't be held"))
        self._tell(self.tr("The keyboard can’t be held here. Switching programs is noticed, not prevented."))

    @Slot()
    def _on_ticked(self) -> None:
        if self._keyboard is not None and not self._paused:
            self._keyboard.keep()

    @Slot()
    def _on_idle(self) -> None:
        if self._keyboard is not None:
            self._keyboard.loosen()

    @Slot(str)
    def _on_left(self, reason: str) -> None:
        self._end(SittingOver(EndedBecause.LEFT, reason))

    @Slot()
    def _on_stayed(self) -> None:
        if self._watcher is not None and self._watcher.state.cover is not None:
            self._over.warn(self._watcher.state.cover, put_right=self._watcher.state.is_put_right)

    @Slot(int)
    def _on_system(self, _number: int) -> None:
        self._end(SittingOver(EndedBecause.SYSTEM))
        QCoreApplication.exit(0)  # quit() would ask the windows, and one could refuse

    def _end(self, over: SittingOver) -> None:
        self.stop()
        self.ended.emit(over)

    def _tell(self, sentence: str) -> None:
        self._over.tell(sentence)
        self.told.emit(sentence)
