"""Chooses the topic whose cards are shown: names of topics are long, so they are lines of a list."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from cehrs_desktop.rules.content import TopicId
from cehrs_desktop.ui.widgets.choice_list import ChoiceList
from cehrs_desktop.ui.widgets.page_dialog import PageDialog


class TopicDialog(PageDialog):
    """After it was accepted: `topic()` is the one to show, None for all."""

    def __init__(self, topics: Mapping[TopicId, str], chosen: TopicId | None, *, parent: QWidget) -> None:
        title = self.tr("Topic")
        super().__init__(title, heading=title, parent=parent)
        self._topics: list[TopicId | None] = [None, *topics]
        self._list = ChoiceList()
        self._list.setAccessibleName(title)
        current = self._topics.index(chosen) if chosen in self._topics else 0
        self._list.set_lines([self.tr("All topics"), *topics.values()], current=current)
        self._list.activated.connect(self._on_activated)
        self.page.add(self._list)
        self.add_buttons(QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
        self._list.setFocus()

    def topic(self) -> TopicId | None:
        """The chosen topic."""
        return self._topics[max(self._list.currentIndex().row(), 0)]

    @Slot()
    def _on_activated(self) -> None:
        self.accept()
