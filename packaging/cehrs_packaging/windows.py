"""Windows: what the programs say of themselves in their properties, and what the installer is told."""

from __future__ import annotations

from pathlib import Path

from cehrs_packaging import product

SCRIPT = product.CHECKOUT / "packaging" / "windows" / "cehrs-trainer.iss"

_VERSION_FILE = """\
VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004, fileType=0x1),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("CompanyName", "CEHRS Trainer contributors"),
      StringStruct("FileDescription", {name!r}),
      StringStruct("FileVersion", {version!r}),
      StringStruct("LegalCopyright", {copyright!r}),
      StringStruct("ProductName", {name!r}),
      StringStruct("ProductVersion", {version!r}),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def numbers(version: str) -> tuple[int, int, int, int]:
    """A version in the four numbers that Windows compares: 1.2.3 is (1, 2, 3, 0)."""
    parts = [int(part) for part in version.split(".")]
    if not 1 <= len(parts) <= 4:
        raise ValueError(f"{version} isn't a version of at most four numbers")
    major, minor, patch, build = (*parts, 0, 0, 0)[:4]
    return major, minor, patch, build


def version_file() -> str:
    """PyInstaller's description of the version resource."""
    return _VERSION_FILE.format(
        numbers=numbers(product.VERSION), name=product.NAME, version=product.VERSION, copyright=product.COPYRIGHT
    )


def write_version_file(target: Path) -> Path:
    """Write that; returns where it is."""
    target.write_text(version_file(), encoding="utf-8")
    return target


def installer_command(compiler: str = "ISCC") -> list[str]:
    """How Inno Setup is called: everything that varies is given here, so that the script repeats nothing."""
    defines = {
        "AppName": product.NAME,
        "AppVersion": product.VERSION,
        "AppNumbers": ".".join(map(str, numbers(product.VERSION))),
        "AppGuid": product.WINDOWS_APP_ID,
        "Command": product.COMMAND,
        "Package": product.PACKAGE,
        "Bundle": str(product.BUNDLE),
        "Icon": str(product.BUILD / "generated" / "app.ico"),
        "Output": str(product.DIST),
        "Licence": str(product.CHECKOUT / "LICENSE"),
    }
    return [compiler, *(f"/D{name}={value}" for name, value in defines.items()), str(SCRIPT)]
