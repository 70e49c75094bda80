"""Asks what to do when the study file is damaged or missing: a good backup may take its place."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QMessageBox

from cehrs_desktop.activities.learner_file import Rescue


class RescueChoice(Enum):
    """What the learner wants."""

    USE_BACKUP = "use the backup"
    START_ANEW = "start anew"
    QUIT = "quit"


class RescueDialog(QMessageBox):
    """After `exec()`: `choice()`."""

    def __init__(self, rescue: Rescue) -> None:
        super().__init__()
        self.setIcon(QMessageBox.Icon.Warning)
        self.setWindowTitle("CEHRS Trainer")
        if rescue.damaged:
            self.setText(self.tr("Your study file is damaged and can't be read."))
            kept = self.tr("It has not been changed. Unless you quit, it will be moved to %s and kept there.").replace(
                "%s", str(rescue.kept_in)
            )
        else:
            self.setText(self.tr("Your study file isn't there any more."))
            kept = self.tr("If you moved it, quit and put it back.")
        self._use = None
        if rescue.backup is None:
            self.setInformativeText(kept + " " + self.tr("There is no good backup."))
        else:
            named = self.tr("The newest good backup is from %s.").replace("%s", rescue.backup.stem)
            self.setInformativeText(f"{kept} {named}")
            self._use = self.addButton(self.tr("Use the backup"), QMessageBox.ButtonRole.AcceptRole)
        self._anew = self.addButton(self.tr("Start anew"), QMessageBox.ButtonRole.DestructiveRole)
        self._quit = self.addButton(self.tr("Quit"), QMessageBox.ButtonRole.RejectRole)
        self.setDefaultButton(self._use or self._quit)
        self.setEscapeButton(self._quit)

    def choice(self) -> RescueChoice:
        """Which button was pressed; closing the box is Quit."""
        clicked = self.clickedButton()
        if clicked is not None and clicked is self._use:
            return RescueChoice.USE_BACKUP
        return RescueChoice.START_ANEW if clicked is self._anew else RescueChoice.QUIT
