"""What of Qt gets into a bundle: what is used, on each system, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from cehrs_packaging.qt_parts import OPTIONAL, is_wanted, unwanted

USED = (
    "PySide6/QtWidgets.abi3.so",
    "PySide6/QtCore.pyd",
    "PySide6/Qt/lib/libQt6Core.so.6",
    "PySide6/Qt6Svg.dll",
    "PySide6\\plugins\\platforms\\qwindows.dll",
    "PySide6/Qt/lib/QtGui.framework/Versions/A/QtGui",
    "PySide6/Qt/lib/libicudata.so.73",
    "PySide6/Qt/plugins/platforms/libqxcb.so",
    "PySide6/Qt/plugins/platforms/libqoffscreen.so",
    "PySide6/Qt/plugins/platforms/libqcocoa.dylib",
    "PySide6/Qt/plugins/imageformats/libqsvg.so",
    "PySide6/Qt/plugins/iconengines/libqsvgicon.so",
    "PySide6/plugins/styles/qmodernwindowsstyle.dll",
    "PySide6/Qt/plugins/platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "libQt6Gui.so.6",
    "PySide6/libpyside6.abi3.so.6.11",
    "numpy/_core/_multiarray_umath.cpython-311-x86_64-linux-gnu.so",
    "resources/styles/app.qss",
    "QtGui",
)
NOT_USED = (
    "PySide6/QtQml.abi3.so",
    "PySide6/QtWebEngineCore.pyd",
    "PySide6/Qt/lib/libQt6WebEngineCore.so.6",
    "PySide6/Qt/lib/libQt63DCore.so.6",
    "PySide6/Qt6Quick.dll",
    "PySide6/Qt/lib/QtQml.framework/Versions/A/QtQml",
    "PySide6/Qt/qml/QtQuick/qmldir",
    "PySide6/Qt/plugins/tls/libqopensslbackend.so",
    "PySide6/Qt/plugins/platformthemes/libqgtk3.so",
    "PySide6/Qt/plugins/platforminputcontexts/libqtvirtualkeyboardplugin.so",
    "PySide6/Qt/plugins/sqldrivers/libqsqlite.so",
    "PySide6/Qt/translations/qtbase_de.qm",
    "libQt6Qml.so.6",
)


@pytest.mark.parametrize("name", USED)
def test_what_is_used_is_wanted(name: str) -> None:
    assert is_wanted(name)


@pytest.mark.parametrize("name", NOT_USED)
def test_what_isnt_used_stays_out(name: str) -> None:
    assert not is_wanted(name)


def test_a_bundle_with_more_is_found_out(tmp_path: Path) -> None:
    for name in ("_internal/PySide6/Qt/lib/libQt6Core.so.6", "_internal/PySide6/Qt/lib/libQt6Qml.so.6", "program"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert unwanted(tmp_path) == ["_internal/PySide6/Qt/lib/libQt6Qml.so.6"]


def test_every_module_the_program_imports_is_wanted() -> None:
    checkout = Path(__file__).parents[2]
    texts = [path.read_text(encoding="utf-8") for path in (checkout / "cehrs_desktop").rglob("*.py")]
    used = {
        line.split("from PySide6.")[1].split(" ")[0]
        for text in texts
        for line in text.splitlines()
        if "from PySide6." in line
    }
    assert "QtWidgets" in used
    used -= {f"Qt{name}" for name in OPTIONAL}
    assert [name for name in used if not is_wanted(f"PySide6/{name}.abi3.so")] == []
