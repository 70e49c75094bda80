"""Asks what makes the learner eligible, and says what follows from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.progress.credential import CredentialChoices, Diploma, Eligibility, Route
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.credential import words
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.date_line import DateLine
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class EligibilityPanel(CardPanel):
    """Signal: `told(CredentialChoices)` after any field was changed."""

    told = Signal(object)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("May you take the exam?"))
        self._choices = CredentialChoices()
        self._diploma, self._route, self._finished = QComboBox(), QComboBox(), DateLine()
        for diploma, text in {
            Diploma.NOT_SAID: self.tr("Not said yet"),
            Diploma.YES: self.tr("Yes"),
            Diploma.NO: self.tr("No"),
        }.items():
            self._diploma.addItem(text, diploma)
        for route, text in {
            Route.NOT_SAID: self.tr("Not said yet"),
            Route.PROGRAM: self.tr("A training program"),
            Route.EXPERIENCE: self.tr("Supervised work"),
        }.items():
            self._route.addItem(text, route)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self._word, self._ends = TextLabel(role=TextRole.STRONG), TextLabel()
        form = Form()
        form.add_row(self.tr("Do you have a high school diploma or its equivalent?"), self._diploma)
        form.add_row(self.tr("What has prepared you for the work?"), self._route)
        form.add_row(self.tr("When did you, or will you, finish the program?"), self._finished)
        form.add_wide(self._problem)
        for widget in (form, self._word, self._ends):
            self.add(widget)
        note = self.tr("NHA decides. The Guide’s page “Who may take the exam” tells more.")
        self.add(TextLabel(note, role=TextRole.MUTED))
        self._diploma.currentIndexChanged.connect(self._on_changed)
        self._route.currentIndexChanged.connect(self._on_changed)
        self._finished.editingFinished.connect(self._on_changed)

    def show_eligibility(self, choices: CredentialChoices, said: Eligibility, *, exam: date | None) -> None:
        """Show these answers and what follows; a date that was refused stays where it is."""
        self._choices = choices
        was = self.blockSignals(True)
        self._diploma.setCurrentIndex(self._diploma.findData(choices.diploma))
        self._route.setCurrentIndex(self._route.findData(choices.route))
        self._finished.setEnabled(choices.route is Route.PROGRAM)
        if self._problem.isHidden():
            self._finished.set_day(choices.finished)
        self.blockSignals(was)
        self._word.setText(words.eligible(said, exam=exam))
        self._word.set_role(TextRole.DANGER if said.is_warning else TextRole.STRONG)
        self._ends.setText("" if said.ends is None else words.five_years(said.ends))
        self._ends.setVisible(said.ends is not None)

    def show_problem(self, sentence: str) -> None:
        """Say, beside the date, what is wrong with it; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    @Slot()
    def _on_changed(self) -> None:
        if self.signalsBlocked():
            return
        told = replace(
            self._choices,
            diploma=Diploma(self._diploma.currentData()),
            route=Route(self._route.currentData()),
        )
        try:
            told = replace(told, finished=self._finished.day())
        except UserError as error:
            self.show_problem(texts.told(error))
        else:
            self.show_problem("")
        if told != self._choices:
            self.told.emit(told)
