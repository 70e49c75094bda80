"""Lets the learner change each key; a key that is taken is refused beside its field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialogButtonBox, QKeySequenceEdit, QWidget

from cehrs_desktop.errors import UserError
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action, action_name
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.page_dialog import PageDialog
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

# Pages that don't exist yet have no key to change.
CHANGEABLE = tuple(action for action in Action if not action.value.startswith("page_") or action is Action.PAGE_1)


class KeysDialog(PageDialog):
    """After it is accepted, `key_map()` is the one to keep."""

    def __init__(self, key_map: KeyMap, *, parent: QWidget) -> None:
        super().__init__(
            self.tr("Keys"),
            heading=self.tr("Keys"),
            subtitle=self.tr("Choose a field and press the new key. Backspace leaves it without one."),
            parent=parent,
        )
        self._key_map = key_map
        form = Form()
        self._fields: dict[Action, QKeySequenceEdit] = {}
        for action in CHANGEABLE:
            field = QKeySequenceEdit()
            field.setMaximumSequenceLength(1)
            field.setClearButtonEnabled(True)
            form.add_row(action_name(action), field)
            self._fields[action] = field
        self.page.add(form)
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self.page.add(self._problem)
        reset = KeyButton(self.tr("Reset all keys"))
        reset.clicked.connect(self._on_reset)
        self.page.column.insertWidget(self.page.column.count() - 1, reset, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_buttons(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        self._show()

    def key_map(self) -> KeyMap:
        """The keys as they were accepted."""
        return self._key_map

    def _show(self) -> None:
        for action, field in self._fields.items():
            first = next(iter(self._key_map.sequences(action)), QKeySequence())
            field.setKeySequence(first)

    @Slot()
    def _on_reset(self) -> None:
        self._key_map = KeyMap()
        self._problem.hide()
        self._show()

    def accept(self) -> None:
        chosen = self._key_map
        before = {action: next(iter(chosen.sequences(action)), QKeySequence()) for action in self._fields}
        changed = {a: f.keySequence() for a, f in self._fields.items() if f.keySequence() != before[a]}
        try:
            for action in changed:  # first all free, so that two keys can be exchanged
                chosen = chosen.with_key(action, chosen.keys(action)[1:])
            for action, sequence in changed.items():
                wanted = sequence.toString(QKeySequence.SequenceFormat.PortableText)
                chosen = chosen.with_key(action, ([wanted] if wanted else []) + list(chosen.keys(action)))
        except UserError as error:
            self._problem.setText(texts.told(error))
            self._problem.show()
            return
        self._key_map = chosen
        super().accept()
