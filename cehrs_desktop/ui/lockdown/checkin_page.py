"""Check-in as the real thing has it, in six steps; the last one waits for the proctor, who isn't there."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from cehrs_desktop.rules.exam import proctor_signals as signs
from cehrs_desktop.rules.exam.proctor_signals import Standing
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown.checkin_steps import AgreementPanel, MachinePanel, Panel, RoomPanel, SensesPanel
from cehrs_desktop.ui.lockdown.facts import MachineFacts
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel

WAIT_SECONDS = 5
_WIDTH_EMS = 76


class CheckinPage(QWidget):
    """Signals: `finished(use_camera)`, `left()`. `senses` is the panel a controller feeds with frames and levels.

    `agree_seconds` to agree to the rules; None: as long as it takes.

    Keys: the chord of 'Leave exam' leaves here too.
    """

    finished = Signal(bool)
    left = Signal()

    def __init__(
        self,
        facts: MachineFacts,
        standings: tuple[tuple[signs.Signal, Standing], ...],
        key_map: KeyMap,
        *,
        agree_seconds: int | None = None,
        wait_seconds: int = WAIT_SECONDS,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.senses = SensesPanel()
        self._room = RoomPanel()
        self._agreement = AgreementPanel()
        self._agreement.agreed.connect(self._on_next)
        self._wait_seconds = wait_seconds
        self._agree_seconds = agree_seconds
        self._left_seconds = wait_seconds
        self._names = [
            self.tr("what will happen, and what is kept"),
            self.tr("your machine"),
            self.tr("camera and microphone"),
            self.tr("your room and your ID"),
            self.tr("the rules"),
            self.tr("waiting for the proctor"),
        ]
        machine = MachinePanel(facts, standings)
        self._panels = (self._what_happens(), machine, self.senses, self._room, self._agreement, self._waiting())
        self._step = 1
        self._page = ScrollPage(self.tr("Check-in rehearsal"))
        self._page.setProperty("on", "dark")
        for panel in self._panels:
            self._page.add(panel)
        self._keys: list[BoundKeys] = [bind(self, key_map, Action.LEAVE_EXAM, self._on_leave)]
        self._lay_out(key_map)
        Theme.current().changed.connect(self._set_width)
        self._set_width()
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self._on_second)
        self._show()

    @property
    def step(self) -> int:
        """The step that is shown, from 1 to 6."""
        return self._step

    def _lay_out(self, key_map: KeyMap) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self._page, 100)
        middle.addStretch(1)
        column.addLayout(middle, 1)
        foot = QWidget()
        row = QHBoxLayout(foot)
        EmSpacing(row, margins=(1.7, 0.8, 1.7, 0.8))
        leave = KeyButton(self.tr("Leave"))
        leave.clicked.connect(self._on_leave)
        chord = key_map.label(Action.LEAVE_EXAM)
        text = self.tr("Leave at any time: {chord} — never a password").replace("{chord}", chord)
        self._next = KeyButton(self.tr("Continue"), kind=ButtonKind.PRIMARY)
        self._next.clicked.connect(self._on_next)
        self._keys.append(bind(self._next, key_map, Action.START, self._next.click))
        row.addWidget(leave)
        row.addWidget(TextLabel(text, role="exam_text"), 1)
        row.addWidget(self._next)
        column.addWidget(foot)

    @Slot()
    def _set_width(self) -> None:
        self._page.setMaximumWidth(Theme.current().px(_WIDTH_EMS))

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(Theme.current().colors.sidebar))

    def _what_happens(self) -> Panel:
        return Panel(
            self.tr("A rehearsal"),
            self.tr(
                "You check in as for a proctored exam, then sit it while this program watches for what a proctor sees."
            ),
            self.tr("Kept: kinds and times of incidents, with your answers. Not kept: any picture or sound."),
            self.tr("Nothing leaves this computer, and no person watches."),
            self.tr("This is a simulation by this program, not by PSI or NHA."),
        )

    def _waiting(self) -> Panel:
        return Panel(
            self.tr("Waiting for the proctor"),
            self.tr("With the real thing this may take a while: stay in view, touch nothing."),
        )

    @Slot()
    def _on_next(self) -> None:
        if self._step < len(self._panels):
            self._step += 1
            self._show()

    @Slot()
    def _on_leave(self) -> None:
        self._clock.stop()  # or the proctor would still come
        self.left.emit()

    def _show(self) -> None:
        step = self.step
        text = self.tr("Step {step} of 6 — {name}. A simulation: no picture or sound is kept.")
        self._page.set_subtitle(text.replace("{step}", str(step)).replace("{name}", self._names[step - 1]))
        for number, panel in enumerate(self._panels, 1):
            panel.setVisible(number == step)
        self._next.setVisible(step < 5)
        self._clock.stop()
        seconds = {5: self._agree_seconds, 6: self._wait_seconds}.get(step)
        if step == 5:
            self._agreement.show_left(seconds)
        if seconds is not None:
            self._left_seconds = seconds
            self._clock.start()
        if not (self._next.hasFocus() and self._next.isVisible()):
            self._page.setFocus()  # Tab begins at what is new

    @Slot()
    def _on_second(self) -> None:
        self._left_seconds -= 1
        if self.step == 5:
            self._agreement.show_left(max(self._left_seconds, 0))
        if self._left_seconds > 0:
            return
        self._clock.stop()
        if self.step == 5:
            self.left.emit()  # not agreed to in time, as declined
        else:
            self.finished.emit(self.senses.is_used)
