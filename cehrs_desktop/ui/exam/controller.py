"""Runs a sitting on the exam's page: every key becomes an event, every second a look at the clock."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from cehrs_desktop.errors import UserError
from cehrs_desktop.rules.content import ItemVersion, OptionId
from cehrs_desktop.rules.exam.events import Answer, Clear, Event, Flag, Highlight, Move, Note, Strike
from cehrs_desktop.rules.exam.sitting import IllegalMove, Sitting
from cehrs_desktop.rules.exam.ticked import Ticked
from cehrs_desktop.rules.exam.timing import pace_line
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.exam.item_grid import GridItem
from cehrs_desktop.ui.exam.item_tools import ItemTools
from cehrs_desktop.ui.exam.item_view import ShownOption
from cehrs_desktop.ui.exam.page import ExamPage, ShownItem
from cehrs_desktop.ui.exam.questions import close_dialogs
from cehrs_desktop.ui.exam.top_bar import announce
from cehrs_desktop.ui.key_map import KeyMap

CLOCK_COMES_BACK_SECONDS = 300.0


class AnySitting(Protocol):
    """An exam's sitting, or the tutorial's."""

    @property
    def state(self) -> Sitting:
        """The state after the newest event."""
        ...

    def version(self, position: int) -> ItemVersion:
        """The item at a position."""
        ...

    def record(self, event: Event) -> Sitting:
        """Take an event in; on disk, where it is kept at all, when this returns."""
        ...

    def active_now(self) -> float:
        """Active seconds at this moment."""
        ...

    def time_left(self) -> float | None:
        """Seconds left at this moment."""
        ...

    def look_at_clock(self) -> Ticked:
        """What is due now."""
        ...


class ExamController(QObject):
    """Signals: `review_wanted()`, `leave_wanted()`, `warned(sentence)` of the time left, `time_over()`."""

    review_wanted = Signal()
    leave_wanted = Signal()
    warned = Signal(str)
    time_over = Signal()

    def __init__(self, page: ExamPage) -> None:
        super().__init__(page)
        self._page = page
        self._sitting: AnySitting | None = None
        self._clock_shown = True
        self._unwritten: Note | None = None
        self._tools = ItemTools(page)
        self._tools.noted.connect(self._on_noted)
        self._tools.leave_wanted.connect(self.leave_wanted)
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look_at_clock)
        page.chosen.connect(self._on_chosen)
        page.struck.connect(self._on_struck)
        page.jumped.connect(self.go_to)
        page.action_chosen.connect(self._on_action)
        page.clock_toggled.connect(self._on_clock_toggled)

    @property
    def sitting(self) -> AnySitting:
        """What is being sat. Only asked while something is."""
        assert self._sitting is not None, "nothing is being sat"
        return self._sitting

    def set_key_map(self, key_map: KeyMap) -> None:
        """Take these keys and show them on the buttons."""
        self._page.set_key_map(key_map)
        self._tools.set_key_map(key_map)

    def put_away(self) -> None:
        """Close what is open over the page; what was typed there is kept."""
        self._tools.put_away()
        close_dialogs(self._page)

    def start(self, sitting: AnySitting) -> None:
        """Show the item in view and let the clock run."""
        self.put_away()  # what is open from the tutorial, whose time was over
        if self._sitting is None or self._sitting.state.form != sitting.state.form:
            self._tools.forget()
            self._clock_shown = True  # both last as long as an exam, breaks included
        self._sitting = sitting
        self._unwritten = None
        self._page.notice.clear()
        self._page.show_item(self._shown_item())
        self._show_around()
        self.show_clock()
        self._timer.start()

    def stop(self) -> None:
        """Look at the clock no more."""
        self._timer.stop()

    @Slot(int)
    def go_to(self, position: int) -> None:
        """Bring another item into view."""
        if self._record(Move(position)):
            self._page.notice.clear()
            self._page.show_item(self._shown_item())
            self._show_around()
            self._page.lay_out_now()

    @Slot()
    def look_at_clock(self) -> None:
        """What the timer calls every second."""
        if self._sitting is None:
            return
        try:
            found = self.sitting.look_at_clock()
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return
        self.show_clock()
        self._write_note()
        for minutes in found.warnings:
            self._warn(minutes)
        if found.time_over:
            self.stop()
            self.time_over.emit()

    def _warn(self, minutes: int) -> None:
        left = len(self.sitting.state.unanswered)
        sentence = self.tr("%m left; %n items are not answered yet.").replace("%m", texts.minutes(minutes))
        sentence = sentence.replace("%n", str(left))
        self._page.notice.show_message(sentence)
        self.warned.emit(sentence)
        announce(self._page if self._page.isVisible() else self._page.window(), sentence)

    def show_clock(self) -> None:
        """Show the time left, also after the clock was hidden in the last five minutes."""
        left = self.sitting.time_left()
        if left is None:
            self._page.bar.set_clock("", shown=False, can_hide=False)
            return
        shown = self.shows_clock(left)
        self._page.bar.set_clock(texts.clock(left), shown=shown, can_hide=left > CLOCK_COMES_BACK_SECONDS)

    def shows_clock(self, left: float) -> bool:
        """Whether the clock is to be seen with so many seconds left."""
        return self._clock_shown or left <= CLOCK_COMES_BACK_SECONDS

    @Slot()
    def _on_clock_toggled(self) -> None:
        self._clock_shown = not self._clock_shown
        self.show_clock()

    @Slot(object)
    def _on_chosen(self, option: OptionId) -> None:
        position = self.sitting.state.position
        choice = self.sitting.state.choices.get(position)
        again = choice is not None and choice.option == option
        self._change(Clear(position) if again else Answer(position, option))

    @Slot(object)
    def _on_struck(self, option: OptionId) -> None:
        position = self.sitting.state.position
        struck = self.sitting.state.strikes.get(position, frozenset())
        self._change(Strike(position, option, on=option not in struck))

    @Slot(object)
    def _on_action(self, action: Action) -> None:
        state = self.sitting.state
        position = state.position
        if action is Action.PREVIOUS_ITEM and position - 1 in state.positions:
            self.go_to(position - 1)
        elif action is Action.NEXT_ITEM:
            if position + 1 in state.positions:
                self.go_to(position + 1)
            else:
                self.review_wanted.emit()
        elif action is Action.FLAG:
            self._change(Flag(position, on=position not in state.flags))
        elif action is Action.HIGHLIGHT:
            self._highlight(position)
        elif action is Action.NOTE:
            self._tools.open_note(position, state.notes.get(position, ""))
        elif action is Action.SCRATCHPAD:
            self._tools.open_scratchpad()
        elif action is Action.CALCULATOR:
            self._tools.open_calculator()
        elif action is Action.REVIEW_ITEMS:
            self.review_wanted.emit()
        elif action is Action.LEAVE_EXAM:
            self.leave_wanted.emit()

    def _highlight(self, position: int) -> None:
        """Highlight what is marked, or take away the highlights it touches."""
        marked = self._page.marked_text()
        if marked is None:
            self._page.notice.show_message(
                self.tr("Mark some words of the question first, with mouse or Shift+arrows.")
            )
            return
        spans = self.sitting.state.highlights.get(position, ())
        apart = tuple(span for span in spans if span[1] <= marked[0] or span[0] >= marked[1])
        self._change(Highlight(position, apart if len(apart) < len(spans) else tuple(sorted((*spans, marked)))))

    @Slot(object)
    def _on_noted(self, note: Note) -> None:
        self._unwritten = note
        self._write_note()

    def _write_note(self) -> None:
        """Notes are written while the clock runs; one that comes while it stands waits until it runs again."""
        note = self._unwritten
        if note is not None and self.sitting.state.stopped is None and self._record(note):
            self._unwritten = None
            self._page.show_state(self._shown_item())

    def _change(self, event: Event) -> None:
        if self._record(event):
            self._page.show_state(self._shown_item())
            self._show_around()

    def _record(self, event: Event) -> bool:
        """Take an event in; nothing is shown before it is on disk. False, with a sentence, when it wasn't taken."""
        try:
            self.sitting.record(event)
        except IllegalMove:
            return False  # such as an answer in the very moment the time ran out
        except UserError as error:
            self._page.notice.show_message(texts.told(error))
            return False
        return True

    def _shown_item(self) -> ShownItem:
        state = self.sitting.state
        position = state.position
        item = self.sitting.version(position).item
        by_id = {option.id: option.text for option in item.options}
        choice = state.choices.get(position)
        return ShownItem(
            position=position,
            total=len(state.form),
            first=state.positions.start,
            last=state.positions.stop - 1,
            stem=item.stem,
            exhibit=item.exhibit,
            options=tuple(ShownOption(each, by_id[each]) for each in state.form.at(position).options),
            chosen=None if choice is None else choice.option,
            struck=state.strikes.get(position, frozenset()),
            flagged=position in state.flags,
            note=state.notes.get(position, ""),
            highlights=state.highlights.get(position, ()),
        )

    def _show_around(self) -> None:
        self._page.side.show_items(
            grid_items(self.sitting.state), current=self.sitting.state.position, pace=self._pace()
        )

    def _pace(self) -> str:
        state = self.sitting.state
        line = pace_line(state)
        answered = len(state.positions) - len(state.unanswered)
        if line is None or not answered or line.seconds_each is None:
            return ""
        used = (self.sitting.active_now() - state.part_began) / answered
        return (
            self.tr("You use %u s an item; %e s from here ends on time.")
            .replace("%u", str(round(used)))
            .replace("%e", str(int(line.seconds_each)))
        )


def grid_items(state: Sitting) -> list[GridItem]:
    """The boxes of the items that can be gone to."""
    return [
        GridItem(position, answered=position in state.choices, flagged=position in state.flags)
        for position in state.positions
    ]
