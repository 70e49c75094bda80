"""Generates the licenses of everything in a bundle, from what is in it. A part without one stops the build."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path
from typing import Any

from cehrs_packaging import product

TEXTS = product.CHECKOUT / "packaging" / "licenses"

_LGPL = ("PySide6_Essentials", "PySide6_Addons", "shiboken6")

_QT = """\
Qt {version} and Qt for Python are used under the GNU Lesser General Public License, version 3, as separate shared
libraries in this folder. You may replace them with your own builds of the same version, and take the program apart to
find faults in doing so. Their sources are at download.qt.io/official_releases/qt and
download.qt.io/official_releases/QtForPython.
"""

_NAMES = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)


class LicenseMissing(Exception):
    """A part of the bundle whose license wasn't found."""


@dataclass(frozen=True, slots=True)
class Part:
    """Something in the bundle that isn't ours, and its texts."""

    name: str
    texts: tuple[str, ...]


def of_bundle(analysis: Any) -> str:
    """The whole document for what PyInstaller's analysis has put together."""
    python = [(name, source) for name, source, _ in (*analysis.pure, *analysis.binaries)]
    parts = [
        _python(),
        *_distributions(python),
        *_libraries(source for _, source in python),
        *_fonts(),
        _pyinstaller(),
    ]
    return document(parts)


def document(parts: Iterable[Part]) -> str:
    """All parts, in the order given. Raises LicenseMissing for one without a text."""
    parts = list(parts)
    for part in parts:
        if not any(text.strip() for text in part.texts):
            raise LicenseMissing(f"The license of {part.name} wasn't found. Put its text into packaging/licenses.")
    lines = [
        f"{product.NAME} {product.VERSION} contains the work of others. It consists of:",
        "",
        *(f"  {part.name}" for part in parts),
    ]
    for part in parts:
        lines += ["", "=" * 120, part.name, "=" * 120]
        for text in part.texts:
            lines += ["", text.strip()]
    return "\n".join(lines) + "\n"


def _python() -> Part:
    places = [Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", Path(sys.base_prefix) / "LICENSE.txt"]
    places += Path("/usr/share/doc").glob(f"python3.{sys.version_info.minor}/copyright")
    version = ".".join(map(str, sys.version_info[:3]))
    return Part(f"Python {version}", tuple(_read(place) for place in places if place.is_file())[:1])


def _distributions(modules: Iterable[tuple[str, str]]) -> Iterator[Part]:
    owners = packages_distributions()
    sites = [Path(sysconfig.get_path(name)) for name in ("purelib", "platlib")]
    tops = {
        Path(source).relative_to(site).parts[0].split(".")[0]
        for _, source in modules
        for site in sites
        if Path(source).is_relative_to(site)
    }
    names = {name for top in tops for name in owners.get(top, [top.removesuffix("-")])}
    names = {name.removesuffix(".libs") for name in names} - {"pyinstaller"}
    for found in sorted(map(distribution, names), key=lambda each: each.metadata["Name"].lower()):
        name, version = found.metadata["Name"], found.version
        if name in _LGPL:
            yield Part(f"{name} {version}", _qt_texts(version) if name == _LGPL[0] else ("See PySide6_Essentials.",))
        else:
            yield Part(f"{name} {version}", tuple(_texts_of(found)))


def _qt_texts(version: str) -> tuple[str, ...]:
    third_party = _read(TEXTS / "qt-third-party.txt")
    assembled = re.search(r"^Assembled for Qt (\d+\.\d+)$", third_party, re.MULTILINE)
    if assembled is None or not version.startswith(f"{assembled[1]}."):
        raise LicenseMissing(
            f"packaging/licenses/qt-third-party.txt isn't for Qt {version}: compare it with Qt's list, then change its "
            "header."
        )
    return (
        _QT.format(version=version),
        _read(TEXTS / "LGPL-3.0.txt"),
        _read(TEXTS / "GPL-3.0.txt"),
        third_party,
    )


def _texts_of(found: Distribution) -> Iterator[str]:
    for path in sorted(found.files or (), key=str):
        if ".dist-info" in str(path) and _NAMES.search(path.name):
            yield _read(Path(str(path.locate())))


def _libraries(sources: Iterable[str]) -> Iterator[Part]:
    """What the machine has lent: on Debian every file's package says its license; elsewhere it is Python's own."""
    own = [Path(sys.base_prefix), Path(sys.prefix), product.CHECKOUT]
    lent = {Path(source) for source in sources}
    lent = {source for source in lent if not any(source.is_relative_to(place) for place in own)}
    packages = {_package_of(source) for source in lent if ".so" in source.name}
    for package in sorted(packages - {f"libpython3.{sys.version_info.minor}"}):
        yield Part(f"{package} (Debian's package)", (_read(Path("/usr/share/doc") / package / "copyright"),))


def _package_of(library: Path) -> str:
    for path in (library, library.resolve(), Path("/usr") / library.relative_to("/")):
        asked = subprocess.run(["dpkg-query", "-S", path], capture_output=True, text=True, check=False)
        if asked.returncode == 0:
            return asked.stdout.split(":", 1)[0]
    raise LicenseMissing(f"No package of this system has brought {library}, so its license isn't known.")


def _fonts() -> Iterator[Part]:
    yield Part("Inter, the typeface", (_read(product.RESOURCES / "fonts" / "LICENSE"),))


def _pyinstaller() -> Part:
    found = distribution("pyinstaller")
    return Part(f"PyInstaller {found.version}, the starter of the bundle", tuple(_texts_of(found)))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
