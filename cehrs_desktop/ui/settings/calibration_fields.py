"""What memory is predicted with, how well, and the way back."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from cehrs_desktop.rules.study.calibration import LEAST_ANSWERS, Calibration
from cehrs_desktop.ui import texts
from cehrs_desktop.ui.widgets.key_button import KeyButton
from cehrs_desktop.ui.widgets.text_label import TextLabel, TextRole


class CalibrationFields(QWidget):
    """Signal: `go_back_chosen()`."""

    go_back_chosen = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parameters = TextLabel()
        self._figures = TextLabel(role=TextRole.MUTED)
        self._go_back = KeyButton(self.tr("Go back to the earlier ones"))
        self._go_back.clicked.connect(self._on_go_back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for widget in (TextLabel(self.tr("How you remember"), role=TextRole.STRONG), self._parameters, self._figures):
            layout.addWidget(widget)
        layout.addWidget(self._go_back)

    def show_calibration(self, calibration: Calibration) -> None:
        """Show the parameters' date and how well they predict."""
        if calibration.is_fitted:
            day = texts.full_date(calibration.since.astimezone().date())
            sentence = self.tr("The memory parameters were fitted to your answers on %s.").replace("%s", day)
        else:
            sentence = self.tr("The memory parameters are FSRS's own. From about %n answers on they are fitted to you.")
        self._parameters.setText(sentence.replace("%n", str(LEAST_ANSWERS)))
        self._figures.setText(
            self.tr("Predicted recall %p, actual recall %a, over %n answers.")
            .replace("%p", texts.percent(calibration.predicted))
            .replace("%a", texts.percent(calibration.actual))
            .replace("%n", str(calibration.answers))
        )
        self._figures.setVisible(calibration.answers > 0)
        self._go_back.setVisible(calibration.can_go_back)

    @Slot()
    def _on_go_back(self) -> None:
        self.go_back_chosen.emit()
