"""Before anything is held: the level, what it means on this machine signal by signal, and what is switched off."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QFrame, QGridLayout, QRadioButton, QVBoxLayout, QWidget

from cehrs_desktop.rules.exam import proctor_signals as signs
from cehrs_desktop.rules.exam.proctor_signals import CAMERA, MICROPHONE, Accommodations, Level, Standing
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.lockdown import words
from cehrs_desktop.ui.lockdown.facts import standings
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_ROLES = {
    Standing.PREVENTED: TextRole.ACCENT,
    Standing.NOTICED: TextRole.STRONG,
    Standing.NOT_AVAILABLE: TextRole.MUTED,
    Standing.OFF: TextRole.MUTED,
}


_WINDOWS = frozenset({signs.Signal.FOCUS_LOST, signs.Signal.WINDOW_ON_TOP})


class StartPage(ScrollPage):
    """Signals: `start_wanted(Level, Accommodations)`, `back_wanted()`. Nothing is held before the first.

    `technology`: the screen reader or magnifier that runs, if any; what it switches off can't be switched on.
    """

    start_wanted = Signal(object, object)
    back_wanted = Signal()

    def __init__(
        self,
        able: Mapping[signs.Signal, Standing],
        *,
        at_center: bool,
        only: Level | None = None,
        technology: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("How will you sit it?"))
        self.set_subtitle(
            self.tr("A rehearsal of a proctored exam. Nothing is held before you press Start, and nothing stays held.")
        )
        self._able = able
        self._technology = technology
        self._levels = {level: QRadioButton(words.level_name(level)) for level in Level}
        self._levels[only or (Level.RELAXED if at_center else Level.REALISTIC)].setChecked(True)
        for level, button in self._levels.items():
            button.setEnabled(only in (None, level))
        self._off: dict[frozenset[signs.Signal], QCheckBox] = {}
        self._standings: dict[signs.Signal, TextLabel] = {}
        self._keys: BoundKeys | None = None
        self._start = KeyButton(self.tr("Start"), kind=ButtonKind.PRIMARY)
        self._start.clicked.connect(self._on_start)
        self.add_columns(self._level_panel(), self._signal_panel(), ratios=(5, 6))
        self._show()

    def set_key_map(self, key_map: KeyMap) -> None:
        """Let Enter start."""
        if self._keys is not None:
            self._keys.release()
        self._start.set_key(key_map.label(Action.START))
        self._keys = bind(self._start, key_map, Action.START, self._start.click)

    @property
    def level(self) -> Level:
        """The chosen level."""
        return next(level for level, button in self._levels.items() if button.isChecked())

    @property
    def accommodations(self) -> Accommodations:
        """What is switched off."""
        off = frozenset[signs.Signal]().union(*(key for key, box in self._off.items() if box.isChecked()))
        chosen = Accommodations(
            off=off,
            keyboard_hold=not self._keyboard.isChecked(),
            overlays=not self._covers.isChecked(),
            sound=not self._sound.isChecked(),
        )
        return chosen.with_assistive_technology() if self._technology else chosen

    def _level_panel(self) -> QWidget:
        panel, column = _panel()
        for level, button in self._levels.items():
            button.toggled.connect(self._show)
            column.addWidget(button)
            column.addWidget(TextLabel(words.level_means(level), role=TextRole.MUTED))
        column.addWidget(TextLabel(self.tr("Accommodations"), role=TextRole.HEADING))
        column.addWidget(
            TextLabel(
                self.tr("What you switch off is never an incident. Extra time is set apart."), role=TextRole.MUTED
            )
        )
        self._keyboard = QCheckBox(self.tr("Don’t hold the keyboard"))
        self._covers = QCheckBox(self.tr("Messages, never covers"))
        self._sound = QCheckBox(self.tr("Messages without sound"))
        groups = {
            CAMERA: QCheckBox(self.tr("No camera checks")),
            MICROPHONE: QCheckBox(self.tr("No microphone checks")),
            frozenset({signs.Signal.FOCUS_LOST, signs.Signal.WINDOW_ON_TOP}): QCheckBox(self.tr("No window checks")),
        }
        if self._technology:
            column.addWidget(TextLabel(words.switched_off_for(self._technology), role=TextRole.STRONG))
            for box in (self._keyboard, self._covers, self._sound, groups[CAMERA], groups[MICROPHONE]):
                box.setChecked(True)
                box.setEnabled(False)
        for box in (self._keyboard, self._covers, self._sound, *groups.values()):
            box.toggled.connect(self._show)
            column.addWidget(box)
        more, rest = self._rest()
        self._off = groups | rest
        column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(more)
        column.addWidget(self._buttons())
        column.addStretch(1)
        return panel

    def _rest(self) -> tuple[QWidget, dict[frozenset[signs.Signal], QCheckBox]]:
        """What is seldom switched off, out of sight until More… is pressed."""
        where = signs.Signal
        boxes = {
            frozenset({where.DISPLAY_ADDED, where.DISPLAY_REMOVED}): QCheckBox(self.tr("No display checks")),
            frozenset({where.CLIPBOARD_CHANGED}): QCheckBox(self.tr("No clipboard checks")),
            frozenset({where.PROGRAM_STARTED}): QCheckBox(self.tr("No program checks")),
            frozenset({where.REMOTE_SESSION}): QCheckBox(self.tr("No remote session check")),
            frozenset({where.SCREEN_LOCKED}): QCheckBox(self.tr("No screen lock check")),
            frozenset({where.SUSPENDED, where.PROCESS_STOPPED, where.CLOCK_SET}): QCheckBox(
                self.tr("No sleep, clock checks")
            ),
            frozenset({where.UNPLUGGED, where.BATTERY_LOW}): QCheckBox(self.tr("No power checks")),
        }
        holder = QWidget()
        column = QVBoxLayout(holder)
        EmSpacing(column, spacing=0.55, margins=(0, 0, 0, 0))
        for box in boxes.values():
            box.toggled.connect(self._show)
            column.addWidget(box)
        holder.hide()
        self._more = KeyButton(self.tr("More…"), kind=ButtonKind.LINK)
        self._more.clicked.connect(self._on_more)
        self._first_of_more = next(iter(boxes.values()))
        return holder, boxes

    @Slot()
    def _on_more(self) -> None:
        holder = self._first_of_more.parentWidget()
        assert holder is not None, "it is in the column that was hidden"
        holder.show()
        self._first_of_more.setFocus()
        self._more.hide()

    def _buttons(self) -> QWidget:
        back = KeyButton(self.tr("Back"))
        back.clicked.connect(self.back_wanted)
        buttons = QWidget()
        flow = FlowLayout(buttons)
        flow.addWidget(self._start)
        flow.addWidget(back)
        return buttons

    def _signal_panel(self) -> QWidget:
        panel, column = _panel()
        column.addWidget(TextLabel(self.tr("On this computer"), role=TextRole.HEADING))
        grid = QGridLayout()
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        for row, signal in enumerate(signs.Signal):
            grid.addWidget(TextLabel(words.signal_name(signal)), row, 0)
            self._standings[signal] = TextLabel()
            grid.addWidget(self._standings[signal], row, 1)
        column.addLayout(grid)
        column.addWidget(
            TextLabel(
                self.tr(
                    "Never touched: Ctrl+Alt+Del, Force Quit, the power key, switching to a text console. "
                    "“Leave exam” is always in view, and never asks for a password."
                ),
                role=TextRole.MUTED,
            )
        )
        column.addStretch(1)
        return panel

    @Slot()
    def _show(self) -> None:
        if not self._standings:
            return
        for signal, what in standings(self._able, self.level, self.accommodations):
            self._standings[signal].setText(words.becomes(signal, what))
            self._standings[signal].set_role(_ROLES[what])

    @Slot()
    def _on_start(self) -> None:
        self.start_wanted.emit(self.level, self.accommodations)


def _panel() -> tuple[QFrame, QVBoxLayout]:
    panel = QFrame()
    panel.setProperty("look", "panel")
    column = QVBoxLayout(panel)
    EmSpacing(column, spacing=0.55, margins=(1.4, 1.2, 1.4, 1.2))
    return panel, column
