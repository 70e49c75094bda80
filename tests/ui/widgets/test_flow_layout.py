"""Widgets flow like words."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from cehrs_desktop.ui.widgets.flow_layout import FlowLayout


def flow_of(qtbot: QtBot, *, sizes: list[tuple[int, int]], align_right: bool = False) -> tuple[QWidget, list[QLabel]]:
    place = QWidget()
    qtbot.addWidget(place)
    layout = FlowLayout(place, spacing=1.0, align_right=align_right)
    labels = []
    for width, height in sizes:
        label = QLabel()
        label.setFixedSize(width, height)
        layout.addWidget(label)
        labels.append(label)
    return place, labels


def test_widgets_fill_lines_and_wrap(qtbot: QtBot) -> None:
    place, labels = flow_of(qtbot, sizes=[(100, 20)] * 3)
    place.resize(250, 200)
    place.show()
    assert labels[0].y() == labels[1].y() < labels[2].y()
    assert labels[2].x() == labels[0].x()


def test_the_height_grows_as_the_width_shrinks(qtbot: QtBot) -> None:
    place, _ = flow_of(qtbot, sizes=[(100, 20)] * 4)
    heights = [place.heightForWidth(width) for width in (1000, 250, 120)]
    assert heights == sorted(set(heights))
    assert heights[0] == 20


def test_lines_can_end_at_the_right(qtbot: QtBot) -> None:
    place, labels = flow_of(qtbot, sizes=[(100, 20), (50, 20)], align_right=True)
    place.resize(400, 100)
    place.show()
    assert labels[1].geometry().right() == 399


def test_hidden_widgets_take_no_room(qtbot: QtBot) -> None:
    place, labels = flow_of(qtbot, sizes=[(100, 20)] * 2)
    place.resize(400, 100)
    labels[0].hide()
    place.show()
    assert labels[1].x() == 0


@pytest.mark.parametrize("width", [1, 50, 99])
def test_a_widget_wider_than_the_place_still_counts_its_height(qtbot: QtBot, width: int) -> None:
    place, _ = flow_of(qtbot, sizes=[(100, 20)])
    assert place.heightForWidth(width) >= 20


def test_widgets_can_be_taken_out_again(qtbot: QtBot) -> None:
    place, _ = flow_of(qtbot, sizes=[(100, 20)] * 2)
    layout = place.layout()
    assert isinstance(layout, FlowLayout)
    assert layout.takeAt(0) is not None
    assert layout.count() == 1
    assert layout.takeAt(5) is None
    assert layout.itemAt(5) is None
