"""Makes what learners install, for the system it runs on: `python packaging/build.py`, or `make package`.

With `--bundle` it stops after the folder that packages are made of, with `--packages` it goes on from there: between
them the programs can be signed. Run it with the Python of an environment that has requirements-package.lock installed.
What comes out is in dist/.
"""

from __future__ import annotations

import platform
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))

from cehrs_packaging import linux, macos, product, qt_parts, windows

_MOST_MEGABYTES = 130
"""Of a package, compressed, without the extra for proctoring."""


def main() -> int:
    """Build everything; returns the exit code."""
    if "--packages" not in sys.argv:
        make_bundle()
    if "--bundle" in sys.argv:
        return 0
    for package in _MAKERS[platform.system()]():
        megabytes = package.stat().st_size / 1e6
        print(f"{package.relative_to(product.CHECKOUT)}: {megabytes:.1f} MB", flush=True)
        if megabytes > _MOST_MEGABYTES:
            print(f"That is more than {_MOST_MEGABYTES} MB.", file=sys.stderr)
            return 1
    return 0


def make_bundle() -> None:
    """The folder with the program and all it needs. Raises when it has parts of Qt that aren't used."""
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "WARN"]
    places = ["--distpath", str(product.BUNDLES), "--workpath", str(product.BUILD / "pyinstaller")]
    subprocess.run([*command, *places, str(Path(__file__).parent / "bundle.spec")], cwd=product.CHECKOUT, check=True)
    unwanted = qt_parts.unwanted(product.BUNDLE)
    if unwanted:
        raise RuntimeError(f"The bundle has parts of Qt that aren't used: {', '.join(unwanted)}")


def _linux() -> Iterator[Path]:
    deb = linux.make_deb(product.BUNDLE)
    linux.validate(product.BUILD / "deb")
    yield deb
    yield linux.make_archive(product.BUNDLE)


def _windows() -> Iterator[Path]:
    subprocess.run(windows.installer_command(), check=True)
    yield from product.DIST.glob("*-setup.exe")


def _macos() -> Iterator[Path]:
    target = product.DIST / f"{product.PACKAGE}-{product.VERSION}-macos-{platform.machine()}.dmg"
    product.DIST.mkdir(exist_ok=True)
    yield macos.make_dmg(product.BUNDLES / f"{product.NAME}.app", target)


_MAKERS: dict[str, Callable[[], Iterator[Path]]] = {"Linux": _linux, "Windows": _windows, "Darwin": _macos}

if __name__ == "__main__":
    sys.exit(main())
