"""Where the program's own files and the learner's data are."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cehrs_desktop import paths
from cehrs_desktop.errors import UserError


def as_if_installed(monkeypatch: pytest.MonkeyPatch, site_packages: Path) -> Path:
    """Move the module into an empty place; returns the package's folder there."""
    package = site_packages / "cehrs_desktop"
    package.mkdir(parents=True)
    monkeypatch.setattr(paths, "__file__", str(package / "paths.py"))
    return package.resolve()


def test_in_a_checkout_the_resources_are_at_the_top() -> None:
    assert paths.resources_dir() == Path(__file__).resolve().parents[1] / "resources"


def test_in_an_installed_wheel_the_resources_are_in_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = as_if_installed(monkeypatch, tmp_path)
    (tmp_path / "resources").mkdir()  # another program's
    (package / "resources").mkdir()

    assert paths.resources_dir() == package / "resources"


def test_in_a_frozen_bundle_the_resources_are_in_the_bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    (tmp_path / "resources").mkdir()

    assert paths.resources_dir() == tmp_path / "resources"


def test_without_resources_the_way_out_is_to_install_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    as_if_installed(monkeypatch, tmp_path)

    with pytest.raises(UserError, match=r"files are missing: .* Install CEHRS Trainer again\."):
        paths.resources_dir()


def test_the_command_line_goes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEHRS_DATA_DIR", str(tmp_path / "environment"))

    assert paths.data_dir(tmp_path / "override") == tmp_path / "override"
    assert paths.data_dir() == tmp_path / "environment"


def test_a_place_is_absolute_and_home_is_understood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.setenv("CEHRS_DATA_DIR", "~/study")

    assert paths.data_dir(Path("here")) == tmp_path / "here"
    assert paths.data_dir() == tmp_path / "home" / "study"


def test_otherwise_data_is_where_the_platform_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEHRS_DATA_DIR", "")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))

    assert paths.data_dir().name == "CEHRS Trainer"


def test_nothing_is_created(tmp_path: Path) -> None:
    folder = paths.data_dir(tmp_path / "data")
    places = [paths.study_file(folder), paths.backups_dir(folder), paths.log_file(folder), paths.set_aside_dir(folder)]

    assert [place.relative_to(folder).as_posix() for place in places] == [
        "study.sqlite3",
        "backups",
        "log.txt",
        "set-aside",
    ]
    assert not folder.exists()
