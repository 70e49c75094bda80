"""Puts the learner's choices in force as they are made."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from cehrs_desktop.activities.calibration import go_back, present_calibration
from cehrs_desktop.activities.card_changes import bring_all_back, suspended_cards
from cehrs_desktop.activities.export_cards import ARCHIVE_ENDING, export
from cehrs_desktop.activities.learner_file import LearnerFile, back_up_to
from cehrs_desktop.activities.preferences import check_exam_date
from cehrs_desktop.clock import Clock
from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.study.settings import StudySettings
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.crash_dialog import show_crash
from cehrs_desktop.ui.desk import Desk
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.settings.keys_dialog import KeysDialog
from cehrs_desktop.ui.settings.page import SettingsPage
from cehrs_desktop.ui.sure_question import ask


class SettingsController(QObject):
    """Signals: `restore_wanted(Path)` once a backup to restore, or an archive to take over, was chosen;
    `delete_wanted()` once that everything is to be deleted was said twice.
    """

    restore_wanted = Signal(object)
    delete_wanted = Signal()

    def __init__(self, page: SettingsPage, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        page.edited.connect(self._on_edited)
        page.advanced_reset.connect(self._on_advanced_reset)
        page.keys_chosen.connect(self._on_keys_chosen)
        page.letters_switched.connect(self._on_letters_switched)
        page.backup_chosen.connect(self._on_backup_chosen)
        page.restore_chosen.connect(self._on_restore_chosen)
        page.export_chosen.connect(self._on_export_chosen)
        page.take_over_chosen.connect(self._on_take_over_chosen)
        page.delete_chosen.connect(self._on_delete_chosen)
        page.bring_back_chosen.connect(self._on_bring_back_chosen)
        page.go_back_chosen.connect(self._on_go_back_chosen)

    def refresh(self) -> None:
        """Show the choices as they are stored."""
        keys = self._desk.key_map
        self._page.show_preferences(
            self._desk.preferences,
            letters=keys.without_single_letters() != keys,
            today=self._desk.clock.now().date(),
        )
        self._page.show_suspended(suspended_cards(self._desk.database))
        self._page.show_calibration(present_calibration(self._desk.database))

    @Slot()
    def _on_edited(self) -> None:
        desk = self._desk
        wanted, advanced_problem = self._page.preferences(desk.preferences)
        exam_problem = ""
        try:
            if wanted.exam_date != desk.preferences.exam_date:
                check_exam_date(wanted.exam_date, today=desk.clock.now().date())
        except UserError as error:
            exam_problem = texts.told(error)
            wanted = replace(wanted, exam_date=desk.preferences.exam_date)  # the other choices count all the same
        try:
            desk.change_preferences(wanted)
        except UserError as error:
            exam_problem = texts.told(error)
        if self._page.has_minutes and not (exam_problem or advanced_problem):
            self.refresh()
        self._page.show_exam_problem(exam_problem)
        self._page.show_advanced_problem(advanced_problem)

    @Slot()
    def _on_bring_back_chosen(self) -> None:
        self._desk.tell(bring_all_back(self._desk.database))
        self.refresh()

    @Slot()
    def _on_go_back_chosen(self) -> None:
        self._desk.tell(go_back(self._desk.database))
        self.refresh()

    @Slot()
    def _on_advanced_reset(self) -> None:
        study = self._desk.preferences.study
        kept = replace(
            StudySettings(),
            minutes_per_day=study.minutes_per_day,
            new_per_day=study.new_per_day,
            four_ratings=study.four_ratings,
        )
        self._desk.change_preferences(replace(self._desk.preferences, study=kept))
        self.refresh()

    @Slot()
    def _on_keys_chosen(self) -> None:
        self._dialog = KeysDialog(self._desk.key_map, parent=self._page)
        self._dialog.accepted.connect(self._on_keys_accepted)
        self._dialog.open()

    @Slot()
    def _on_keys_accepted(self) -> None:
        self._keep_keys(self._dialog.key_map())

    @Slot(bool)
    def _on_letters_switched(self, on: bool) -> None:
        self._keep_keys(KeyMap() if on else self._desk.key_map.without_single_letters())

    def _keep_keys(self, key_map: KeyMap) -> None:
        keys = {name: tuple(keys) for name, keys in key_map.to_dict().items()}
        self._desk.change_preferences(replace(self._desk.preferences, keys=keys))
        self.refresh()

    @Slot()
    def _on_backup_chosen(self) -> None:
        today = self._desk.clock.now().date()
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("Back up"),
            str(Path.home() / f"cehrs-trainer-{today.isoformat()}.sqlite3"),
            self.tr("Study files (*.sqlite3)"),
        )
        if not name:
            return
        try:
            beside = back_up_to(self._desk.data_dir, Path(name), overwrite=True)
        except UserError as error:
            self._page.show_notice(texts.told(error))
            return
        words = self.tr("Backed up to %s").replace("%s", name)
        if beside is not None:
            words += self.tr("; certificates and images are in %s").replace("%s", str(beside))
        self._page.show_notice(words)

    @Slot()
    def _on_restore_chosen(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            self.tr("Restore a backup; what you have now is kept aside"),
            str(self._desk.data_dir / "backups"),
            self.tr("Study files (*.sqlite3)"),
        )
        if name:
            self.restore_wanted.emit(Path(name))

    @Slot()
    def _on_export_chosen(self) -> None:
        today = self._desk.clock.now().date()
        name, _ = QFileDialog.getSaveFileName(
            self._page,
            self.tr("Export everything"),
            str(Path.home() / f"cehrs-trainer-{today.isoformat()}{ARCHIVE_ENDING}"),
            self._archives(),
        )
        if not name:
            return
        target = Path(name if name.lower().endswith(ARCHIVE_ENDING) else name + ARCHIVE_ENDING)
        self._page.show_notice(self.tr("Writing everything…"))
        self._desk.background.run(
            partial(_export, self._desk.database.path, self._desk.clock, target),
            on_done=lambda _count: self._tell(self.tr("Everything is in %s").replace("%s", str(target))),
            on_error=self._on_export_error,
        )

    def _archives(self) -> str:
        return self.tr("Everything, for another computer (*%s)").replace("%s", ARCHIVE_ENDING)

    def _tell(self, sentence: str) -> None:
        if shiboken6.isValid(self):
            self._page.show_notice(sentence)

    def _on_export_error(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._tell(texts.told(error))
        else:
            show_crash(type(error), error)

    @Slot()
    def _on_take_over_chosen(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self._page,
            self.tr("Take over data from another computer; what you have now is kept aside"),
            str(Path.home()),
            self._archives(),
        )
        if name:
            self.restore_wanted.emit(Path(name))

    @Slot()
    def _on_delete_chosen(self) -> None:
        ask(
            self._page,
            self.tr("Delete everything"),
            self.tr("Delete everything about you?"),
            detail=self.tr(
                "Your answers, reviews, and exams, your own cards with their images, your choices, your results and"
                " credits with their certificates, and all backups in the program’s folder. Copies you saved elsewhere"
                " stay."
            ),
            yes=self.tr("Delete everything"),
            on_yes=self._on_delete_once,
        )

    @Slot()
    def _on_delete_once(self) -> None:
        ask(
            self._page,
            self.tr("Delete everything"),
            self.tr("Are you sure? Nothing of it can be brought back."),
            detail=self.tr("The program begins anew, as on the first day. To keep a copy, go back and choose Back up."),
            yes=self.tr("Yes, delete it all"),
            on_yes=self._on_delete_twice,
        )

    @Slot()
    def _on_delete_twice(self) -> None:
        self.delete_wanted.emit()


def _export(study_file: Path, clock: Clock, target: Path) -> int:
    with closing(LearnerFile(study_file)) as database:
        return export(database, clock, target, data_dir=study_file.parent)
