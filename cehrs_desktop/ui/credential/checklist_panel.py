"""What to have done before exam day, each with its date and a tick."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from cehrs_desktop.rules.progress.credential import Step, Task
from cehrs_desktop.ui.credential import words
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class ChecklistPanel(CardPanel):
    """Signals: `ticked(Task, bool)`, `date_wanted()`."""

    ticked = Signal(object, bool)
    date_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Before exam day"))
        self._undated = TextLabel(self.tr("Once the exam has a date, each of these has one too."))
        self._set_date = KeyButton(self.tr("Set the exam date"), kind=ButtonKind.LINK)
        self._set_date.clicked.connect(self._on_date)
        self.add(self._undated)
        self.column.addWidget(self._set_date, 0, Qt.AlignmentFlag.AlignLeft)
        self._steps: tuple[Step, ...] = ()
        self._checks: dict[Task, QCheckBox] = {}
        self._whens: dict[Task, TextLabel] = {}
        self._hows: dict[Task, TextLabel] = {}
        for task in Task:
            check = QCheckBox(words.task(task))
            check.clicked.connect(self._on_ticked)
            when, how = TextLabel(role=TextRole.STRONG), TextLabel(words.how(task), role=TextRole.MUTED)
            self._checks[task], self._whens[task], self._hows[task] = check, when, how
            self.add(check)
            self.add(self._below(when, how))
        note = self.tr("The dates are our suggestions. Your confirmation has the rules for your session.")
        self.add(TextLabel(note, role=TextRole.MUTED))

    @staticmethod
    def _below(when: TextLabel, how: TextLabel) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        EmSpacing(column, spacing=0.2, margins=(2.0, 0, 0, 0.5))
        column.addWidget(when)
        column.addWidget(how)
        return part

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these lines."""
        self._steps = tuple(steps)
        by_task = {step.task: step for step in steps}
        dated = any(step.by is not None for step in steps)
        self._undated.setVisible(not dated)
        self._set_date.setVisible(not dated)
        for task in Task:
            step = by_task.get(task)
            for widget in (self._checks[task], self._hows[task]):
                widget.setVisible(step is not None)
            self._whens[task].setVisible(step is not None and step.by is not None and not step.is_done)
            if step is not None:
                self._checks[task].setChecked(step.is_done)
                self._whens[task].setText(words.when(step))

    @Slot()
    def _on_ticked(self) -> None:
        for step in self._steps:
            if self._checks[step.task].isChecked() != step.is_done:
                self.ticked.emit(step.task, not step.is_done)
                return

    @Slot()
    def _on_date(self) -> None:
        self.date_wanted.emit()
