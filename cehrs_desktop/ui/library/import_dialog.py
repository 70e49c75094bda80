"""What importing a file would do, before it is done: how it is read, counts, reasons, a sample; then doing it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPushButton, QWidget

from cehrs_desktop.activities.import_cards import Preview
from cehrs_desktop.activities.incoming_file import IncomingFile, is_package
from cehrs_desktop.errors import Cancelled, UserError
from cehrs_desktop.rules.content import DomainNumber
from cehrs_desktop.rules.exchange import SkipReason
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.background import Job
from cehrs_desktop.ui.crash_dialog import show_crash
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.library.import_fields import ImportFields
from cehrs_desktop.ui.library.import_work import Asked, Looked, look, take_over
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.page_dialog import PageDialog
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.wait_line import WaitLine

_SAMPLE = 8
_LONGEST_SAMPLE = 120


class ImportDialog(PageDialog):
    """Signal: `imported(added, changed)` when it was done.

    Reading and importing go on in the background; another choice meanwhile has the file read again, Cancel stops it.
    """

    imported = Signal(int, int)

    def __init__(self, file: Path, desk: Desk, *, parent: QWidget) -> None:
        super().__init__(self.tr("Import cards"), heading=self.tr("Import cards"), subtitle=file.name, parent=parent)
        self._desk = desk
        self._asked = Asked(file)
        self._preview: Preview | None = None
        self._job = Job()
        self._is_importing = False
        self._fields = ImportFields(desk.blueprint.domains)
        self._fields.domain_chosen.connect(self._on_domain_chosen)
        self._fields.shape_chosen.connect(self._on_shape_chosen)
        self._fields.writing_chosen.connect(self._on_writing_chosen)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self._counts = TextLabel(role=TextRole.STRONG)
        self._reasons = TextLabel(role=TextRole.MUTED)
        self._sample = FactTable()
        self._sample.setAccessibleName(self.tr("The first cards"))
        self._wait = WaitLine()
        for widget in (self._fields, self._problem, self._counts, self._reasons, self._sample, self._wait):
            self.page.add(widget)
        self._show_nothing()
        buttons = self.add_buttons(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self._ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._ok.setText(self.tr("Import"))
        self._look()

    @Slot()
    def _on_domain_chosen(self) -> None:
        self._asked = replace(self._asked, domain=self._fields.domain())
        self._look(found=None if self._preview is None else self._preview.found)

    @Slot()
    def _on_shape_chosen(self) -> None:
        self._asked = replace(self._asked, shape=self._fields.shape(), with_memory=self._fields.with_memory())
        self._look()

    @Slot()
    def _on_writing_chosen(self) -> None:
        encoding, delimiter = self._fields.writing()
        self._asked = replace(self._asked, shape=None, encoding=encoding, delimiter=delimiter)
        self._look()

    def _look(self, *, found: IncomingFile | None = None) -> None:
        self._preview = None
        self._ok.setEnabled(False)
        job = self._start(self.tr("Reading the file…"))
        self._desk.background.run(
            partial(look, self._desk.database.path, self._asked, job, found=found),
            on_done=partial(self._on_looked, job),
            on_error=partial(self._on_error, job),
        )

    def _start(self, sentence: str) -> Job:
        self._job.stop()
        self._job = Job()
        self._wait.watch(sentence, self._job)
        return self._job

    def _is_over(self, job: Job) -> bool:
        """Whether this is what is waited for, and the end of the wait."""
        if not shiboken6.isValid(self) or job is not self._job:
            return False
        self._wait.stop()
        return True

    def _on_looked(self, job: Job, looked: Looked) -> None:
        if not self._is_over(job):
            return
        if looked.shape is not None or is_package(self._asked.file):
            self._fields.show_choices(looked.shape, looked.domain)
        self._preview = looked.preview
        if looked.problem is not None:
            self._show_problem(texts.told(looked.problem))
        elif looked.preview is not None:
            self._problem.hide()
            self._show_plan(looked.preview)

    def _on_error(self, job: Job, error: BaseException) -> None:
        if not self._is_over(job):
            return
        self._set_importing(False)
        if isinstance(error, Cancelled):
            self._show_problem(self.tr("Stopped. Nothing was changed."))
        elif isinstance(error, UserError):
            self._show_problem(texts.told(error))
        else:
            show_crash(type(error), error)

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.show()
        can_go_on = self._preview is not None
        self._ok.setEnabled(can_go_on)
        if not can_go_on:
            self._show_nothing()

    def _show_nothing(self) -> None:
        for widget in (self._counts, self._reasons, self._sample):
            widget.hide()

    def _show_plan(self, found: Preview) -> None:
        plan = found.plan
        said = self.tr("%a new, %c changed, %s left out")
        for sign, count in (("%a", len(plan.added)), ("%c", len(plan.changed)), ("%s", len(plan.skipped))):
            said = said.replace(sign, str(count))
        self._counts.setText(said)
        self._counts.show()
        reasons = Counter(skipped.reason for skipped in plan.skipped)
        self._reasons.setText("\n".join(f"{count} × {self._reason(reason)}" for reason, count in reasons.most_common()))
        self._reasons.setVisible(bool(reasons))
        self._show_sample(found)
        self._ok.setEnabled(bool(plan.added or plan.changed))

    def _show_sample(self, found: Preview) -> None:
        plan = found.plan
        changed = plan.changed[: max(_SAMPLE // 2, _SAMPLE - len(plan.added))]
        rows = [
            [what, _short(card.front), _short(card.back), domain, " ".join(card.tags)]
            for what, card, domain in (
                *(
                    (self.tr("added"), card, self._domain_name(card.domain or found.domain))
                    for card in plan.added[: _SAMPLE - len(changed)]
                ),
                *((self.tr("changed"), card, self.tr("as it is")) for card in changed),
            )
        ]
        heads = [self.tr("What"), self.tr("Question"), self.tr("Answer"), self.tr("Domain"), self.tr("Tags")]
        self._sample.set_table(heads, rows)
        self._sample.setVisible(bool(rows))

    def _domain_name(self, number: DomainNumber | None) -> str:
        return next((domain.name for domain in self._desk.blueprint.domains if domain.number == number), "")

    def _reason(self, reason: SkipReason) -> str:
        return {
            SkipReason.SAME: self.tr("the same card is here already"),
            SkipReason.NO_FRONT: self.tr("it has no question"),
            SkipReason.NO_BACK: self.tr("it has no answer"),
            SkipReason.TWICE: self.tr("the file has it twice"),
            SkipReason.ASKED_ALREADY: self.tr("another card asks the same"),
            SkipReason.TOO_LONG: self.tr("its text is too long"),
            SkipReason.NO_DOMAIN: self.tr("it has no domain"),
            SkipReason.ODD_DOMAIN: self.tr("its domain isn't one of the exam's"),
        }[reason]

    def accept(self) -> None:
        """Take the cards over, in one transaction; the dialog closes when it is done."""
        if self._preview is None or self._is_importing:
            return
        desk = self._desk
        self._set_importing(True)
        job = self._start(self.tr("Importing the cards…"))
        rollover = desk.preferences.study.rollover_hour
        desk.background.run(
            partial(take_over, desk.database.path, desk.clock, self._preview, job, rollover_hour=rollover),
            on_done=partial(self._on_imported, job),
            on_error=partial(self._on_error, job),
        )

    def _set_importing(self, is_importing: bool) -> None:
        self._is_importing = is_importing
        self._fields.setEnabled(not is_importing)
        self._ok.setEnabled(not is_importing)

    def _on_imported(self, job: Job, done: Preview) -> None:
        if self._is_over(job):
            super().accept()
            self.imported.emit(len(done.plan.added), len(done.plan.changed))

    def done(self, result: int) -> None:
        """Close; while cards are imported, Cancel first stops that."""
        if result != QDialog.DialogCode.Accepted:
            self._job.stop()
            if self._is_importing:
                return
        super().done(result)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SAMPLE else line[: _LONGEST_SAMPLE - 1] + "…"
