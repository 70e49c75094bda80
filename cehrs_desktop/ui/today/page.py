"""Shows what today is made of and takes the start of a session."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from cehrs_desktop.rules.study.overview import DomainToday, Overview
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.actions import Action
from cehrs_desktop.ui.bound_keys import BoundKeys, bind
from cehrs_desktop.ui.key_map import KeyMap
from cehrs_desktop.ui.today.diagnostic_panel import DiagnosticPanel
from cehrs_desktop.ui.today.standing_panels import NextPanel, ReadinessPanel
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.domain_bar import DomainBar, DomainShare
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.flow_layout import FlowLayout
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.scroll_page import ScrollPage
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.week_strip import WeekDay, WeekStrip

MORE_MINUTES = 10
"""Length of a session offered on top of a day that is done."""


class TodayPage(ScrollPage):
    """Signals: `started(minutes)` with 0 for today's own minutes, `more_chosen()`, `exam_chosen()`,
    `diagnostic_chosen()`, `plan_wanted()`, `credential_wanted()`.
    """

    started = Signal(int)
    more_chosen = Signal()
    exam_chosen = Signal()
    diagnostic_chosen = Signal()
    plan_wanted = Signal()
    credential_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._keys: BoundKeys | None = None
        self._today = CardPanel(self.tr("Today"))
        self._amount = TextLabel(role=TextRole.NUMBER)
        self._detail = TextLabel(role=TextRole.MUTED)
        self._start = KeyButton(self.tr("Start"), kind=ButtonKind.PRIMARY)
        self._start.clicked.connect(self._on_start)
        self._short = self._short_row()
        self._bar_title = TextLabel(self.tr("What today is made of, by domain"), role=TextRole.MUTED)
        self._bar = DomainBar()
        self._table = FactTable()
        self._table.setAccessibleName(self.tr("Domains today"))
        self._note = TextLabel(role=TextRole.MUTED)
        self._fill_today()
        self._week_panel = CardPanel(self.tr("This week"))
        self._week = WeekStrip()
        self._week_text = TextLabel(role=TextRole.MUTED)
        self._week_panel.add(self._week)
        self._week_panel.add(self._week_text)
        self._exam_panel = CardPanel(self.tr("Your exam"))
        self._exam = TextLabel(role=TextRole.STRONG)
        self._exam_detail = TextLabel(role=TextRole.MUTED)
        self._exam_button = KeyButton(self.tr("Set the exam date"), kind=ButtonKind.NEUTRAL)
        self._exam_button.clicked.connect(self._on_exam)
        for widget in (self._exam, self._exam_detail):
            self._exam_panel.add(widget)
        self._result_button = KeyButton(self.tr("Enter the result"), kind=ButtonKind.LINK)
        self._result_button.clicked.connect(self.credential_wanted)
        for button in (self._exam_button, self._result_button):
            self._exam_panel.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.readiness, self.upcoming = ReadinessPanel(), NextPanel()
        self.upcoming.plan_wanted.connect(self.plan_wanted)
        for panel in (self.readiness, self.upcoming):
            panel.hide()  # until it is worked out, after the first paint
        self._diagnostic_panel = DiagnosticPanel()
        self._diagnostic_panel.chosen.connect(self.diagnostic_chosen)
        side = (self._diagnostic_panel, self.readiness, self.upcoming, self._week_panel, self._exam_panel)
        self.add_columns(self._today, side, ratios=(5, 3), minimum_ems=22)

    def _short_row(self) -> QWidget:
        row = QWidget()
        layout = FlowLayout(row)
        layout.addWidget(TextLabel(self.tr("Short on time?"), role=TextRole.MUTED))
        for count in (5, 10):
            button = KeyButton(self.tr("%n min").replace("%n", str(count)), kind=ButtonKind.LINK)
            button.setAccessibleName(self.tr("Start for %n minutes").replace("%n", str(count)))
            button.setProperty("minutes", count)
            button.clicked.connect(self._on_five if count == 5 else self._on_ten)
            layout.addWidget(button)
        return row

    def _fill_today(self) -> None:
        top = QWidget()
        row = QHBoxLayout(top)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._amount, 1)
        row.addWidget(self._start, 0, Qt.AlignmentFlag.AlignTop)
        for widget in (top, self._detail, self._short, self._bar_title, self._bar, self._table, self._note):
            self._today.add(widget)
        self._today.column.addStretch(1)

    def set_key_map(self, key_map: KeyMap) -> None:
        """Let Enter (or what the learner chose) start."""
        if self._keys is not None:
            self._keys.release()
        self._start.set_key(key_map.label(Action.START))
        self._keys = bind(self._start, key_map, Action.START, self._start.click)

    def show_overview(self, overview: Overview) -> None:
        """Show the present state of today."""
        self.set_title(_title(overview))
        self.set_subtitle(_subtitle(overview))
        anything = overview.cards + overview.questions > 0
        self._amount.setText(_amount(overview))
        self._detail.setText(_detail(overview))
        self._start.setText(self.tr("Start") if anything else self._more_text())
        self._start.setProperty("more", not anything)
        self._start.setVisible(anything or any(d.met < d.cards for d in overview.domains))
        self._short.setVisible(overview.minutes > 5)
        self._bar.setVisible(anything)
        self._bar_title.setVisible(anything)
        # As on the exam's blueprint: heaviest first.
        domains = sorted(overview.domains, key=lambda d: (-d.domain.weight, d.domain.number))
        self._bar.set_shares([DomainShare(int(d.domain.number), d.domain.name, d.today + d.questions) for d in domains])
        headers = [self.tr("Domain"), self.tr("Exam weight"), self.tr("Today"), self.tr("Met"), self.tr("Recall now")]
        self._table.set_table(headers, [_row(d) for d in domains], domains=[int(d.domain.number) for d in domains])
        self._note.setText(
            self.tr(
                "Recall now: how many of the cards you have met you would know today, as estimated from your answers."
            )
        )
        self._show_week(overview)
        self._show_exam(overview)

    def show_diagnostic(self, *, offered: bool) -> None:
        """Offer the diagnostic, or don't."""
        self._diagnostic_panel.setVisible(offered)

    def _more_text(self) -> str:
        return self.tr("%n more minutes").replace("%n", str(MORE_MINUTES))

    def _show_week(self, overview: Overview) -> None:
        names = [texts.long_date(d.day).split(",")[0] for d in overview.week]
        self._week.set_days(
            [
                WeekDay(
                    letter=name[0],
                    name=name,
                    value=min(d.seconds / overview.target_seconds, 1.0),
                    is_today=d.is_today,
                    is_future=d.is_future,
                )
                for d, name in zip(overview.week, names, strict=True)
            ]
        )
        total = round(sum(d.seconds for d in overview.week) / 60)
        self._week_text.setText(
            self.tr("%s this week. A full box means you reached your daily minutes.").replace(
                "%s", texts.minutes(total)
            )
        )

    def show_passed(self, overview: Overview, *, until: str, detail: str) -> None:
        """Who has passed is told of the certification instead; nothing has to be studied."""
        self.set_subtitle(texts.long_date(overview.day))
        self._short.hide()
        self._exam_panel.set_title(self.tr("Your certification"))
        self._exam.setText(until)
        self._exam_detail.setText(detail)
        self._exam_button.hide()
        self._result_button.setText(self.tr("Credits and dates"))
        self._result_button.show()
        if overview.cards + overview.questions:
            self._detail.setText(self.tr("You passed: review when you like, as much as you like."))

    def _show_exam(self, overview: Overview) -> None:
        left = overview.days_to_exam
        self._exam_panel.set_title(self.tr("Your exam"))
        self._exam_button.show()
        self._result_button.setText(self.tr("Enter the result"))
        self._result_button.setVisible(left is None and overview.exam_date is not None)
        if left is None:
            past = overview.exam_date is not None
            self._exam.setText(self.tr("The date has passed") if past else self.tr("Not booked yet"))
            self._exam_detail.setText(
                self.tr("How did it go? Set a new date if there is one; your cards stay as they are.")
                if past
                else self.tr("Once it is booked, set the date, so that everything counts down to it.")
            )
            self._exam_button.setText(self.tr("Set the exam date"))
            return
        assert overview.exam_date is not None
        self._exam.setText(texts.full_date(overview.exam_date))
        self._exam_detail.setText(self.tr("Today!") if left == 0 else self.tr("in %s").replace("%s", texts.days(left)))
        self._exam_button.setText(self.tr("Change the date"))

    @Slot()
    def _on_start(self) -> None:
        if self._start.property("more"):
            self.more_chosen.emit()
        else:
            self.started.emit(0)

    @Slot()
    def _on_five(self) -> None:
        self.started.emit(5)

    @Slot()
    def _on_ten(self) -> None:
        self.started.emit(10)

    @Slot()
    def _on_exam(self) -> None:
        self.exam_chosen.emit()


def _title(overview: Overview) -> str:
    hour = overview.now.hour
    if 4 <= hour < 12:
        greeting = texts.tr("Good morning")
    elif 12 <= hour < 18:
        greeting = texts.tr("Good afternoon")
    else:
        greeting = texts.tr("Good evening")
    left = overview.days_to_exam
    if left is None:
        return greeting
    if left == 0:
        return texts.tr("%s — today is your exam").replace("%s", greeting)
    return f"{greeting} — " + texts.tr("%s to your exam").replace("%s", texts.days(left))


def _subtitle(overview: Overview) -> str:
    day = texts.long_date(overview.day)
    if not overview.cards + overview.questions:
        return day
    return f"{day} · " + texts.tr("about %s today").replace("%s", texts.minutes(overview.minutes))


def _amount(overview: Overview) -> str:
    parts = [texts.cards(overview.cards)] if overview.cards else []
    if overview.questions:
        parts.append(texts.questions(overview.questions))
    if parts:
        return ", ".join(parts)
    return texts.tr("Done for today") if overview.answers_today else texts.tr("Nothing is due today")


def _detail(overview: Overview) -> str:
    if not overview.cards + overview.questions:
        parts = []
        if overview.answers_today:
            parts.append(
                texts.tr("You answered %a in %m.")
                .replace("%a", texts.cards(overview.answers_today))
                .replace("%m", texts.minutes(max(round(overview.seconds_today / 60), 1)))
            )
        if overview.next_day is not None:
            parts.append(texts.tr("The next cards come on %s.").replace("%s", texts.long_date(overview.next_day)))
        return " ".join(parts)
    parts = [
        texts.tr(text).replace("%n", str(count))
        for count, text in (
            (overview.reviews, "%n to review"),
            (overview.new, "%n new"),
            (overview.waiting, "%n coming back in minutes"),
        )
        if count
    ]
    detail = " · ".join(parts)
    if overview.later:
        detail += ". " + texts.tr("%s more are due; they come over the next days, no need to hurry.").replace(
            "%s", texts.cards(overview.later)
        )
    return detail


def _row(domain: DomainToday) -> list[str]:
    return [
        domain.domain.name,
        f"{domain.domain.weight}%",
        str(domain.today + domain.questions),
        texts.tr("%a of %b").replace("%a", str(domain.met)).replace("%b", str(domain.cards)),
        "–" if domain.recall is None else texts.percent(domain.recall),
    ]
