"""Which parts of Qt the program uses. Whatever else PyInstaller finds stays out, and a bundle with more is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

MODULES = frozenset({"Core", "DBus", "Gui", "Widgets", "Network", "OpenGL", "OpenGLWidgets", "PrintSupport", "Svg"})
"""What is imported, and Svg for the icons. Network is for the socket that raises a window already open, DBus to keep
Linux awake in a mock exam; pyqtgraph imports both OpenGL modules.
"""

OPTIONAL = frozenset({"Multimedia"})
"""Of the extra `proctor`, which the packages don't have: there the camera is said to be not available."""

LIBRARIES = MODULES | {"XcbQpa", "WaylandClient", "WlShellIntegration"}
"""Those and what they and the plugins below are linked with."""

PLUGINS = {
    "iconengines": ("svgicon",),
    "imageformats": ("svg", "jpeg"),
    "platforms": ("xcb", "wayland", "offscreen", "windows", "cocoa"),
    "platforminputcontexts": ("compose", "ibus"),
    "platformthemes": ("xdgdesktopportal",),
    "printsupport": ("cupsprintersupport",),
    "styles": ("macstyle", "modernwindowsstyle", "windowsvistastyle"),
    "wayland-decoration-client": ("adwaita", "bradient"),
    "wayland-shell-integration": ("xdg-shell",),
}
"""Plugins by their kind, without what the systems put around the names (libqxcb.so, qwindows.dll, libqcocoa.dylib)."""

_LIBRARY = re.compile(r"^(?:lib)?Qt6?(?P<module>[A-Z0-9][A-Za-z0-9]*?)(?:\.so[.\d]*|\.dll|\.dylib|\.framework|)$")
_BINDING = re.compile(r"^Qt(?P<module>[A-Z0-9][A-Za-z0-9]*)(?:\.abi3)?\.(?:so|pyd)$")
_PLUGIN = re.compile(r"^(?:lib)?q?(?P<name>[a-z0-9-]+?)(?:plugin|platforminputcontextplugin)?\.(?:so|dll|dylib)$")


def is_wanted(destination: str) -> bool:
    """Whether a file belongs in the bundle, by where in it it would be put. Files that aren't Qt's do."""
    path = PurePosixPath(destination.replace("\\", "/"))
    parts = path.parts
    if "PySide6" not in parts and not _LIBRARY.match(path.name):
        return True
    if "translations" in parts or "qml" in parts:
        return False  # the program brings its own translations, and uses no QML
    if "plugins" in parts:
        kind = parts[parts.index("plugins") + 1]
        named = _PLUGIN.match(path.name)
        return bool(named) and (named["name"] if named else "") in PLUGINS.get(kind, ())
    library = _LIBRARY.match(path.name) or next(filter(None, map(_LIBRARY.match, parts)), None)
    if library:
        return library["module"] in LIBRARIES
    binding = _BINDING.match(path.name)
    return binding is None or binding["module"] in MODULES


def unwanted(folder: Path) -> list[str]:
    """The files of a bundle that shouldn't be in it."""
    return [name for name in _names(folder) if not is_wanted(name)]


def _names(folder: Path) -> Iterable[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
