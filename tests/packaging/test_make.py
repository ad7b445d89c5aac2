"""The commands fail with one clear error and are quick when called again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(
    *command: str | Path, path: str | None = None, **settings: str
) -> subprocess.CompletedProcess[str]:
    """Run a command at the root as a person would: not below another make."""
    inherited = {key: os.environ[key] for key in ("HOME", "PATH") if key in os.environ}
    environment = {**inherited, **settings, **({"PATH": path} if path is not None else {})}
    return subprocess.run(
        command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True
    )


def fake_python(folder: Path, body: str) -> Path:
    python = folder / "python"
    python.write_text(f"#!/bin/sh\n{body}\n", "utf-8")
    python.chmod(0o755)
    return python


def errors(answer: subprocess.CompletedProcess[str]) -> list[str]:
    return [line for line in answer.stderr.splitlines() if line.startswith("error:")]


OLD = 'if [ "$1" = --version ]; then echo Python 3.9.2; exit; fi; exit 1'
NO_VENV = 'case "$2" in *ensurepip*) exit 1 ;; esac'


@pytest.mark.parametrize(
    ("body", "message", "remedy"),
    [
        (OLD, "techland needs Python 3.11 or later; '{}' is Python 3.9.2", "make PYTHON="),
        (NO_VENV, "'{}' cannot make virtual environments", "apt-get install python3-venv"),
    ],
)
@pytest.mark.parametrize("target", ["serve", "test"])
def test_a_python_that_will_not_do_is_one_error(
    tmp_path: Path, target: str, body: str, message: str, remedy: str
) -> None:
    python = fake_python(tmp_path, body)
    venv = tmp_path / "venv"
    answer = run("make", target, f"PYTHON={python}", f"VENV={venv}", TECHLAND_CHROMIUM="chromium")
    assert answer.returncode == 2
    [error] = errors(answer)
    assert message.format(python) in error
    assert remedy in answer.stderr
    assert not venv.exists()


def test_no_python_at_all_is_one_error(tmp_path: Path) -> None:
    answer = run("make", "serve", "PYTHON=no-such-python", f"VENV={tmp_path / 'venv'}")
    assert errors(answer) == [
        "error: no command 'no-such-python': techland needs Python 3.11 or later"
    ]
    assert "apt-get install python3 python3-venv" in answer.stderr


def test_missing_system_packages_are_one_error_with_the_remedy(tmp_path: Path) -> None:
    answer = run("/bin/sh", ".ci/require", "packages", path=str(tmp_path))
    assert answer.returncode == 1
    [error] = errors(answer)
    assert error.startswith("error: the tests need what is not on this machine: make chromium")
    assert "  Debian: apt-get install make chromium" in answer.stderr
    assert "(chromium, macOS: brew install --cask chromium" in answer.stderr


@pytest.mark.parametrize(
    ("setting", "package"),
    [("TECHLAND_CHROMIUM", "chromium"), ("TECHLAND_SOFFICE", "libreoffice-calc-nogui")],
)
def test_the_program_that_a_setting_names_will_do(
    tmp_path: Path, setting: str, package: str
) -> None:
    found = run("/bin/sh", ".ci/require", "list", path=str(tmp_path)).stdout.split()
    named = run(
        "/bin/sh", ".ci/require", "list", path=str(tmp_path), **{setting: "/a place/program"}
    )
    assert named.stderr == ""
    assert named.stdout.split() == [name for name in found if name != package]
    assert package in found


def test_a_machine_that_has_all_is_let_through(tmp_path: Path) -> None:
    machine(tmp_path, "make", "chromium", "soffice", *OTHERS)
    assert run("/bin/sh", ".ci/require", "packages", path=str(tmp_path)).stderr == ""
    assert run("/bin/sh", ".ci/require", "list", path=str(tmp_path)).stdout == ""


def _stamps(venv: Path) -> Path:
    return venv / "stamps" / run("sh", "-c", "pwd -P | cksum | cut -d' ' -f1").stdout.strip()


@pytest.mark.skipif(not (ROOT / "techland" / "graph").exists(), reason="not an editable install")
def test_a_second_call_installs_nothing(tmp_path: Path) -> None:
    stamps = _stamps(tmp_path)
    stamps.mkdir(parents=True)
    first = run("make", "--dry-run", "serve", f"VENV={tmp_path}").stdout
    for name in ("venv", "run", "package"):
        (stamps / name).touch()
    second = run("make", "--dry-run", "serve", f"VENV={tmp_path}").stdout.splitlines()
    assert first.count("pip install") == 2
    assert second == [
        f"{tmp_path}/bin/techland build",
        f"{tmp_path}/bin/techland serve --host 127.0.0.1 --port 8000",
    ]


@pytest.mark.parametrize(("shell", "script"), [("bash", ".ci/run"), ("sh", ".ci/require")])
def test_the_scripts_are_well_formed(shell: str, script: str) -> None:
    assert run(shell, "-n", script).returncode == 0


# What the tests need besides make, chromium and LibreOffice, as programs on the PATH.
OTHERS = ("w3m", "strace", "curl", "Rscript", "virtuoso-t", "javac")


def machine(folder: Path, *programs: str) -> Path:
    """Make a folder of programs that only write down how they were called."""
    for name in ("bash", "sh", "dirname"):
        (folder / name).symlink_to(shutil.which(name) or "")
    for name in programs:
        (folder / name).write_text(f'#!/bin/sh\necho {name} "$@" >>{folder}/calls\n', "utf-8")
        (folder / name).chmod(0o755)
    return folder / "calls"


@pytest.mark.parametrize("programs", [("chromium", "soffice"), ()])
def test_the_ci_script_installs_what_is_missing_and_runs_all(
    tmp_path: Path, programs: tuple[str, ...]
) -> None:
    calls = machine(tmp_path, "apt-get", "make", "python3", *OTHERS, *programs)
    answer = run("bash", ".ci/run", path=str(tmp_path), CI="true")
    assert answer.returncode == 0, answer.stderr
    lines = calls.read_text("utf-8").splitlines()
    installs = [line for line in lines if line.startswith("apt-get install")]
    assert lines[-2:] == ["make test", "make soak"]
    assert len(installs) == (0 if programs else 1)
    for line in installs:
        assert line.split()[-2:] == ["chromium", "libreoffice-calc-nogui"]
