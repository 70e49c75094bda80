"""Linux: which shared libraries a bundle brings, and which it leaves to the system.

Left to it are those every desktop has: they speak to the graphics driver, the X server, the login or the system's
settings, and have to match those, not us. A .deb depends on their packages. PyInstaller itself leaves out the C
library and the graphics drivers'.
"""

from __future__ import annotations

import re
import subprocess
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

_THE_SYSTEMS = frozenset(
    {
        "libX11",
        "libX11-xcb",
        "libXau",
        "libXdmcp",
        "libcom_err",
        "libdbus-1",
        "libdrm",
        "libexpat",
        "libfontconfig",
        "libfreetype",
        "libgcc_s",
        "libgio-2.0",
        "libglib-2.0",
        "libgmodule-2.0",
        "libgobject-2.0",
        "libgssapi_krb5",
        "libgthread-2.0",
        "libstdc++",
        "libwayland-client",
        "libwayland-cursor",
        "libxcb",
        "libz",
    }
)

Entry = tuple[str, str, str]
"""As PyInstaller has it: where in the bundle, from where on this machine, of what kind."""


def is_the_systems(name: str) -> bool:
    """Whether a library of this file name is left to the system."""
    return PurePath(name).name.split(".so", 1)[0] in _THE_SYSTEMS


def without_the_systems(entries: Iterable[Entry]) -> list[Entry]:
    """Leaves out the system's libraries, and those of the machine's that then nobody needs.

    PyInstaller collects libraries for every plugin it finds; many go when the plugin does.
    """
    kept = [entry for entry in entries if not is_the_systems(entry[0])]
    return needed(kept, needs_of([source for _, source, _ in kept]))


def needed(entries: Iterable[Entry], needs: Mapping[str, frozenset[str]]) -> list[Entry]:
    """Those that belong to a Python package or to Python, and what they need, directly or not.

    `needs`: for each source the names of the libraries it is linked with.
    """
    entries = list(entries)
    libraries = {destination: source for destination, source, _ in entries if is_loose(destination)}
    wanted = [source for destination, source, _ in entries if destination not in libraries]
    reached: set[str] = set()
    while wanted:
        for name in needs.get(wanted.pop(), frozenset()):
            if name in libraries and name not in reached:
                reached.add(name)
                wanted.append(libraries[name])
    return [entry for entry in entries if entry[0] not in libraries or entry[0] in reached]


def needs_of(sources: Iterable[str | Path]) -> dict[str, frozenset[str]]:
    """What each of these files is linked with, as the linker wrote it into them."""
    told = subprocess.run(
        ["objdump", "-p", *map(str, sources)], capture_output=True, text=True, check=False, env={"LC_ALL": "C"}
    ).stdout
    found: dict[str, set[str]] = defaultdict(set)
    at = ""
    for line in told.splitlines():
        if opened := re.match(r"^(\S.*):\s+file format ", line):
            at = opened[1]
        elif linked := re.match(r"^\s+NEEDED\s+(\S+)$", line):
            found[at].add(linked[1])
    return {source: frozenset(names) for source, names in found.items()}


def is_loose(destination: str) -> bool:
    """Whether a file is a library of the machine's: those lie at the top of the bundle, with Python's own."""
    return "/" not in destination and ".so" in destination and not destination.startswith("libpython")
