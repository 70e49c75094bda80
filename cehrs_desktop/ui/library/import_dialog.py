"""What importing a file would do, before it is done: columns and domain to choose, counts, reasons, a sample."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QPushButton, QWidget

from cehrs_desktop.activities.import_cards import Preview, carry_out, preview
from cehrs_desktop.content.exchange.delimited import FIELDS
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exchange import SkipReason
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.page_dialog import PageDialog
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_SAMPLE = 8
_LONGEST_SAMPLE = 120


class ImportDialog(PageDialog):
    """Signal: `imported(added, changed)` when it was done."""

    imported = Signal(int, int)

    def __init__(self, file: Path, desk: Desk, *, parent: QWidget) -> None:
        super().__init__(self.tr("Import cards"), heading=self.tr("Import cards"), subtitle=file.name, parent=parent)
        self._file = file
        self._desk = desk
        self._preview: Preview | None = None
        self._columns: list[QComboBox] = []
        self._domain = QComboBox()
        for domain in desk.blueprint.domains:
            self._domain.addItem(domain.name, int(domain.number))
        self._domain.currentIndexChanged.connect(self._look)
        self._history = QCheckBox(self.tr("Take over memory and history from Anki"))
        self._history.setChecked(True)
        self._history.clicked.connect(self._look)
        form = Form()
        form.add_row(self.tr("Domain of cards whose file doesn't say"), self._domain)
        self._form = form
        self._problem = TextLabel(role=TextRole.DANGER)
        self._counts = TextLabel(role=TextRole.STRONG)
        self._reasons = TextLabel(role=TextRole.MUTED)
        self._sample = FactTable()
        self._sample.setAccessibleName(self.tr("The first cards"))
        for widget in (form, self._history, self._problem, self._counts, self._reasons, self._sample):
            self.page.add(widget)
        buttons = self.add_buttons(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self._ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Import"))
        self._look()

    @Slot()
    def _look(self) -> None:
        shape = None if self._preview is None else self._preview.shape
        if shape is not None and self._columns:
            shape = replace(shape, columns=tuple(combo.currentData() or None for combo in self._columns))
        try:
            self._preview = preview(
                self._desk.database,
                self._file,
                domain=DomainNumber(int(self._domain.currentData())),
                shape=shape,
                with_memory=self._history.isChecked(),
            )
        except UserError as error:
            self._show_problem(texts.told(error))
            return
        self._problem.hide()
        self._history.setVisible(self._preview.shape is None)
        if self._preview.shape is not None and not self._columns:
            self._add_columns(self._preview.shape.columns)
        self._show_plan()

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        self._sample.hide()
        self._counts.setText("")
        self._reasons.setText("")
        self._ok.setEnabled(False)

    def _add_columns(self, columns: tuple[str | None, ...]) -> None:
        names = {
            "front": self.tr("Question"),
            "back": self.tr("Answer"),
            "why": self.tr("Why"),
            "tags": self.tr("Tags"),
            "domain": self.tr("Domain, 1 to 5"),
            "topic": self.tr("Topic"),
        }
        for number, field in enumerate(columns, start=1):
            combo = QComboBox()
            combo.addItem(self.tr("leave out"), "")
            for each in FIELDS:
                combo.addItem(names[each], each)
            combo.setCurrentIndex(combo.findData(field or ""))
            combo.currentIndexChanged.connect(self._look)
            self._columns.append(combo)
            self._form.add_row(self.tr("Column %n").replace("%n", str(number)), combo)

    def _show_plan(self) -> None:
        assert self._preview is not None
        plan = self._preview.plan
        said = self.tr("%a new, %c changed, %s left out")
        for sign, count in (("%a", len(plan.added)), ("%c", len(plan.changed)), ("%s", len(plan.skipped))):
            said = said.replace(sign, str(count))
        self._counts.setText(said)
        reasons = Counter(skipped.reason for skipped in plan.skipped)
        self._reasons.setText("\n".join(f"{count} × {self._reason(reason)}" for reason, count in reasons.most_common()))
        self._reasons.setVisible(bool(reasons))
        rows = [
            [_short(card.front), _short(card.back), " ".join(card.tags)]
            for card in (*plan.added, *plan.changed)[:_SAMPLE]
        ]
        self._sample.set_table([self.tr("Question"), self.tr("Answer"), self.tr("Tags")], rows)
        self._sample.setVisible(bool(rows))
        self._ok.setEnabled(bool(plan.added or plan.changed))

    def _reason(self, reason: SkipReason) -> str:
        return {
            SkipReason.SAME: self.tr("the same card is here already"),
            SkipReason.NO_FRONT: self.tr("it has no question"),
            SkipReason.NO_BACK: self.tr("it has no answer"),
            SkipReason.TWICE: self.tr("the file has it twice"),
            SkipReason.ASKED_ALREADY: self.tr("another card asks the same"),
            SkipReason.TOO_LONG: self.tr("its text is too long"),
            SkipReason.NO_DOMAIN: self.tr("it has no domain"),
        }[reason]

    def accept(self) -> None:
        """Take the cards over, in one transaction."""
        assert self._preview is not None
        desk, plan = self._desk, self._preview.plan
        try:
            carry_out(
                desk.database,
                desk.clock,
                self._preview,
                data_dir=desk.data_dir,
                rollover_hour=desk.preferences.study.rollover_hour,
            )
        except UserError as error:
            self._show_problem(texts.told(error))
            return
        super().accept()
        self.imported.emit(len(plan.added), len(plan.changed))


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SAMPLE else line[: _LONGEST_SAMPLE - 1] + "…"
