"""A child process in mounts of its own: export onto a disk without room, and tell how it ended.

Arguments: the folder to mount the disk on, a file of N-Quads, and the suffixes. It prints a
JSON object a try: what was tried, how it ended in words, and what the disk holds then. Run it
under ``unshare --map-root-user --mount``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from techland.graph.errors import TechlandError
from tests.graph.export.stopped_export import export

OLD = b"what stood there\n"
PAGE = 4096
COMMANDS = (["--out", "curated.ttl"], ["--out", "curated.nq.gz"], ["--all", "deposit"])


def tell(tried: str, ended: str, disk: Path) -> None:
    held = {path.relative_to(disk).as_posix() for path in disk.rglob("*")}
    old = {name for name in held if (disk / name).is_file() and (disk / name).read_bytes() == OLD}
    told = {"tried": tried, "ended": ended, "old": sorted(old), "others": sorted(held - old)}
    print(json.dumps(told), flush=True)


def main(folder: str, data: str, *suffixes: str) -> None:
    disk = Path(folder)
    # Room for what stands there already, and two pages more.
    size = f"size={PAGE * (len(suffixes) + 2)}"
    subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
    targets = [disk / f"graph.{suffix}" for suffix in suffixes]
    for target in targets:
        target.write_bytes(OLD)
    for target in targets:
        try:
            export(target, Path(data))
            ended = "whole"
        except TechlandError as error:
            ended = f"{type(error).__name__}: {error}"
        tell(target.name, ended, disk)
    for words in COMMANDS:
        command = [sys.executable, "-m", "techland.cli", "export", words[0], str(disk / words[1])]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        tell(words[1], f"{done.returncode}: {done.stderr}", disk)


if __name__ == "__main__":
    main(*sys.argv[1:])
