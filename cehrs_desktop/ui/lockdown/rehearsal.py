"""From the start page through the check-in to a watched sitting: which page is next, and the camera's preview."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.lockdown.platforms.platform import Platform
from cehrs_desktop.lockdown.senses.camera import Camera, FrameSource
from cehrs_desktop.lockdown.senses.microphone import Microphone, SoundSource
from cehrs_desktop.rules.exam.proctor_signals import CAMERA, MICROPHONE, Accommodations, Level
from cehrs_desktop.rules.exam.sitting import TimeAllowed
from cehrs_desktop.rules.exam.timing import checkin_seconds
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown.checkin_page import CheckinPage
from cehrs_desktop.ui.lockdown.facts import capabilities, machine_facts, standings
from cehrs_desktop.ui.lockdown.start_page import StartPage


class Rehearsal(QObject):
    """Signals: `page_wanted(QWidget)` with the page to show next, `ready(Level, Accommodations, use_senses)` when the
    sitting is to begin, `left()`.
    """

    page_wanted = Signal(QWidget)
    ready = Signal(object, object, bool)
    left = Signal()

    def __init__(
        self,
        platform: Platform,
        key_map: KeyMap,
        *,
        frames: FrameSource | None = None,
        sound: SoundSource | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._platform = platform
        self._key_map = key_map
        self._frames = frames
        self._sound = sound
        self._camera: Camera | None = None
        self._microphone: Microphone | None = None
        self._page: CheckinPage | None = None
        self._time = TimeAllowed.STANDARD

    def begin(self, *, at_center: bool, only: Level | None = None, time: TimeAllowed = TimeAllowed.STANDARD) -> None:
        """Ask how it is to be sat: Relaxed is offered to who takes the exam at a center, Realistic at home.

        An exam that is gone on with keeps its level: `only` that one can be chosen. With extra `time` there is more to
        agree to the rules, too.
        """
        self._time = time
        technology = self._platform.assistive_technology()
        page = StartPage(capabilities(self._platform), at_center=at_center, only=only, technology=technology)
        page.set_key_map(self._key_map)
        page.start_wanted.connect(self._on_start)
        page.back_wanted.connect(self.left)
        self.page_wanted.emit(page)

    @Slot(object, object)
    def _on_start(self, level: Level, accommodations: Accommodations) -> None:
        if level is Level.RELAXED:
            self.ready.emit(level, accommodations, False)
            return
        facts = machine_facts(self._platform)
        if facts.assistive_technology:
            accommodations = accommodations.with_assistive_technology()
        table = standings(capabilities(self._platform), level, accommodations)
        seconds = checkin_seconds(self._time)
        page = self._page = CheckinPage(
            facts, table, self._key_map, agree_seconds=None if seconds is None else round(seconds)
        )
        page.senses.switched.connect(partial(self._preview, accommodations))
        page.finished.connect(partial(self._on_finished, level, accommodations))
        page.left.connect(self._on_left)
        self.page_wanted.emit(page)

    def _preview(self, accommodations: Accommodations, on: bool) -> None:
        self._end_preview()
        if not on or self._page is None:
            return
        senses = self._page.senses
        if not accommodations.off >= CAMERA:
            self._camera = Camera(self._frames)
            self._camera.frame.connect(senses.show_frame)
            self._camera.counted.connect(senses.show_faces)
            self._camera.failed.connect(senses.show_failed)
            self._camera.start()
        if not accommodations.off >= MICROPHONE:
            self._microphone = Microphone(self._sound)
            self._microphone.level.connect(senses.show_level)
            self._microphone.start()

    def _on_finished(self, level: Level, accommodations: Accommodations, use_senses: bool) -> None:
        self._end_preview()
        self.ready.emit(level, accommodations, use_senses)

    @Slot()
    def _on_left(self) -> None:
        self._end_preview()
        self.left.emit()

    def _end_preview(self) -> None:
        for sense in (self._camera, self._microphone):
            if sense is not None:
                sense.blockSignals(True)
                sense.stop()
                sense.deleteLater()
        self._camera = self._microphone = None
