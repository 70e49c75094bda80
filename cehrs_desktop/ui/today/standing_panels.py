"""Today's word on readiness, with the numbers one click away, and what comes next in the plan."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from cehrs_desktop.rules.content import DomainNumber, TopicId
from cehrs_desktop.rules.exam.scoring import Verdict
from cehrs_desktop.rules.progress.advice import Advice, Help
from cehrs_desktop.rules.progress.readiness import Outlook, Readiness
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.texts import tr
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.key_button import ButtonKind, KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole
from cehrs_desktop.ui.widgets.verdict_scale import VerdictScale

_PLACES = {Verdict.BELOW: 0, Verdict.TOO_CLOSE: 1, Verdict.ABOVE: 2}


class ReadinessPanel(CardPanel):
    """Words first; the numbers, ours and unofficial, behind a link."""

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Readiness"), parent=parent)
        self._verdict = TextLabel(role=TextRole.VERDICT)
        self._scale = VerdictScale((tr("below"), tr("too close"), tr("above")))
        self._outlook = TextLabel(role=TextRole.MUTED)
        self._link = KeyButton(tr("Numbers and how they are worked out"), kind=ButtonKind.LINK)
        self._link.clicked.connect(self._on_toggled)
        self._numbers = TextLabel(role=TextRole.MUTED)
        for widget in (self._verdict, self._scale, self._outlook):
            self.add(widget)
        self.column.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        self.add(self._numbers)
        self._numbers.hide()

    def show_readiness(
        self, ready: Readiness, *, names: Mapping[DomainNumber, str], topics: Mapping[TopicId, str]
    ) -> None:
        """Show the word there is, or how much is missing until there is one."""
        if ready.answered:
            mocks = texts.counted(ready.mocks, tr("1 mock"), tr("%n mocks"))
            questions = texts.counted(ready.answered, tr("1 question"), tr("%n questions"))
            self.set_title(tr("Readiness, from %a and %b").replace("%a", mocks).replace("%b", questions))
        else:
            self.set_title(tr("Readiness"))
        known = ready.now is not None
        self._scale.setVisible(known)
        self._link.setVisible(known)
        if ready.now is None:
            self._numbers.hide()
            self._verdict.setText(tr("Too early to tell"))
            self._outlook.setText(
                tr("After one full mock, or %n more questions never met before, there is a word here.").replace(
                    "%n", str(ready.fresh_missing)
                )
            )
            return
        self._verdict.setText(_verdict(ready.now.verdict))
        self._scale.set_place(_PLACES[ready.now.verdict], words=_verdict(ready.now.verdict))
        self._outlook.setText(_outlook(ready.on_exam_day) + " " + tr("Our estimate, not an NHA score."))
        self._numbers.setText(_numbers(ready, ready.now, names, topics))

    @Slot()
    def _on_toggled(self) -> None:
        self._numbers.setVisible(not self._numbers.isVisibleTo(self))


def _verdict(verdict: Verdict) -> str:
    return {
        Verdict.BELOW: tr("Below the line"),
        Verdict.TOO_CLOSE: tr("Too close to call"),
        Verdict.ABOVE: tr("Above the line"),
    }[verdict]


def _outlook(ahead: Outlook | None) -> str:
    if ahead is None:
        return tr("Set your exam date, and there is an outlook for that day.")
    if ahead.verdict is Verdict.ABOVE or ahead.chance >= 0.7:
        return tr("Keep this pace and you are likely above the line by exam day.")
    if ahead.verdict is Verdict.BELOW or ahead.chance < 0.3:
        return tr("At this pace you are likely below the line on exam day; your plan says what would help.")
    return tr("At this pace exam day is too close to call.")


def _numbers(ready: Readiness, now: Outlook, names: Mapping[DomainNumber, str], topics: Mapping[TopicId, str]) -> str:
    lines = [_outlook_numbers(tr("Today"), now, ready)]
    if ready.on_exam_day is not None:
        lines.append(_outlook_numbers(tr("On exam day, at this pace"), ready.on_exam_day, ready))
    lines += [_advice(advice, names, topics) for advice in ready.advice[:2] if advice.gain > 0]
    lines.append(
        tr("Worked out from your answers alone, newer ones counting more; bands hold 90%. See docs/readiness.md.")
    )
    return "\n".join(lines)


def _outlook_numbers(when: str, outlook: Outlook, ready: Readiness) -> str:
    words = tr("%w: %a of %b right (pass from %c), about %d on our scale (%e to %f), chance to pass %g.")
    values = {
        "%w": when,
        "%a": str(round(outlook.expected)),
        "%b": str(ready.items),
        "%c": str(ready.cut),
        "%d": str(outlook.points.points),
        "%e": str(outlook.points.low),
        "%f": str(outlook.points.high),
        "%g": texts.percent(outlook.chance),
    }
    for sign, value in values.items():
        words = words.replace(sign, value)
    return words


def _advice(advice: Advice, names: Mapping[DomainNumber, str], topics: Mapping[TopicId, str]) -> str:
    if advice.kind is Help.MOCK or advice.domain is None:
        return tr("A full mock, for pacing, would help much per hour.")
    name = names[advice.domain]
    if advice.topic is None:
        return tr("An hour helps much in %s.").replace("%s", name)
    begin = tr("An hour helps much in %s, beginning with %t.").replace("%s", name)
    return begin.replace("%t", topics.get(advice.topic, str(advice.topic)))


class NextPanel(CardPanel):
    """Signal: `plan_wanted()`."""

    plan_wanted = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(tr("Next in your plan"), parent=parent)
        self._next = TextLabel(role=TextRole.STRONG)
        self._detail = TextLabel(role=TextRole.MUTED)
        button = KeyButton(tr("See the week"))
        button.clicked.connect(self._on_week)
        self.add(self._next)
        self.add(self._detail)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_next(self, headline: str, detail: str) -> None:
        """Show the next sitting, or tomorrow."""
        self._next.setText(headline)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))

    @Slot()
    def _on_week(self) -> None:
        self.plan_wanted.emit()
