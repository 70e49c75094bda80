"""Between an exam and its proctor: how it is to be sat, then what is noticed written down and the clock stopped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.errors import UserError
from cehrs_desktop.lockdown.platforms.platform import Platform, this_platform
from cehrs_desktop.lockdown.senses.camera import Camera
from cehrs_desktop.lockdown.senses.microphone import Microphone
from cehrs_desktop.paths import hang_file
from cehrs_desktop.rules.exam.events import Event, Incident, Pause
from cehrs_desktop.rules.exam.proctor_record import reason_of
from cehrs_desktop.rules.exam.proctor_signals import Accommodations, Level
from cehrs_desktop.rules.exam.sitting import Sitting, TimeAllowed
from cehrs_desktop.rules.preferences import ExamPlace
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.lockdown.arrangement import SittingOver
from cehrs_desktop.ui.lockdown.proctor_session import ProctorSession
from cehrs_desktop.ui.lockdown.rehearsal import Rehearsal


class WatchedSitting(Protocol):
    """What a proctor needs of a sitting."""

    @property
    def state(self) -> Sitting:
        """The state after the newest event."""
        ...

    def record(self, event: Event) -> Sitting:
        """Take an event in, on disk when this returns. Raises UserError."""
        ...

    def go_on(self) -> Sitting:
        """Let the clock run again. Raises UserError."""
        ...


@dataclass(frozen=True, slots=True)
class _Agreed:
    level: Level
    accommodations: Accommodations
    use_senses: bool


class Proctoring(QObject):
    """Signals: `page_wanted(QWidget)` with the page to show next; `ready(level, or None for Relaxed)` when the exam may
    begin; `declined()`; `covering()` before a watched sitting is covered, while its clock still runs: nothing else may
    lie over it; `break_wanted()`; `over(SittingOver)` when one is to be left: nothing is held any more by then.
    """

    page_wanted = Signal(QWidget)
    ready = Signal(object)
    declined = Signal()
    covering = Signal()
    break_wanted = Signal()
    over = Signal(object)

    def __init__(self, desk: Desk, *, platform: Platform | None = None, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._platform = platform or this_platform()
        self._session = ProctorSession(self._platform, hang_file=hang_file(desk.data_dir), parent=self)
        self._session.incident.connect(self._on_incident)
        self._session.covering.connect(self.covering)
        self._session.break_wanted.connect(self.break_wanted)
        self._session.pause_wanted.connect(self._on_pause_wanted)
        self._session.resume_wanted.connect(self._on_resume_wanted)
        self._session.ended.connect(self._on_ended)
        self._rehearsal: Rehearsal | None = None
        self._agreed: _Agreed | None = None
        self._sitting: WatchedSitting | None = None

    @property
    def is_watching(self) -> bool:
        """Whether a sitting is held and watched."""
        return self._session.is_running

    @property
    def held(self) -> tuple[str, ...]:
        """Names of what is held of the machine."""
        return self._session.held

    def rehearse(self, time: TimeAllowed, *, only: Level | None = None) -> None:
        """Ask how the exam of that time is to be sat, then check in; `only` at the level it was begun with."""
        self.let_go()
        if self._rehearsal is not None:
            self._rehearsal.deleteLater()
        self._rehearsal = Rehearsal(self._platform, self._desk.key_map, parent=self)
        self._rehearsal.page_wanted.connect(self.page_wanted)
        self._rehearsal.ready.connect(self._on_ready)
        self._rehearsal.left.connect(self.declined)
        at_center = self._desk.preferences.place is not ExamPlace.HOME
        self._rehearsal.begin(at_center=at_center, only=only, time=time)

    def watch(self, sitting: WatchedSitting, window: QWidget) -> None:
        """Hold and watch as was agreed; without an agreement, or at Relaxed, nothing is."""
        agreed = self._agreed
        if agreed is None or agreed.level is Level.RELAXED or self.is_watching:
            return
        self._sitting = sitting
        camera = Camera() if agreed.use_senses else None
        microphone = Microphone() if agreed.use_senses else None
        self._session.start(
            agreed.level,
            agreed.accommodations,
            window,
            camera=camera,
            microphone=microphone,
            key_map=self._desk.key_map,
            breaks=sitting.state.terms.breaks,
        )

    @Slot()
    def leave(self) -> None:
        """The first of the two actions of leaving a watched sitting."""
        self._session.leave()

    def rest(self) -> None:
        """Nothing is held or watched during a break; `watch` goes on as was agreed."""
        self._session.stop()
        self._sitting = None

    def let_go(self) -> None:
        """Nothing is held or watched from now on; harmless when nothing was."""
        self._session.stop()
        self._sitting = self._agreed = None

    def _on_ready(self, level: Level, accommodations: Accommodations, use_senses: bool) -> None:
        self._agreed = _Agreed(level, accommodations, use_senses)
        self.ready.emit(None if level is Level.RELAXED else level)

    @Slot(object)
    def _on_incident(self, incident: Incident) -> None:
        self._write(incident)

    @Slot(str)
    def _on_pause_wanted(self, why: str) -> None:
        self._write(Pause(why))

    @Slot()
    def _on_resume_wanted(self) -> None:
        assert self._sitting is not None, "only what is watched is covered"
        try:
            self._sitting.go_on()
        except UserError as error:
            self._session.say(texts.told(error))

    @Slot(object)
    def _on_ended(self, over: SittingOver) -> None:
        if over.reason:
            self._write(reason_of(over.reason))
        self._sitting = self._agreed = None
        self.over.emit(over)

    def _write(self, event: Event) -> None:
        assert self._sitting is not None, "only what is watched is written down"
        try:
            self._sitting.record(event)
        except UserError as error:
            self._session.say(texts.told(error))
