"""Shows one question, takes option and confidence, then shows the key, every option's why and the source."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from cehrs_desktop.rules.content import OptionId
from cehrs_desktop.rules.exam.questions import ShownQuestion
from cehrs_desktop.rules.exam.responses import Response
from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.exam.item_view import ItemView, ShownOption
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.question.confidence_row import ConfidenceRow
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.chip import Chip
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.option_button import OptionMark
from cehrs_desktop.ui.widgets.progress_line import ProgressLine
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_OPTIONS = (Action.OPTION_A, Action.OPTION_B, Action.OPTION_C, Action.OPTION_D)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a session stands: 'done' of 'total', and the same in words."""

    done: int
    total: int
    words: str


class QuestionPage(ScrollPage):
    """One question at a time; with `takes_back` there is a button for what undo does here.

    Signals: `chosen(OptionId)`, `answered(Confidence)`, `continued()`, `action_chosen(Action)` for undo, flag, report,
    look up and end, `term_chosen(short)`, `hidden()` when another page comes into view.
    """

    chosen = Signal(object)
    answered = Signal(object)
    continued = Signal()
    action_chosen = Signal(object)
    term_chosen = Signal(str)
    hidden = Signal()

    def __init__(
        self,
        glossary: Glossary,
        *,
        image_folder: Path | None = None,
        takes_back: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._keys: list[BoundKeys] = []
        self._option_keys: list[BoundKeys] = []
        self._confidence_keys: list[BoundKeys] = []
        self._continue_keys: list[BoundKeys] = []
        self._chip = Chip()
        self._status = TextLabel(role=TextRole.MUTED)
        self._status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._clock = TextLabel(role=TextRole.STRONG)
        self._clock.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._undo = KeyButton(self.tr("undo"), kind=ButtonKind.HINT)
        if not takes_back:
            self._undo.hide()
        self._flag = KeyButton(self.tr("flag"), kind=ButtonKind.HINT)
        self._end = KeyButton(self.tr("end"), kind=ButtonKind.HINT)
        self._progress = ProgressLine()
        self._progress.setAccessibleName(self.tr("Done in this session"))
        self.notice = Notice()
        self._flagged = TextLabel(self.tr("Flagged"), role=TextRole.ACCENT)
        self._item = ItemView(image_folder=image_folder, glossary=glossary)
        self._item.chosen.connect(self.chosen)
        self._item.term_chosen.connect(self.term_chosen)
        self._ask = TextLabel(self.tr("How sure are you?"), role=TextRole.MUTED)
        self._confidence = ConfidenceRow()
        self._confidence.told.connect(self.answered)
        self._verdict = TextLabel(role=TextRole.STRONG)
        self._source = TextLabel(role=TextRole.MUTED)
        self._report = KeyButton(self.tr("Report a mistake"), kind=ButtonKind.LINK)
        self._look_up = KeyButton(self.tr("Look up abbreviations"), kind=ButtonKind.LINK)
        self._actions = {
            Action.UNDO: self._undo,
            Action.FLAG: self._flag,
            Action.END: self._end,
            Action.REPORT: self._report,
            Action.LOOK_UP: self._look_up,
        }
        self._slots = {action: partial(self._on_action, action) for action in self._actions}
        for action, button in self._actions.items():
            button.clicked.connect(self._slots[action])
        self._continue = KeyButton(self.tr("Continue"), kind=ButtonKind.PRIMARY)
        self._continue.clicked.connect(self._on_continue)
        self._lay_out()

    def _lay_out(self) -> None:
        top = QWidget()
        row = ColumnsLayout(top, ratios=(4, 5), minimum_ems=14)
        actions = QWidget()
        hints = FlowLayout(actions, align_right=True)
        for hint in (self._clock, self._status, self._undo, self._flag, self._end):
            hints.addWidget(hint)
        row.add_column(self._chip)
        row.add_column(actions)
        panel = CardPanel(padding=2.2)
        self._source_row = QWidget()
        source = FlowLayout(self._source_row)
        source.addWidget(self._source)
        source.addWidget(self._report)
        source.addWidget(self._look_up)
        parts: tuple[QWidget, ...] = (self._flagged, self._item, self._verdict, self._source_row)
        for part in parts:
            panel.add(part)
        below: tuple[QWidget, ...] = (self._ask, self._confidence, self._continue)
        for widget in (top, self._progress, self.notice, panel, *below):
            self.add(widget)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Take these keys and show them on the buttons."""
        for bound in (*self._keys, *self._option_keys, *self._confidence_keys, *self._continue_keys):
            bound.release()
        self._continue.set_key(key_map.label(Action.CONTINUE))
        for action in (Action.UNDO, Action.FLAG, Action.END, Action.LOOK_UP):
            self._actions[action].set_key(key_map.label(action))
        self._keys = [bind(self, key_map, action, slot) for action, slot in self._slots.items()]
        self._option_keys = [
            bind(self, key_map, action, partial(self._item.choose, place)) for place, action in enumerate(_OPTIONS)
        ]
        self._confidence_keys = self._confidence.set_key_map(key_map)
        self._continue_keys = [bind(self._continue, key_map, Action.CONTINUE, self._on_continue)]

    def show_question(self, shown: ShownQuestion, place: Place, *, domain_name: str) -> None:
        """Bring another question into view, nothing chosen yet."""
        by_id = {option.id: option.text for option in shown.item.options}
        self._chip.set_chip(f"{domain_name} · {shown.topic}", domain=int(shown.version.domain))
        self._status.setText(place.words)
        self._progress.set_progress(place.done, place.total)
        self._item.set_answerable(on=True)
        self._item.show_item(
            shown.item.stem, shown.item.exhibit, [ShownOption(option, by_id[option]) for option in shown.options]
        )
        self._item.show_state(chosen=None, struck=())
        self.show_flag(on=shown.flagged)
        self._set_stage(chosen=False, told=False)
        self.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_choice(self, option: OptionId | None) -> None:
        """Show what is chosen, and ask how sure; or that nothing is."""
        self._item.show_state(chosen=option, struck=())
        self._set_stage(chosen=option is not None, told=False)
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # or Enter would press the option again
        if option is not None:
            QTimer.singleShot(0, self, self._scroll_to_confidence)

    def show_told(self, shown: ShownQuestion, response: Response, *, verdict: str, source: str) -> None:
        """Show the key, the reasons and the source."""
        marks = {shown.item.key.id: OptionMark.KEY}
        if response.chosen is not None and not response.correct:
            marks[response.chosen] = OptionMark.WRONG
        self._item.set_answerable(on=False)
        self._item.show_state(chosen=response.chosen, struck=(), marks=marks)
        self._item.show_whys({option.id: option.why for option in shown.item.options})
        self._verdict.set_role(TextRole.ACCENT if not response.counts_as_missed else TextRole.DANGER)
        self._verdict.setText(verdict)
        self._source.setText(source)
        self._set_stage(chosen=False, told=True)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        QTimer.singleShot(0, self, self._scroll_to_options)

    @Slot()
    def _scroll_to_confidence(self) -> None:
        self.ensureWidgetVisible(self._confidence, 0, Theme.current().px(1))

    @Slot()
    def _scroll_to_options(self) -> None:
        """Where not everything has room, begin with the options and their reasons; the question was read."""
        content = self.widget()
        assert content is not None, "a page has its content from the start"
        if content.height() > self.viewport().height():
            top = self._item.first_option.mapTo(content, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(top - Theme.current().px(1))

    def show_flag(self, *, on: bool) -> None:
        """Show whether the question is flagged."""
        self._flagged.setVisible(on)
        self._flag.setText(self.tr("take flag off") if on else self.tr("flag"))

    def show_clock(self, text: str) -> None:
        """The seconds left of this question's minute; empty when it is untimed."""
        self._clock.setVisible(bool(text))
        self._clock.setText(text)

    def read_text(self) -> str:
        """All of the question that is in view."""
        return self._item.read_text()

    def _set_stage(self, *, chosen: bool, told: bool) -> None:
        self._ask.setVisible(chosen)
        self._confidence.setVisible(chosen)
        for part in (self._verdict, self._source_row, self._continue):
            part.setVisible(told)
        for keys, on in ((self._option_keys, not told), (self._confidence_keys, chosen), (self._continue_keys, told)):
            for bound in keys:
                bound.set_enabled(on)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()

    @Slot()
    def _on_continue(self) -> None:
        self.continued.emit()

    def _on_action(self, action: Action, _checked: bool = False) -> None:
        self.action_chosen.emit(action)
