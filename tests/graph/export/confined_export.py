"""A child process: load everything, then export where no file may grow beyond a size.

Arguments: the largest size, a file of N-Quads, and the targets. It prints a
line a target: its path, and the kind and text of the error that the export ends in.
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from techland.graph.errors import TechlandError
from tests.graph.export.stopped_export import export


def main(largest: str, data: str, *targets: str) -> None:
    with TemporaryDirectory() as spare:
        # What an export imports is loaded while files may grow.
        for target in targets:
            export(Path(spare) / Path(target).name, Path(data))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    for target in targets:
        try:
            export(Path(target), Path(data))
            told = [target, "whole", ""]
        except TechlandError as error:
            told = [target, type(error).__name__, str(error)]
        # Its output is a pipe, which has no size.
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
