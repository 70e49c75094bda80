"""Which of the machine's libraries get into a bundle on Linux."""

from __future__ import annotations

import pytest

from cehrs_packaging.system_libraries import Entry, is_loose, is_the_systems, needed

ENTRIES: list[Entry] = [
    ("PySide6/Qt/lib/libQt6Gui.so.6", "/site/libQt6Gui.so.6", "BINARY"),
    ("libpython3.11.so.1.0", "/lib/libpython3.11.so.1.0", "BINARY"),
    ("libxcb-cursor.so.0", "/lib/libxcb-cursor.so.0", "BINARY"),
    ("libxcb-image.so.0", "/lib/libxcb-image.so.0", "BINARY"),
    ("libpango-1.0.so.0", "/lib/libpango-1.0.so.0", "BINARY"),
    ("libfribidi.so.0", "/lib/libfribidi.so.0", "BINARY"),
]
NEEDS = {
    "/site/libQt6Gui.so.6": frozenset({"libxcb-cursor.so.0", "libc.so.6"}),
    "/lib/libxcb-cursor.so.0": frozenset({"libxcb-image.so.0"}),
    "/lib/libpango-1.0.so.0": frozenset({"libfribidi.so.0"}),
}


def test_a_library_stays_if_something_that_stays_needs_it_directly_or_not() -> None:
    assert [name for name, _, _ in needed(ENTRIES, NEEDS)] == [
        "PySide6/Qt/lib/libQt6Gui.so.6",
        "libpython3.11.so.1.0",
        "libxcb-cursor.so.0",
        "libxcb-image.so.0",
    ]


@pytest.mark.parametrize("name", ["libfontconfig.so.1", "libX11.so.6", "libstdc++.so.6", "libglib-2.0.so.0.7400.6"])
def test_what_every_desktop_has_is_left_to_it(name: str) -> None:
    assert is_the_systems(name)


@pytest.mark.parametrize("name", ["libxcb-cursor.so.0", "libsqlite3.so.0"])
def test_what_many_lack_is_brought(name: str) -> None:
    assert not is_the_systems(name)


def test_pythons_own_library_is_not_the_machines() -> None:
    assert not is_loose("libpython3.11.so.1.0")
    assert not is_loose("numpy.libs/libgfortran.so.5")
    assert is_loose("libffi.so.8")
