"""Before an exam: what this is and isn't, and the agreement; declining leads back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class AgreementPage(ScrollPage):
    """Signals: `agreed(with the tutorial)`, `declined()`."""

    agreed = Signal(bool)
    declined = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._keys: BoundKeys | None = None
        panel = CardPanel(self.tr("Before you begin"))
        for text in (
            self.tr(
                "This is practice, not an NHA exam. Its questions are our own; none comes from an actual exam, and "
                "the score at the end is our estimate."
            ),
            self.tr("Nothing is sent anywhere. What you answer, and when, is kept on this computer for your report."),
        ):
            panel.add(TextLabel(text))
        self._terms = TextLabel(role=TextRole.STRONG)
        panel.add(self._terms)
        self._left = TextLabel(role=TextRole.MUTED)
        panel.add(self._left)
        rules = CardPanel(self.tr("What you agree to"))
        for text in (
            self.tr("I work alone, without notes, books, phone or other windows."),
            self.tr("I use the whole time as I would in the exam, and look nothing up."),
            self.tr("I don't copy the questions."),
        ):
            rules.add(TextLabel("• " + text))
        self.add_columns(panel, rules, ratios=(1, 1), minimum_ems=22)
        row = QWidget()
        buttons = FlowLayout(row)
        self._agree = KeyButton(self.tr("I agree, show me the tutorial"), kind=ButtonKind.PRIMARY)
        self._agree.clicked.connect(self._on_agree)
        skip = KeyButton(self.tr("I agree, begin at once"))
        skip.clicked.connect(self._on_skip)
        decline = KeyButton(self.tr("I don't agree, back"), kind=ButtonKind.LINK)
        decline.clicked.connect(self._on_decline)
        for button in (self._agree, skip, decline):
            buttons.addWidget(button)
        self.add(row)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Let Enter agree."""
        if self._keys is not None:
            self._keys.release()
        self._agree.set_key(key_map.label(Action.START))
        self._keys = bind(self._agree, key_map, Action.START, self._agree.click)

    def show_terms(self, *, title: str, terms: str) -> None:
        """Say what will be sat, and on what terms."""
        self.set_title(title)
        self._terms.setText(terms)

    def show_left(self, text: str) -> None:
        """The time left to read and agree; empty where there is no limit."""
        self._left.setText(text)
        self._left.setVisible(bool(text))

    @Slot()
    def _on_agree(self) -> None:
        self.agreed.emit(True)

    @Slot()
    def _on_skip(self) -> None:
        self.agreed.emit(False)

    @Slot()
    def _on_decline(self) -> None:
        self.declined.emit()
