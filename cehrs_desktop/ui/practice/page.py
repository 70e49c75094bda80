"""Practice: which questions, how many, at what pace; and how many there are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from cehrs_desktop.rules.content import Domain, DomainNumber, TopicId
from cehrs_desktop.rules.exam.practice import Only, OpenPractice, Pace, Wanted
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.practice.past_panel import PastPanel
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.notice import Notice
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.toggle_row import ToggleRow

COUNTS = (5, 10, 20, 40)


class PracticePage(ScrollPage):
    """Signals: `filters_changed()`, `start_wanted()`, `resumed()` and `ended()` for a set that was left open."""

    filters_changed = Signal()
    start_wanted = Signal()
    resumed = Signal()
    ended = Signal()

    def __init__(self, domains: tuple[Domain, ...], *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.set_title(self.tr("Practice"))
        self.set_subtitle(
            self.tr("Questions of your choice. Those of the diagnostic and of your fresh mocks stay out.")
        )
        self._keys: BoundKeys | None = None
        self.notice = Notice()
        self.add(self.notice)
        self._open_panel = self._make_open_panel()
        self.add(self._open_panel)
        self.add_columns(self._make_which_panel(domains), self._make_how_panel(), ratios=(5, 3), minimum_ems=22)
        self.past = PastPanel(domains)
        self.add(self.past)

    def _make_open_panel(self) -> CardPanel:
        panel = CardPanel(self.tr("A set is waiting for you"))
        self._open_text = TextLabel(role=TextRole.STRONG)
        panel.add(self._open_text)
        row = QWidget()
        flow = FlowLayout(row)
        self._go_on = KeyButton(self.tr("Go on with it"), kind=ButtonKind.PRIMARY)
        self._go_on.clicked.connect(self._on_go_on)
        end = KeyButton(self.tr("End it here"))
        end.clicked.connect(self._on_end)
        flow.addWidget(self._go_on)
        flow.addWidget(end)
        panel.add(row)
        return panel

    def _make_which_panel(self, domains: tuple[Domain, ...]) -> CardPanel:
        panel = CardPanel(self.tr("Which questions"))
        ordered = sorted(domains, key=lambda domain: (-domain.weight, domain.number))
        self._domains = ToggleRow(self.tr("Domains"))
        self._domains.set_choices({domain.number: domain.name for domain in ordered})
        self._topics = ToggleRow(self.tr("Topics"))
        self._only = ToggleRow(self.tr("What you did with them"))
        self._topics_title = TextLabel(self.tr("Topics; none chosen means all"), role=TextRole.MUTED)
        self._weakness = QCheckBox(self.tr("By weakness"))
        parts: tuple[QWidget, ...] = (
            TextLabel(self.tr("Domains; none chosen means all"), role=TextRole.MUTED),
            self._domains,
            TextLabel(self.tr("Only those that were"), role=TextRole.MUTED),
            self._only,
            self._weakness,
            TextLabel(self.tr("More from where you missed more, by exam weight."), role=TextRole.MUTED),
            self._topics_title,
            self._topics,
        )
        for part in parts:
            panel.add(part)
        for row in (self._domains, self._only, self._topics):
            row.changed.connect(self.filters_changed)
        panel.column.addStretch(1)
        return panel

    def _make_how_panel(self) -> CardPanel:
        panel = CardPanel(self.tr("How"))
        self._there = TextLabel(role=TextRole.NUMBER)
        panel.add(self._there)
        form = Form()
        self._count = QComboBox()
        for count in COUNTS:
            self._count.addItem(texts.questions(count), count)
        self._count.setCurrentIndex(1)
        self._pace = QComboBox()
        self._pace.addItem(self.tr("Untimed"), Pace.UNTIMED)
        self._pace.addItem(self.tr("60 s an item"), Pace.EXAM)
        self._feedback = QComboBox()
        self._feedback.addItem(self.tr("After each"), True)
        self._feedback.addItem(self.tr("At the end"), False)
        form.add_row(self.tr("How many"), self._count)
        form.add_row(self.tr("Time"), self._pace)
        form.add_row(self.tr("Answers shown"), self._feedback)
        panel.add(form)
        self._start = KeyButton(self.tr("Start"), kind=ButtonKind.PRIMARY)
        self._start.clicked.connect(self._on_start)
        panel.column.addWidget(self._start, 0, Qt.AlignmentFlag.AlignLeft)
        panel.column.addStretch(1)
        return panel

    def set_key_map(self, key_map: KeyMap) -> None:
        """Let Enter (or what the learner chose) start."""
        if self._keys is not None:
            self._keys.release()
        self._start.set_key(key_map.label(Action.START))
        self._keys = bind(self._start, key_map, Action.START, self._start.click)

    @property
    def wanted(self) -> Wanted:
        """The set that is asked for."""
        return Wanted(
            count=int(self._count.currentData()),
            domains=cast("frozenset[DomainNumber]", self._domains.chosen),
            topics=cast("frozenset[TopicId]", self._topics.chosen),
            only=cast("frozenset[Only]", self._only.chosen),
            by_weakness=self._weakness.isChecked(),
        )

    def choose_topic(self, domain: DomainNumber, topic: TopicId) -> None:
        """Ask for the questions of one topic."""
        self._only.choose(())
        self._domains.choose((domain,))  # whereupon its topics are offered
        self._topics.choose((topic,))

    @property
    def pace(self) -> Pace:
        """Untimed, or a minute an item."""
        return Pace(self._pace.currentData())

    @property
    def feedback(self) -> bool:
        """Whether key and reasons come after each answer."""
        return bool(self._feedback.currentData())

    def show_topics(self, topics: Mapping[TopicId, str]) -> None:
        """Offer the topics of the domains that are chosen; none while none is."""
        self._topics.set_choices(topics)
        self._topics.setVisible(bool(topics))
        self._topics_title.setVisible(bool(topics))

    def show_counts(self, there: int, only: Mapping[Only, int]) -> None:
        """Show how many questions fit, and how many would with each filter alone."""
        self._there.setText(texts.questions(there))
        names = {
            Only.UNUSED: self.tr("unused: %n"),
            Only.MISSED: self.tr("missed: %n"),
            Only.FLAGGED: self.tr("flagged: %n"),
            Only.GUESSED: self.tr("guessed: %n"),
        }
        self._only.set_choices({each: name.replace("%n", str(only[each])) for each, name in names.items()})
        self._start.setEnabled(there > 0 and not self._open_panel.isVisibleTo(self))

    def show_open(self, found: OpenPractice | None) -> None:
        """Show the set that was left open, if there is one."""
        self._open_panel.setVisible(found is not None)
        self._start.setEnabled(found is None)
        if found is not None:
            parts = [texts.questions(found.items)]
            parts.append(self.tr("answers after each") if found.feedback else self.tr("answers at the end"))
            if found.timed:
                parts.append(self.tr("60 s an item"))
            self._open_text.setText(" · ".join(parts))

    @Slot()
    def _on_start(self) -> None:
        self.start_wanted.emit()

    @Slot()
    def _on_go_on(self) -> None:
        self.resumed.emit()

    @Slot()
    def _on_end(self) -> None:
        self.ended.emit()
