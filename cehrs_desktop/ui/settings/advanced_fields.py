"""The settings few people change: how domains are weighted, wanted recall, steps, intervals, when the day begins."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from cehrs_desktop.rules.content import Domain
from cehrs_desktop.rules.study.desired_retention import retention_by_domain
from cehrs_desktop.rules.study.settings import (
    GREATEST_BASE_RETENTION,
    GREATEST_MAXIMUM_INTERVAL,
    LEAST_BASE_RETENTION,
    DomainBias,
    StudySettings,
)
from cehrs_desktop.ui.settings.calibration_fields import CalibrationFields
from cehrs_desktop.ui.settings.pin_fields import PinFields
from cehrs_desktop.ui.widgets.card_panel import CardPanel
from cehrs_desktop.ui.widgets.fact_table import FactTable
from cehrs_desktop.ui.widgets.form import Form
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class AdvancedFields(CardPanel):
    """Signals: `changed()` after any field was, `reset_chosen()`, `go_back_chosen()` to earlier memory parameters."""

    changed = Signal()
    reset_chosen = Signal()
    go_back_chosen = Signal()

    def __init__(self, domains: tuple[Domain, ...], *, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self.set_title(self.tr("Advanced"))
        self._domains = sorted(domains, key=lambda domain: (-domain.weight, domain.number))
        self._bias = QComboBox()
        for bias, text in {
            DomainBias.OFF: self.tr("Off: all domains alike"),
            DomainBias.BALANCED: self.tr("Balanced"),
            DomainBias.STRONG: self.tr("Strong"),
        }.items():
            self._bias.addItem(text, bias)
        self._base = self._spin(round(LEAST_BASE_RETENTION * 100), round(GREATEST_BASE_RETENTION * 100), "%")
        self._learning = QLineEdit()
        self._relearning = QLineEdit()
        self._interval = self._spin(1, GREATEST_MAXIMUM_INTERVAL, self.tr(" days"))
        self._rollover = self._spin(0, 23, self.tr(":00"))
        self._pins = PinFields(self._domains)
        self.calibration = CalibrationFields()
        self.calibration.go_back_chosen.connect(self.go_back_chosen)
        self._retentions = FactTable()
        self._retentions.setAccessibleName(self.tr("Wanted recall by domain"))
        self._problem = TextLabel(role=TextRole.DANGER)
        self._problem.hide()
        self._lay_out()
        self._bias.currentIndexChanged.connect(self._on_changed)
        for spin in (self._base, self._interval, self._rollover):
            spin.valueChanged.connect(self._on_changed)
        for line in (self._learning, self._relearning):
            line.editingFinished.connect(self._on_changed)
        self._pins.changed.connect(self._on_changed)

    @staticmethod
    def _spin(least: int, greatest: int, suffix: str) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(least, greatest)
        spin.setSuffix(suffix)
        spin.setKeyboardTracking(False)
        return spin

    def _lay_out(self) -> None:
        form = Form()
        fields: list[tuple[str, QWidget]] = [
            (self.tr("Heavier domains come up more often"), self._bias),
            (self.tr("Wanted recall when a card is due"), self._base),
            (self.tr("Steps for new cards, in minutes"), self._learning),
            (self.tr("Steps for missed cards, in minutes"), self._relearning),
            (self.tr("Longest interval"), self._interval),
            (self.tr("A study day begins at"), self._rollover),
        ]
        for name, field in fields:
            form.add_row(name, field)
        self.add(form)
        self.add(self._problem)
        self.add(self._retentions)
        self.add(
            TextLabel(
                self.tr(
                    "A higher wanted recall means more reviews. With heavier domains first, Clinical Operations is "
                    "kept at a higher recall than Reporting, because it has more questions on the exam."
                ),
                role=TextRole.MUTED,
            )
        )
        self.add(TextLabel(self.tr("Pin a domain"), role=TextRole.STRONG))
        self.add(self._pins)
        self.add(
            TextLabel(
                self.tr("More of it counts the domain as twice its exam weight in all scheduling, less of it as half."),
                role=TextRole.MUTED,
            )
        )
        self.add(self.calibration)
        reset = KeyButton(self.tr("Reset all of Advanced"))
        reset.clicked.connect(self._on_reset)
        self.add(reset)

    def show_settings(self, settings: StudySettings) -> None:
        """Show these settings and the five retentions they lead to."""
        self.blockSignals(True)
        self._bias.setCurrentIndex(self._bias.findData(settings.bias))
        self._base.setValue(round(settings.base_retention * 100))
        self._learning.setText(_as_text(settings.learning_steps))
        self._relearning.setText(_as_text(settings.relearning_steps))
        self._interval.setValue(settings.maximum_interval)
        self._rollover.setValue(settings.rollover_hour)
        self._pins.show_pins(settings.pins)
        self._problem.hide()
        self.blockSignals(False)
        weights = settings.weights({d.number: float(d.weight) for d in self._domains})
        retentions = retention_by_domain(weights, base=settings.base_retention, beta=settings.bias.value)
        self._retentions.set_table(
            [self.tr("Domain"), self.tr("Exam weight"), self.tr("Wanted recall")],
            [[d.name, f"{d.weight}%", f"{retentions[d.number] * 100:.1f}%"] for d in self._domains],
            domains=[int(d.number) for d in self._domains],
        )

    def settings(self, base: StudySettings) -> tuple[StudySettings, str]:
        """`base` with these fields, and what is wrong with those that make no sense (they stay as in `base`)."""
        settings = replace(
            base,
            bias=DomainBias(self._bias.currentData()),
            base_retention=self._base.value() / 100,
            maximum_interval=self._interval.value(),
            rollover_hour=self._rollover.value(),
            pins=self._pins.pins(),
        )
        problem = ""
        sentence = self.tr(
            "Write steps as whole minutes from 1 to 1,439 with spaces between, such as 1 10; or leave them empty."
        )
        try:
            settings = replace(settings, learning_steps=_steps(self._learning.text()))
        except ValueError:
            problem = sentence
        try:
            settings = replace(settings, relearning_steps=_steps(self._relearning.text()))
        except ValueError:
            problem = sentence
        return settings, problem

    def show_problem(self, sentence: str) -> None:
        """Say what is wrong with the fields; an empty sentence takes it away."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    @Slot()
    def _on_changed(self) -> None:
        self.changed.emit()

    @Slot()
    def _on_reset(self) -> None:
        self.reset_chosen.emit()


def _as_text(steps: tuple[int, ...]) -> str:
    return " ".join(str(step) for step in steps)


def _steps(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.replace(",", " ").split())
