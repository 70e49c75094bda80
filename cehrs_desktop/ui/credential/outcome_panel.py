"""How the real exam went: what the learner enters, shown beside our own forecast."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.exam.blueprint import Scale
from cehrs_desktop.rules.progress.certification import ExamOutcome
from cehrs_desktop.rules.progress.credential import LONGEST_NOTE
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.credential import words
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.date_line import DateLine
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.note_line import NoteLine
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class OutcomePanel(CardPanel):
    """Signals: `entered(ExamOutcome)`, `remove_chosen(date)`."""

    entered = Signal(object)
    remove_chosen = Signal(object)

    def __init__(self, domains: Sequence[Domain], scale: Scale, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("After the exam"))
        self._domains, self._scale = domains, scale
        self._newest: date | None = None
        self._word, self._detail = TextLabel(role=TextRole.STRONG), TextLabel()
        self._past, self._beside = FactTable(), FactTable()
        self._past.setAccessibleName(self.tr("Your exams"))
        self._beside.setAccessibleName(self.tr("NHA’s report beside our forecast"))
        self._forecast = TextLabel(role=TextRole.MUTED)
        self._toggle = KeyButton(self.tr("Enter a result"), kind=ButtonKind.NEUTRAL)
        self._toggle.clicked.connect(self._on_toggle)
        self._remove = KeyButton(self.tr("Remove the last result"), kind=ButtonKind.LINK)
        self._remove.clicked.connect(self._on_remove)
        self._entry = self._build_entry()
        for widget in (self._word, self._detail, self._past, self._beside, self._forecast):
            self.add(widget)
        for button in (self._toggle, self._remove):
            self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._entry)
        self._entry.hide()

    def _build_entry(self) -> Form:
        form = Form()
        self._taken, self._passed, self._score = DateLine(), QComboBox(), QSpinBox()
        for passed, text in {None: self.tr("Choose"), True: self.tr("Passed"), False: self.tr("Not passed")}.items():
            self._passed.addItem(text, passed)
        self._score.setRange(self._scale.lowest - 1, self._scale.highest)
        self._score.setSpecialValueText(self.tr("not noted"))
        self._score.setKeyboardTracking(False)
        self._certified = DateLine()
        self._notes = [NoteLine(LONGEST_NOTE) for _ in self._domains]
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        keep = KeyButton(self.tr("Keep the result"))
        keep.clicked.connect(self._on_keep)
        form.add_row(self.tr("When did you sit it?"), self._taken)
        form.add_row(self.tr("How did it go?"), self._passed)
        form.add_wide(TextLabel(self.tr("The rest is up to you; leave empty what you like."), role=TextRole.MUTED))
        form.add_row(self.tr("NHA’s score"), self._score)
        form.add_row(self.tr("Certified since, if not the exam’s day"), self._certified)
        for domain, note in zip(self._domains, self._notes, strict=True):
            form.add_row(self.tr("NHA’s word on %s").replace("%s", domain.name), note)
        percent = self.tr("A percentage, such as 78%, also counts in the plan of a next try.")
        form.add_wide(TextLabel(percent, role=TextRole.MUTED))
        never = self.tr("Never note questions from the exam. They are NHA’s, and we never ask for them.")
        form.add_wide(TextLabel(never, role=TextRole.MUTED))
        form.add_wide(self._problem)
        row = QWidget()
        FlowLayout(row).addWidget(keep)
        form.add_wide(row)
        return form

    def show_outcomes(self, word: str, detail: str, outcomes: Sequence[ExamOutcome], *, waiting: bool) -> None:
        """Show where the learner stands after the exam, and all results; while `waiting`, the form is open."""
        self._word.setText(word)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        newest = outcomes[-1] if outcomes else None
        self._newest = None if newest is None else newest.taken
        self._past.setVisible(newest is not None)
        self._remove.setVisible(newest is not None)
        headers = [self.tr("Exam"), self.tr("Result"), self.tr("NHA’s score")]
        self._past.set_table(headers, [words.outcome_row(each) for each in reversed(outcomes)])
        rows = [] if newest is None else words.beside_rows(newest, self._domains)
        self._beside.setVisible(bool(rows))
        self._beside.set_table([self.tr("Domain"), self.tr("NHA’s word"), self.tr("Our forecast")], rows)
        said = "" if newest is None or newest.forecast is None else words.our_word(newest.forecast)
        self._forecast.setText(said)
        self._forecast.setVisible(bool(said))
        self._toggle.setVisible(not waiting)
        if waiting:
            self._open(opened=True)

    def show_problem(self, sentence: str) -> None:
        """Say, beside the fields, what is wrong; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def offer_date(self, taken: date | None) -> None:
        """Put this day in, unless one is written already."""
        if not self._taken.text():
            self._taken.set_day(taken)

    def clear_entry(self) -> None:
        """Empty the form and close it: what was in it is stored."""
        for line in (self._taken, self._certified, *self._notes):
            line.clear()
        self._passed.setCurrentIndex(0)
        self._score.setValue(self._score.minimum())
        self.show_problem("")
        self._open(opened=False)

    def _open(self, *, opened: bool) -> None:
        self._entry.setVisible(opened)
        self._toggle.setText(self.tr("Not now") if opened else self.tr("Enter a result"))

    @Slot()
    def _on_toggle(self) -> None:
        self._open(opened=not self._entry.isVisibleTo(self))

    @Slot()
    def _on_remove(self) -> None:
        self.remove_chosen.emit(self._newest)

    @Slot()
    def _on_keep(self) -> None:
        passed = self._passed.currentData()
        notes = {
            domain.number: note.text().strip()
            for domain, note in zip(self._domains, self._notes, strict=True)
            if note.text().strip()
        }
        try:
            taken, certified = self._taken.day(), self._certified.day()
        except UserError as error:
            self.show_problem(texts.told(error))
            return
        if taken is None or passed is None:
            self.show_problem(self.tr("Say on which day you sat it, and whether you passed."))
            return
        score = self._score.value()
        self.entered.emit(
            ExamOutcome(
                taken=taken,
                passed=bool(passed),
                score=None if score < self._scale.lowest else score,
                feedback=notes,
                certified=certified if passed else None,
            )
        )
