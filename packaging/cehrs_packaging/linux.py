"""Linux: the .deb and the .tar.xz, made from a bundle."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from cehrs_packaging import icons, product, system_libraries

TEMPLATES = product.CHECKOUT / "packaging" / "linux"
CHANGES = product.CHECKOUT / "CHANGELOG.md"

_PRESET: Final = 4
"""How hard xz tries: from here on more time hardly makes the packages smaller."""

_EXECUTABLE, _PLAIN = 0o755, 0o644


def filled(template: Path, values: Mapping[str, str]) -> str:
    """A text with each @NAME@ replaced. Raises KeyError for one that isn't known."""
    return re.sub(r"@([A-Z_]+)@", lambda found: values[found[1]], template.read_text(encoding="utf-8"))


def values() -> dict[str, str]:
    """What the templates say of the program."""
    return {
        "APP_ID": product.APP_ID,
        "COMMAND": product.COMMAND,
        "DATE": product.release_date().isoformat(),
        "MAINTAINER": product.MAINTAINER,
        "NAME": product.NAME,
        "PACKAGE": product.PACKAGE,
        "SUMMARY": product.SUMMARY,
        "VERSION": product.VERSION,
    }


def desktop_file() -> str:
    """The menu entry."""
    return filled(TEMPLATES / "menu-entry.desktop.in", values())


def metainfo() -> str:
    """What software centers show (AppStream)."""
    return filled(TEMPLATES / "metainfo.xml.in", {name: escape(value) for name, value in values().items()})


def architecture() -> str:
    """Debian's name of this machine's kind."""
    return _told("dpkg", "--print-architecture")


def make_deb(bundle: Path) -> Path:
    """The .deb of a bundle; returns where it is."""
    root = product.BUILD / "deb"
    shutil.rmtree(root, ignore_errors=True)
    home = root / "usr" / "lib" / product.PACKAGE
    shutil.copytree(bundle, home, symlinks=True)
    _leave_to_packages(home / "_internal")
    (root / "usr" / "bin").mkdir(parents=True)
    (root / "usr" / "bin" / product.COMMAND).symlink_to(f"../lib/{product.PACKAGE}/{product.COMMAND}")
    share = root / "usr" / "share"
    put_menu_entry(share)
    _put_documents(share / "doc" / product.PACKAGE, home)
    _set_modes(root)
    control = root / "DEBIAN"
    control.mkdir()
    _write(control / "postrm", filled(TEMPLATES / "postrm.in", values()), mode=_EXECUTABLE)
    _write(control / "control", _control(root, depends=dependencies(home)))
    _write(control / "md5sums", _checksums(root))
    target = product.DIST / f"{product.PACKAGE}_{product.VERSION}_{architecture()}.deb"
    target.parent.mkdir(exist_ok=True)
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(product.built_at().timestamp()))}
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Zxz", f"-z{_PRESET}", "--build", root, target],
        check=True,
        env=environment,
        stdout=-3,
    )
    return target


def put_menu_entry(share: Path) -> None:
    """Menu entry, software center's page and icons below a `share` folder."""
    _write(share / "applications" / f"{product.APP_ID}.desktop", desktop_file())
    _write(share / "metainfo" / f"{product.APP_ID}.metainfo.xml", metainfo())
    hicolor = share / "icons" / "hicolor"
    scalable = hicolor / "scalable" / "apps" / f"{product.APP_ID}.svg"
    scalable.parent.mkdir(parents=True)
    shutil.copyfile(product.ICON, scalable)
    for size in icons.PNG_SIZES:
        target = hicolor / f"{size}x{size}" / "apps" / f"{product.APP_ID}.png"
        target.parent.mkdir(parents=True)
        target.write_bytes(icons.png(size))


def validate(root: Path) -> None:
    """Raises when the menu entry or the software center's page breaks its standard."""
    share = root / "usr" / "share"
    subprocess.run(
        ["desktop-file-validate", "--warn-kde", share / "applications" / f"{product.APP_ID}.desktop"], check=True
    )
    page = share / "metainfo" / f"{product.APP_ID}.metainfo.xml"
    subprocess.run(["appstreamcli", "validate", "--no-net", "--explain", page], check=True)


def dependencies(home: Path) -> str:
    """The packages that have the libraries the program needs of the system, with their versions: Debian's own tool
    finds them.
    """
    work = product.BUILD / "shlibdeps"
    (work / "debian").mkdir(parents=True, exist_ok=True)
    control = f"Source: {product.PACKAGE}\n\nPackage: {product.PACKAGE}\nArchitecture: any\n"
    (work / "debian" / "control").write_text(control, encoding="utf-8")
    files = [path for path in sorted(home.rglob("*")) if path.is_file() and not path.is_symlink() and _is_elf(path)]
    folders = sorted({path.parent for path in files})
    told = _told(
        "dpkg-shlibdeps",
        "-O",
        "--ignore-missing-info",
        "--warnings=0",
        *(f"-l{folder}" for folder in folders),
        *(f"-e{path}" for path in files),
        cwd=work,
    )
    found = told.removeprefix("shlibs:Depends=").split(", ")
    return ", ".join(sorted(found))


def make_archive(bundle: Path) -> Path:
    """The .tar.xz of a bundle, with a note how to start it; returns where it is."""
    machine = os.uname().machine
    name = f"{product.PACKAGE}-{product.VERSION}-linux-{machine}"
    staged = product.BUILD / "archive" / name
    shutil.rmtree(staged.parent, ignore_errors=True)
    shutil.copytree(bundle, staged, symlinks=True)
    _write(staged / "README.txt", filled(TEMPLATES / "archive-readme.txt.in", values()))
    _set_modes(staged)
    (product.DIST).mkdir(exist_ok=True)
    target = product.DIST / f"{name}.tar.xz"
    at = int(product.built_at().timestamp())

    def plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = 0
        entry.uname = entry.gname = "root"
        entry.mtime = at
        return entry

    with tarfile.open(target, "w:xz", preset=_PRESET) as archive:
        for path in [staged, *sorted(staged.rglob("*"))]:
            archive.add(path, str(path.relative_to(staged.parent)), recursive=False, filter=plain)
    return target


def _leave_to_packages(folder: Path) -> None:
    """Libraries of this machine that a bundle brings for systems that lack them: a .deb depends on their packages."""
    for path in folder.iterdir():
        if system_libraries.is_loose(path.name) and not path.is_symlink():
            path.unlink()


def _control(root: Path, *, depends: str) -> str:
    size = sum(path.lstat().st_size for path in root.rglob("*") if not path.is_dir()) // 1024
    more = {"ARCHITECTURE": architecture(), "DEPENDS": depends, "SIZE": str(size)}
    return filled(TEMPLATES / "control.in", values() | more)


def _put_documents(folder: Path, home: Path) -> None:
    folder.mkdir(parents=True)
    notices = (home / "_internal" / "THIRD-PARTY-LICENSES.txt").read_text(encoding="utf-8")
    own = (product.CHECKOUT / "LICENSE").read_text(encoding="utf-8")
    content = (product.RESOURCES / "content" / "LICENSE").read_text(encoding="utf-8")
    _write(folder / "copyright", "\n".join([own, "-" * 120, content, "-" * 120, notices]))
    with gzip.GzipFile(folder / "changelog.gz", "wb", compresslevel=9, mtime=0) as packed:
        packed.write(CHANGES.read_bytes())


def _checksums(root: Path) -> str:
    files = [path for path in sorted(root.rglob("*")) if path.is_file() and not path.is_symlink()]
    names = [str(path.relative_to(root)) for path in files if "DEBIAN" not in path.parts]
    return _told("md5sum", *names, cwd=root) + "\n"


def _is_elf(path: Path) -> bool:
    with path.open("rb") as opened:
        return opened.read(4) == b"\x7fELF"


def _set_modes(root: Path) -> None:
    for path in root.rglob("*"):
        if path.is_symlink():
            continue
        runs = path.is_dir() or path.name == product.COMMAND
        path.chmod(_EXECUTABLE if runs else _PLAIN)
    root.chmod(_EXECUTABLE)


def _write(path: Path, text: str, *, mode: int = _PLAIN) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)


def _told(*command: str | Path, cwd: Path | None = None) -> str:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stderr}")
    return done.stdout.strip()
