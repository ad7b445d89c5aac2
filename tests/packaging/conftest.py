"""A virtual environment that needs no network: it sees the packages of this one."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

import pytest

MakeEnvironment = Callable[[Path], Path]


@pytest.fixture(scope="session")
def make_environment() -> MakeEnvironment:
    """Return a function that makes an environment in a folder and returns its Python.

    It sees every package that is installed here but techland itself, so that
    nothing installed there touches, or is found through, the techland under test.
    """

    def make(folder: Path) -> Path:
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
        others = folder / "packages"
        others.mkdir()
        for entry in Path(sysconfig.get_path("purelib")).iterdir():
            if "techland" not in entry.name and entry.suffix != ".pth":
                (others / entry.name).symlink_to(entry)
        site = next(folder.glob("lib/python*/site-packages"))
        (site / "others.pth").write_text(f"{others}\n", "utf-8")
        return folder / "bin" / "python"

    return make
