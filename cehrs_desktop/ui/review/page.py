"""Shows one card: front, then answer, and takes the rating."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from cehrs_desktop.rules.reference import Glossary
from cehrs_desktop.rules.study.own_card import is_own
from cehrs_desktop.rules.study.session import SessionProgress
from cehrs_desktop.rules.study.shown_card import ShownCard
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.review.explanation import RatingExplanation
from cehrs_desktop.ui.review.rating_row import RatingRow
from cehrs_desktop.ui.theme import Theme
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.chip import Chip
from cehrs_desktop.ui.widgets.columns_layout import ColumnsLayout
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.markdown_view import MarkdownRole, MarkdownView
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.progress_line import ProgressLine
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole

_HINTS = (
    Action.UNDO,
    Action.EDIT,
    Action.FLAG,
    Action.BURY,
    Action.SUSPEND,
    Action.INFO,
    Action.END,
)

_HEADER_EMS = 2.75
"""Room for a topic of two lines, so that the page doesn't jump from card to card."""


class ReviewPage(ScrollPage):
    """One card at a time.

    Signals: `answer_shown()`, `rated(Rating)`, `action_chosen(Action)` for what a key or button asks about the card,
    `left()`, `looked_away()`, `looked_back()`, `ratings_understood()`, `term_chosen(short)`.
    """

    answer_shown = Signal()
    rated = Signal(object)
    action_chosen = Signal(object)
    left = Signal()
    looked_away = Signal()
    looked_back = Signal()
    ratings_understood = Signal()
    term_chosen = Signal(str)

    def __init__(
        self,
        glossary: Glossary,
        *,
        image_folder: Path | None = None,
        own_images: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent=parent)
        self._image_folders = {False: image_folder, True: own_images}
        self._keys: list[BoundKeys] = []
        self._answer_keys: list[BoundKeys] = []
        self._chip = Chip()
        self._status = TextLabel(role=TextRole.MUTED)
        self._status.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._hints = {action: KeyButton(_hint(action), kind=ButtonKind.HINT) for action in _HINTS}
        self._slots = {action: partial(self._on_action, action) for action in (*_HINTS, Action.REPORT, Action.LOOK_UP)}
        for action, button in self._hints.items():
            button.clicked.connect(self._slots[action])
        self._progress = ProgressLine()
        self._progress.setAccessibleName(self.tr("Cards done in this session"))
        self.notice = Notice()
        self._panel = CardPanel(padding=2.2)
        self._front, self._exhibit, self._answer, self._why = (
            MarkdownView(image_folder=image_folder, glossary=glossary) for _ in range(4)
        )
        for view in (self._front, self._exhibit, self._answer, self._why):
            view.term_chosen.connect(self.term_chosen)
        self._line = QFrame()
        self._line.setProperty("look", "line")
        self._marks = TextLabel(role=TextRole.ACCENT)
        self._source_row, self._source, self._report = self._make_source_row()
        self._show_answer = KeyButton(self.tr("Show answer"), kind=ButtonKind.PRIMARY)
        self._show_answer.clicked.connect(self._on_show_answer)
        self._ratings = RatingRow()
        self._ratings.rated.connect(self.rated)
        self._explanation = RatingExplanation()
        self._explanation.understood.connect(self.ratings_understood)
        self._lay_out()

    def _make_source_row(self) -> tuple[QWidget, TextLabel, KeyButton]:
        row = QWidget()
        layout = FlowLayout(row)
        source = TextLabel(role=TextRole.MUTED)
        report = KeyButton(self.tr("Report a mistake"), kind=ButtonKind.LINK)
        report.clicked.connect(self._slots[Action.REPORT])
        self._look_up = KeyButton(self.tr("Look up abbreviations"), kind=ButtonKind.LINK)
        self._look_up.clicked.connect(self._slots[Action.LOOK_UP])
        for widget in (source, report, self._look_up):
            layout.addWidget(widget)
        return row, source, report

    def _lay_out(self) -> None:
        self._top = QWidget()
        row = ColumnsLayout(self._top, ratios=(4, 7), minimum_ems=14)
        actions = QWidget()
        hints = FlowLayout(actions, align_right=True)
        hints.addWidget(self._status)
        for button in self._hints.values():
            hints.addWidget(button)
        row.add_column(self._chip)
        row.add_column(actions)
        for widget in (self._top, self._progress, self.notice):
            self.add(widget)
        for part in (self._marks, self._front, self._exhibit, self._line, self._answer, self._why, self._source_row):
            self._panel.add(part)
        self._panel.column.addStretch(1)
        self.add(self._panel, stretch=1)
        self.add(self._show_answer)
        self.add(self._ratings)
        self.add(self._explanation)
        self.column.setStretch(self.column.count() - 1, 0)  # the card takes the height that is left

    def set_key_map(self, key_map: KeyMap) -> None:
        """Take these keys and show them on the buttons."""
        for bound in (*self._keys, *self._answer_keys):
            bound.release()
        self._show_answer.set_key(key_map.label(Action.SHOW_ANSWER))
        self._look_up.set_key(key_map.label(Action.LOOK_UP))
        for action, button in self._hints.items():
            button.set_key(key_map.label(action))
        self._keys = [bind(self._show_answer, key_map, Action.SHOW_ANSWER, self._on_show_answer)]
        self._keys += [bind(self, key_map, action, slot) for action, slot in self._slots.items()]
        self._answer_keys = self._ratings.set_key_map(key_map)
        self._set_answer_keys(on=self._ratings.isVisibleTo(self))

    def set_four_ratings(self, four: bool) -> None:
        """Two buttons (missed it, got it) or all four ratings."""
        self._ratings.set_four(four)
        self._explanation.set_four(four)

    def show_front(self, shown: ShownCard, progress: SessionProgress, *, domain_name: str) -> None:
        """Show the question and hide the answer."""
        card = shown.flashcard
        self._top.setMinimumHeight(Theme.current().px(_HEADER_EMS))
        self._chip.set_chip(f"{domain_name} · {card.topic}", domain=int(card.domain))
        self.show_progress(progress)
        for view in (self._front, self._exhibit, self._answer, self._why):
            view.set_image_folder(self._image_folders[is_own(card.id)])
        self._front.set_markdown(card.text.front, role=MarkdownRole.FRONT)
        self._exhibit.setVisible(card.exhibit is not None)
        if card.exhibit is not None:
            self._exhibit.set_markdown(card.exhibit, role=MarkdownRole.BODY)
        self._show_marks(shown)
        self._set_answer_visible(visible=False)
        self.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, progress: SessionProgress) -> None:
        """Show where the session stands."""
        self._status.setText(progress_words(progress))
        self._progress.set_progress(progress.done, progress.total)

    def show_answer(self, shown: ShownCard, *, explain: bool) -> None:
        """Show answer, reason and source, and the ratings with when the card comes back."""
        card = shown.flashcard
        source = self.tr("Source: %s · as of %d").replace("%s", card.source.citation)
        with self._laid_out_once():
            self._answer.set_markdown(card.text.back, role=MarkdownRole.ANSWER)
            self._why.setVisible(bool(card.text.why))
            self._why.set_markdown(self.tr("Why: ") + card.text.why, role=MarkdownRole.WHY)
            self._source.setText(source.replace("%d", card.source.as_of))
            self._ratings.show_outcomes(shown.outcomes)
            self._set_answer_visible(visible=True)
            self._explanation.setVisible(explain)
            self.notice.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)  # or Space would press a button the learner had tabbed to
        QTimer.singleShot(0, self, self._scroll_to_answer)

    @Slot()
    def _scroll_to_answer(self) -> None:
        """Where the text is so large that the answer came below the edge of the page, bring it into view."""
        content = self.widget()
        assert content is not None, "a page has its content from the start"
        if self._answer.isVisible() and content.height() > self.viewport().height():
            top = self._answer.mapTo(content, QPoint(0, 0)).y()
            self.verticalScrollBar().setValue(top - Theme.current().px(1))

    @contextmanager
    def _laid_out_once(self) -> Iterator[None]:
        """Each part that comes into view would lay out the whole page at once; now it is done when all are there."""
        columns = (self.column, self._panel.column)
        for column in columns:
            column.setEnabled(False)
        try:
            yield
        finally:
            for column in columns:
                column.setEnabled(True)

    def _set_answer_visible(self, *, visible: bool) -> None:
        for part in (self._line, self._answer, self._why, self._source_row, self._ratings):
            part.setVisible(visible)
        self._explanation.setVisible(False)
        self._show_answer.setVisible(not visible)
        self._set_answer_keys(on=visible)

    def _set_answer_keys(self, *, on: bool) -> None:
        if self._keys:
            self._keys[0].set_enabled(not on)
        for bound in self._answer_keys:
            bound.set_enabled(on)

    def _show_marks(self, shown: ShownCard) -> None:
        parts = []
        if shown.marks.flagged:
            parts.append(self.tr("Flagged"))
        if shown.flashcard.edited:
            parts.append(self.tr("Your own text"))
        if shown.flashcard.pack_changed:
            parts.append(self.tr("the pack has a new text (Edit shows both)"))
        if shown.card.is_leech and not shown.flashcard.edited:
            parts.append(
                self.tr("Missed %n times: better to rewrite it (Edit) than to try again").replace(
                    "%n", str(shown.card.lapses)
                )
            )
        self._marks.setVisible(bool(parts))
        self._marks.setText(" · ".join(parts))

    def read_text(self) -> str:
        """All of the card that is in view."""
        views = (self._front, self._exhibit, self._answer, self._why)
        return "\n".join(view.plain_text() for view in views if view.isVisible())

    def event(self, event: QEvent) -> bool:
        # ActivationChange reaches only the window itself; these two are handed down to everything in it.
        if event.type() is QEvent.Type.WindowDeactivate:
            self.looked_away.emit()
        elif event.type() is QEvent.Type.WindowActivate:
            self.looked_back.emit()
        return super().event(event)

    @Slot()
    def _on_show_answer(self) -> None:
        self.answer_shown.emit()

    def _on_action(self, action: Action, _checked: bool = False) -> None:
        self.action_chosen.emit(action)


def _hint(action: Action) -> str:
    return {
        Action.UNDO: texts.tr("undo"),
        Action.EDIT: texts.tr("edit"),
        Action.FLAG: texts.tr("flag"),
        Action.BURY: texts.tr("bury"),
        Action.SUSPEND: texts.tr("suspend"),
        Action.INFO: texts.tr("info"),
        Action.END: texts.tr("end"),
    }[action]


def progress_words(progress: SessionProgress) -> str:
    """'12 of 50 · 14 min left'."""
    return (
        texts.tr("%a of %b · %m min left")
        .replace("%a", str(min(progress.done + 1, progress.total)))
        .replace("%b", str(progress.total))
        .replace("%m", str(max(round(progress.seconds_left / 60), 1)))
    )
