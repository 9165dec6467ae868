"""Build a wheel (PEP 427) of a package's Python files without running its code: a build backend (PEP 517).

feedgen is published as source alone. pip asks setuptools to build it, and gets this module instead: no setup.py
runs, and no build tools are downloaded. It works for pure Python packages only.
"""

from __future__ import annotations

import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any


class _Unpacked:
    """The hooks that pip calls in the folder of the source."""

    @staticmethod
    def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Any = None) -> str:
        """Pack the folder that has the package's name into a wheel; return the wheel's file name."""
        with Path("PKG-INFO").open(encoding="utf-8") as file:
            about = Parser().parse(file)
        name, version = str(about["Name"]).replace("-", "_"), str(about["Version"])
        stem = f"{name}-{version}"
        files = {path.as_posix(): path.read_bytes() for path in sorted(Path(name).rglob("*.py"))}
        files[f"{stem}.dist-info/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
        files[f"{stem}.dist-info/WHEEL"] = b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        record = f"{stem}.dist-info/RECORD"
        files[record] = "".join(f"{path},,\n" for path in [*files, record]).encode()
        with zipfile.ZipFile(Path(wheel_directory, f"{stem}-py3-none-any.whl"), "w") as wheel:
            for path, data in files.items():
                wheel.writestr(path, data)
        return f"{stem}-py3-none-any.whl"


__legacy__ = _Unpacked
