"""Says who made this, for whom it does not speak, and where the learner's data is."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from cehrs_desktop import __version__
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class AboutPage(ScrollPage):
    """Shows; all it does is copy the path of the data folder."""

    def __init__(self, data_dir: Path, *, parent: QWidget | None = None) -> None:
        super().__init__(
            self.tr("About CEHRS Trainer"),
            subtitle=self.tr("Version %s").replace("%s", __version__),
            parent=parent,
        )
        self._panel(
            self.tr("Independent"),
            self.tr(
                "CEHRS Trainer is independent. It is not affiliated with, endorsed by, or reviewed by the National "
                "Healthcareer Association (NHA). CEHRS and NHA are named only to say which exam this prepares for."
            ),
        )
        self._panel(
            self.tr("The content"),
            self.tr(
                "Cards are original, written from public rules and standards, each with its source and the month it "
                "was checked. They were not reviewed by NHA, and none comes from an actual exam. The topics within "
                "the five domains are our own subdivision, not NHA's task list. If a card is wrong, press Report a "
                "mistake on it."
            ),
        )
        self._panel(
            self.tr("How cards are scheduled"),
            self.tr(
                "FSRS, an open model of memory, estimates when you are about to forget a card. Domains that weigh more "
                "on the exam are kept at a higher recall, so their cards come up more often. Recall of cards is not an "
                "exam score, and is never shown as one."
            ),
        )
        self._data_dir = data_dir
        panel = self._panel(self.tr("Your data"), str(data_dir))
        copy = KeyButton(self.tr("Copy the folder’s path"), kind=ButtonKind.LINK)
        copy.clicked.connect(self._on_copy)
        panel.column.addWidget(copy, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(
            TextLabel(
                self.tr(
                    "Everything stays in this folder on your computer; the program never uses the network. A backup is "
                    "made once a day. To take your data to another computer: press Back up in Settings here, copy that "
                    "file over, and press Restore in Settings there. Removing the program leaves this folder as it is."
                ),
                role=TextRole.MUTED,
            )
        )
        self._panel(
            self.tr("Licenses"),
            self.tr(
                "The program is free software under the MIT License; the content is under CC BY 4.0. It is built with "
                "Python, Qt for Python (LGPL), SQLModel, FSRS, NumPy and the Inter typeface (SIL Open Font License)."
            ),
        )

    def _panel(self, title: str, text: str) -> CardPanel:
        panel = CardPanel(title)
        panel.add(TextLabel(text))
        self.add(panel)
        return panel

    @Slot()
    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(str(self._data_dir))
