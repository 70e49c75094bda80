"""The licenses of everything in a bundle: all of them, or no bundle."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path
from types import SimpleNamespace

import fsrs
import numpy
import PySide6
import pytest

from cehrs_packaging import licenses, product
from cehrs_packaging.licenses import LicenseMissing, Part


def test_each_part_is_listed_and_told_in_full() -> None:
    told = licenses.document([Part("One 1.0", ("First text", "Second text")), Part("Two", ("Third text",))])
    assert told.startswith(f"{product.NAME} {product.VERSION} contains the work of others")
    for text in ("  One 1.0\n", "First text", "Second text", "Third text"):
        assert text in told


@pytest.mark.parametrize("texts", [(), ("",), (" \n",)])
def test_a_part_without_a_license_stops_the_build(texts: tuple[str, ...]) -> None:
    with pytest.raises(LicenseMissing, match="Nobody's"):
        licenses.document([Part("Nobody's", texts)])


def test_what_is_in_a_bundle_says_whose_licenses_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licenses, "_pyinstaller", lambda: Part("PyInstaller", ("GPL with an exception",)))
    analysis = SimpleNamespace(
        pure=[("fsrs", fsrs.__file__, "PYMODULE"), ("numpy", numpy.__file__, "PYMODULE")],
        binaries=[("PySide6/QtCore.abi3.so", str(Path(PySide6.__file__).parent / "QtCore.abi3.so"), "EXTENSION")],
    )
    told = licenses.of_bundle(analysis)
    for part in (
        f"Python {sys.version_info.major}.{sys.version_info.minor}",
        f"fsrs {version('fsrs')}",
        f"numpy {version('numpy')}",
        f"PySide6_Essentials {version('PySide6-Essentials')}",
        "GNU LESSER GENERAL PUBLIC LICENSE",
        "HarfBuzz",
        "SIL OPEN FONT LICENSE",
    ):
        assert part in told
    assert "SQLAlchemy" not in told


def test_another_qt_needs_another_look_at_its_parts() -> None:
    with pytest.raises(LicenseMissing, match="compare it with Qt's list"):
        licenses._qt_texts("9.9.0")
