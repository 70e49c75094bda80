"""The list of keys, shown by F1."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QWidget

from cehrs_desktop.ui.actions import action_name
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.settings.keys_dialog import CHANGEABLE
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.page_dialog import PageDialog


class KeysOverview(PageDialog):
    """All keys in force, to read."""

    def __init__(self, key_map: KeyMap, *, parent: QWidget) -> None:
        super().__init__(
            self.tr("Keys"),
            heading=self.tr("Keys"),
            subtitle=self.tr("Change them in Settings. Tab reaches everything too."),
            parent=parent,
        )
        table = FactTable()
        table.setAccessibleName(self.tr("Keys"))
        table.set_table(
            [self.tr("What it does"), self.tr("Keys")],
            [[action_name(action), self.tr(" or ").join(key_map.labels(action))] for action in CHANGEABLE],
        )
        self.page.add(table)
        self.add_buttons(QDialogButtonBox.StandardButton.Close)
