"""Shows the road to the credential, and keeps what the learner tells of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from cehrs_desktop.activities.credential import (
    NewEntry,
    add_credit,
    certificate_file,
    enter_outcome,
    fresh_mocks,
    reminders_file,
    remove_credit,
    renew,
    road,
    take_back_outcome,
)
from cehrs_desktop.activities.study_plan import DayInWords
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.progress.certification import CeEntry, ExamOutcome, Stage
from cehrs_desktop.rules.progress.credential import CredentialChoices, Task, check_finished
from cehrs_desktop.rules.progress.road import Road
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.credential import words
from cehrs_desktop.ui.credential.page import CredentialPage
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.sure_question import ask


class CredentialController(QObject):
    """Signals: `settings_wanted()` to set the exam date, `plan_wanted()`."""

    settings_wanted = Signal()
    plan_wanted = Signal()

    def __init__(self, page: CredentialPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._road: Road | None = None
        page.date_wanted.connect(self.settings_wanted)
        page.plan_wanted.connect(self.plan_wanted)
        page.eligibility.told.connect(self._on_told)
        page.checklist.ticked.connect(self._on_ticked)
        page.outcome.entered.connect(self._on_entered)
        page.outcome.remove_chosen.connect(self._on_remove_chosen)
        page.certificate.fee_noted.connect(self._on_fee_noted)
        page.certificate.reminders_wanted.connect(self._on_reminders_wanted)
        page.certificate.renewed.connect(self._on_renewed)
        page.credits.added.connect(self._on_added)
        page.credits.file_wanted.connect(self._on_file_wanted)
        page.credits.opened.connect(self._on_opened)
        page.credits.removed.connect(self._on_removed)

    def refresh(self) -> None:
        """Show the road as of now."""
        desk, page = self._desk, self._page
        found = self._road = road(desk.database, desk.clock, preferences=desk.preferences)
        told = desk.preferences.credential
        before = found.stage in (Stage.PREPARING, Stage.FAILED)
        page.show_parts(before=before, after=found.certificate is not None)
        page.eligibility.show_eligibility(told, found.eligibility, exam=found.exam)
        page.checklist.show_steps(found.steps)
        waiting = found.stage is Stage.WAITING
        if waiting:
            page.outcome.offer_date(found.exam)
        page.outcome.show_outcomes(*words.stage(found), found.outcomes, waiting=waiting)
        if found.certificate is not None:
            page.certificate.show_certificate(found.certificate, found.reminder, fee=told.renewal_fee)
        page.credits.show_entries(found.entries)
        if found.retake is None:
            page.show_retake("", "")
        else:
            left = fresh_mocks(desk.database, blueprint=desk.blueprint)
            page.show_retake(words.retake(found.retake), words.retake_lines(found.retake, fresh_mocks=left))

    def _keep(self, told: CredentialChoices) -> None:
        self._desk.change_preferences(replace(self._desk.preferences, credential=told))
        self.refresh()

    @Slot(object)
    def _on_told(self, told: CredentialChoices) -> None:
        preferences, problem = self._desk.preferences, ""
        try:
            if told.finished != preferences.credential.finished:
                check_finished(told.finished, exam=preferences.exam_date, today=self._today)
        except UserError as error:
            problem = texts.told(error)
            told = replace(told, finished=preferences.credential.finished)  # the other answers count all the same
            self._page.eligibility.show_problem(problem)
        self._keep(told)

    @property
    def _today(self) -> date:
        assert self._road is not None, "the page is shown before anything on it is pressed"
        return self._road.today

    @Slot(object, bool)
    def _on_ticked(self, task: Task, checked: bool) -> None:
        told = self._desk.preferences.credential
        self._keep(replace(told, done=told.done | {task} if checked else told.done - {task}))

    @Slot(object)
    def _on_entered(self, outcome: ExamOutcome) -> None:
        desk = self._desk
        try:
            changed = enter_outcome(
                desk.database, desk.clock, outcome, blueprint=desk.blueprint, preferences=desk.preferences
            )
        except UserError as error:
            self._page.outcome.show_problem(texts.told(error))
            return
        exam = desk.preferences.exam_date
        if exam is not None and (outcome.passed or exam <= max(outcome.taken, self._today)):
            desk.change_preferences(replace(desk.preferences, exam_date=None))  # it is over; the next has a new one
        desk.tell(changed)
        self._page.outcome.clear_entry()
        self.refresh()
        self._page.verticalScrollBar().setValue(0)

    @Slot(object)
    def _on_remove_chosen(self, taken: date) -> None:
        self._taken = taken
        ask(
            self._page,
            self.tr("Remove the last result"),
            self.tr("Remove the result of %s and all that was noted with it?").replace("%s", texts.full_date(taken)),
            yes=self.tr("Remove it"),
            on_yes=self._on_remove,
        )

    @Slot()
    def _on_remove(self) -> None:
        self._desk.tell(take_back_outcome(self._desk.database, self._taken))
        self.refresh()

    @Slot(str)
    def _on_fee_noted(self, fee: str) -> None:
        if fee != self._desk.preferences.credential.renewal_fee:
            self._keep(replace(self._desk.preferences.credential, renewal_fee=fee))

    @Slot(object)
    def _on_renewed(self, since: date | None) -> None:
        desk = self._desk
        try:
            changed = renew(desk.database, desk.clock, since, preferences=desk.preferences)
        except UserError as error:
            self._page.certificate.show_renewal_problem(texts.told(error))
            return
        desk.tell(changed)
        self._page.certificate.clear_renewal()
        self.refresh()

    @Slot()
    def _on_reminders_wanted(self) -> None:
        assert self._road is not None, "the page is shown before anything on it is pressed"
        if self._road.certificate is None:
            return
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("Save reminders"),
            str(Path.home() / "cehrs-certification.ics"),
            self.tr("Calendars (*.ics)"),
        )
        if not name:
            return
        held = self._road.certificate
        days = [
            DayInWords(
                day, f"credential-{each.name.lower()}", "CEHRS: " + words.day_to_remember(each), words.until(held)
            )
            for day, each in held.reminders
        ]
        try:
            Path(name).with_suffix(".ics").write_bytes(reminders_file(days, self._desk.clock))
        except OSError:
            self._page.certificate.show_problem(self.tr("The file can’t be written there. Choose another folder."))

    @Slot(str, object, int, object)
    def _on_added(self, title: str, earned: date | None, hundredths: int, file: Path | None) -> None:
        desk, entry = self._desk, NewEntry(title, earned, hundredths, file)
        try:
            add_credit(desk.database, desk.clock, entry, data_dir=desk.data_dir, preferences=desk.preferences)
        except UserError as error:
            self._page.credits.show_problem(texts.told(error))
            return
        self._page.credits.clear_entry()
        self.refresh()

    @Slot()
    def _on_file_wanted(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            self.tr("Choose the certificate; a copy is kept"),
            str(Path.home()),
            self.tr("PDF and pictures (*.pdf *.png *.jpg *.jpeg)"),
        )
        if name:
            self._page.credits.show_file(Path(name))

    @Slot(object)
    def _on_opened(self, entry: CeEntry) -> None:
        try:
            file = certificate_file(entry, data_dir=self._desk.data_dir)
        except UserError as error:
            self._page.credits.show_problem(texts.told(error))
            return
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))

    @Slot(object)
    def _on_removed(self, entry: CeEntry) -> None:
        self._entry = entry
        ask(
            self._page,
            self.tr("Remove the entry"),
            self.tr("Remove “%s” from the log? The copy of its certificate goes, too.").replace("%s", entry.title),
            yes=self.tr("Remove it"),
            on_yes=self._on_remove_entry,
        )

    @Slot()
    def _on_remove_entry(self) -> None:
        remove_credit(self._desk.database, self._entry.id, data_dir=self._desk.data_dir)
        self.refresh()
