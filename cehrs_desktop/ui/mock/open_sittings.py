"""The exams that were begun and not ended: go on with each, submit it as it is, or discard it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from cehrs_desktop.rules.exam.form import FormKind
from cehrs_desktop.rules.exam.reports import OpenSitting, Reached
from cehrs_desktop.rules.exam.responses import AttemptId
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.spacing import EmSpacing
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class OpenSittings(CardPanel):
    """Hidden while nothing is open. Signals, each with an AttemptId: `resumed`, and, after a second question,
    `submitted` and `discarded`.
    """

    resumed = Signal(object)
    submitted = Signal(object)
    discarded = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._rows: list[QWidget] = []

    def show_open(self, sittings: Sequence[OpenSitting]) -> None:
        """Show these, the oldest first."""
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = [self._row(each, is_first=number == 0) for number, each in enumerate(sittings)]
        for row in self._rows:
            self.add(row)
        several = len(sittings) > 1
        self.set_title(self.tr("Exams are waiting for you") if several else self.tr("An exam is waiting for you"))
        self.setVisible(bool(sittings))

    def _row(self, sitting: OpenSitting, *, is_first: bool) -> QWidget:
        row = QWidget()
        column = QVBoxLayout(row)
        EmSpacing(column, spacing=0.55, margins=(0, 0 if is_first else 0.6, 0, 0))
        name = open_name(sitting)
        column.addWidget(TextLabel(name, role=TextRole.STRONG))
        if sitting.reached is not None:
            column.addWidget(TextLabel(_reached_words(sitting.kind, sitting.reached), role=TextRole.MUTED))
        buttons = QWidget()
        flow = FlowLayout(buttons)
        kind = ButtonKind.PRIMARY if is_first else ButtonKind.NEUTRAL
        go_on = KeyButton(self.tr("Go on with it"), kind=kind)
        go_on.clicked.connect(partial(self._on_go_on, sitting.id))
        submit = KeyButton(self.tr("Submit it as it is"))
        submit.clicked.connect(partial(self._on_submit, sitting))
        discard = KeyButton(self.tr("Discard it"), kind=ButtonKind.LINK)
        discard.clicked.connect(partial(self._on_discard, sitting))
        for button in (go_on, submit, discard):
            button.setAccessibleDescription(name)
            flow.addWidget(button)
        column.addWidget(buttons)
        return row

    def _on_go_on(self, attempt: AttemptId, _checked: bool = False) -> None:
        self.resumed.emit(attempt)

    def _on_submit(self, sitting: OpenSitting, _checked: bool = False) -> None:
        what = self.tr("Its report then counts what is not answered as wrong. You can't come back to its items.")
        self._ask(sitting, self.tr("Submit it"), what).confirmed.connect(partial(self._on_sure, sitting.id))

    def _on_discard(self, sitting: OpenSitting, _checked: bool = False) -> None:
        what = self.tr("Its answers are gone then, and there is no report. Its items count as seen.")
        question = self._ask(sitting, self.tr("Discard it"), what)
        question.confirmed.connect(partial(self._on_sure_to_discard, sitting.id))

    def _on_sure(self, attempt: AttemptId) -> None:
        self.submitted.emit(attempt)

    def _on_sure_to_discard(self, attempt: AttemptId) -> None:
        self.discarded.emit(attempt)

    def _ask(self, sitting: OpenSitting, action: str, what: str) -> CloseQuestion:
        question = CloseQuestion(action, open_name(sitting), what, parent=self)
        question.open()
        return question


class CloseQuestion(QMessageBox):
    """Asks once more before an open exam is closed for good. Signal: `confirmed()`."""

    confirmed = Signal()

    def __init__(self, action: str, name: str, what: str, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setIcon(QMessageBox.Icon.Question)
        self.setWindowTitle(action)
        self.setText(name)
        self.setInformativeText(what)
        self._go = self.addButton(action, QMessageBox.ButtonRole.AcceptRole)
        keep = self.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(keep)  # the same key twice must not close it
        self.setEscapeButton(keep)
        self.finished.connect(self._on_finished)

    @Slot()
    def _on_finished(self) -> None:
        if self.clickedButton() is self._go:
            self.confirmed.emit()
        self.deleteLater()


def open_name(sitting: OpenSitting) -> str:
    """'Mock exam, begun on Monday, November 2'."""
    name = texts.tr("Diagnostic") if sitting.kind is FormKind.DIAGNOSTIC else texts.tr("Mock exam")
    day = texts.long_date(texts.local_day(sitting.started_at))
    return texts.tr("%n, begun on %d").replace("%n", name).replace("%d", day)


def _reached_words(kind: FormKind, reached: Reached) -> str:
    words = texts.tr("%a of %b items answered.").replace("%a", str(reached.answered)).replace("%b", str(reached.items))
    if reached.parts > 1:
        part = texts.tr("You are at part %p of %q.")
        words = part.replace("%p", str(reached.part)).replace("%q", str(reached.parts)) + " " + words
    if kind is FormKind.DIAGNOSTIC:
        words += " " + texts.tr("Go on today or another day, and stop after any item.")
    return words
