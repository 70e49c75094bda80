"""Tags of the chosen cards: those in use to be set or cleared on all of them, and a new one."""

from __future__ import annotations

from PySide6.QtWidgets import QDialogButtonBox, QLineEdit, QWidget

from cehrs_desktop.rules.study.remark import LONGEST_TAG, TagsOfMany, clean_tag
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.page_dialog import PageDialog
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.toggle_row import ToggleRow


class TagsDialog(PageDialog):
    """After it was accepted: `added()` and `removed()` are what to do to all of the cards."""

    def __init__(self, tags: TagsOfMany, *, parent: QWidget) -> None:
        title = self.tr("Tags")
        super().__init__(title, heading=title, subtitle=texts.cards(tags.cards), parent=parent)
        self._before = frozenset(tag for tag, count in tags.counts.items() if count == tags.cards)
        self._new = QLineEdit()
        self._new.setMaxLength(LONGEST_TAG)
        self._in_use = ToggleRow(self.tr("Tags in use"))
        self._in_use.set_choices({tag: self._label(tag, count, tags.cards) for tag, count in tags.counts.items()})
        self._in_use.choose(self._before)
        form = Form(fields_below=True)
        form.add_row(self.tr("&New tag"), self._new)
        self.page.add(form)
        if tags.counts:
            self.page.add(TextLabel(self.tr("Tags in use: those with a check mark are on all of the cards.")))
        else:
            self.page.add(
                TextLabel(self.tr("A tag is one word; you can show all cards that have it."), role=TextRole.MUTED)
            )
        self.page.add(self._in_use)
        self._in_use.setVisible(bool(tags.counts))
        self.add_buttons(QDialogButtonBox.StandardButton.Save, QDialogButtonBox.StandardButton.Cancel)
        self.resize(parent.window().size() * 0.6)
        self._new.setFocus()

    def _label(self, tag: str, count: int, cards: int) -> str:
        if count in (0, cards):
            return tag
        return self.tr("%t, on %n").replace("%t", tag).replace("%n", str(count))

    def added(self) -> frozenset[str]:
        """Tags that all of the cards are to have."""
        chosen = frozenset(map(str, self._in_use.chosen)) - self._before
        return chosen | frozenset(filter(None, [clean_tag(self._new.text())]))

    def removed(self) -> frozenset[str]:
        """Tags that none of the cards is to have."""
        return self._before - frozenset(map(str, self._in_use.chosen))
