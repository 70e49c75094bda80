"""What packages say of the program: the same everywhere, and true of it. Their syntax is checked by `make package`."""

from __future__ import annotations

import configparser
import plistlib
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import cehrs_desktop
from cehrs_desktop.paths import data_dir
from cehrs_packaging import linux, macos, product, windows


def test_the_menu_entry_starts_the_program_and_shows_its_icon() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment, method-assign]
    entry.read_string(linux.desktop_file())
    told = entry["Desktop Entry"]
    assert (told["Type"], told["Name"], told["Exec"], told["Icon"]) == (
        "Application",
        product.NAME,
        product.COMMAND,
        product.APP_ID,
    )
    assert told["Terminal"] == "false"


def test_the_software_centers_page_names_version_day_and_menu_entry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    page = ET.fromstring(linux.metainfo())
    release = page.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": cehrs_desktop.__version__, "date": "2026-01-01"}
    assert page.findtext("id") == product.APP_ID
    assert page.findtext("launchable") == f"{product.APP_ID}.desktop"
    assert "not affiliated with" in " ".join(page.itertext())


def test_no_placeholder_is_left_and_an_unknown_one_stops_the_build(tmp_path: Path) -> None:
    for template in linux.TEMPLATES.glob("*.in"):
        more = {"ARCHITECTURE": "amd64", "DEPENDS": "libc6", "SIZE": "1"}
        assert not re.search(r"@[A-Z_]+@", linux.filled(template, linux.values() | more))
    (tmp_path / "wrong.in").write_text("@NOBODY@", encoding="utf-8")
    with pytest.raises(KeyError):
        linux.filled(tmp_path / "wrong.in", linux.values())


def test_removing_a_package_says_where_the_data_stays_and_removes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CEHRS_DATA_DIR", raising=False)
    postrm = linux.filled(linux.TEMPLATES / "postrm.in", linux.values())
    assert data_dir().name == product.NAME
    assert f"~/.local/share/{product.NAME}" in postrm
    assert "rm " not in postrm


def test_windows_is_told_one_version_everywhere() -> None:
    told = windows.version_file()
    assert f"StringStruct('ProductVersion', '{product.VERSION}')".replace("'", '"') in told.replace("'", '"')
    assert str(windows.numbers(product.VERSION)) in told
    defines = dict(each[2:].split("=", 1) for each in windows.installer_command() if each.startswith("/D"))
    assert defines["AppVersion"] == product.VERSION
    script = windows.SCRIPT.read_text(encoding="utf-8")
    assert set(re.findall(r"\{#(\w+)\}", script)) <= set(defines)
    assert product.VERSION not in script


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.1.0", (0, 1, 0, 0)), ("1.2", (1, 2, 0, 0)), ("2026.11.24.3", (2026, 11, 24, 3))]
)
def test_windows_versions_have_four_numbers(version: str, numbers: tuple[int, int, int, int]) -> None:
    assert windows.numbers(version) == numbers


@pytest.mark.parametrize("version", ["1.2.3.4.5", "1.0rc1", ""])
def test_a_version_windows_cant_compare_stops_the_build(version: str) -> None:
    with pytest.raises(ValueError, match=r"version|invalid literal"):
        windows.numbers(version)


def test_the_installer_needs_no_administrator_and_leaves_the_data() -> None:
    script = windows.SCRIPT.read_text(encoding="utf-8")
    assert "PrivilegesRequired=lowest" in script
    sections = re.findall(r"^\[(\w+)\]", script, re.MULTILINE)
    assert not {"Registry", "UninstallDelete", "INI"} & set(sections)
    assert "{localappdata}\\{#AppName}" in script
    assert product.NAME == "CEHRS Trainer"


def test_macos_is_told_why_camera_and_microphone_are_asked_for() -> None:
    told = macos.info_plist()
    assert "never stored" in str(told["NSCameraUsageDescription"])
    assert "never stored" in str(told["NSMicrophoneUsageDescription"])
    assert told["CFBundleShortVersionString"] == product.VERSION
    allowed = plistlib.loads(Path(macos.ENTITLEMENTS).read_bytes())
    assert allowed["com.apple.security.device.camera"]
    assert allowed["com.apple.security.device.audio-input"]
