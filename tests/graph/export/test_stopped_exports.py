"""An export that is stopped at any moment leaves no file that looks whole, and what stood there."""

from __future__ import annotations

import gzip
import io
import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from zstandard import ZstdDecompressor

from techland.graph.export.compression import COMPRESSIONS
from techland.graph.export.selection import Selection
from techland.graph.export.serialising import write_selection
from techland.graph.export.tables import write_parquet
from techland.graph.formats import format_named
from techland.graph.home import Home
from tests.graph.export.stopped_export import export

CHILD = [sys.executable, str(Path(__file__).with_name("stopped_export.py"))]
CONFINED = [sys.executable, str(Path(__file__).with_name("confined_export.py"))]
KILLED = -9
# With the named graphs and without, packed and not, streamed and not.
SUFFIXES = ("ttl", "nq", "rdf", "jsonld", "csv", "nt.gz", "trig.zst", "parquet", "xlsx")
SLOW = {"parquet", "xlsx"}
OLD = b"what stood there\n"
LINES = 3_000
SEED = 20261125
Stopped = Callable[[Path, str, int], tuple[int, int]]

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file of sorted N-Quads in the default graph and in a named one."""
    return lines_file(tmp_path_factory.mktemp("data") / "data.nq", LINES)


def lines_file(path: Path, count: int) -> Path:
    chance = random.Random(SEED)  # noqa: S311 (data, not secrets)
    lines = {
        f'<http://e.x/{n // 5}> <http://e.x/p{n % 5}> "{chance.random()}"{graph} .\n'
        for n in range(count)
        for graph in ("", " <https://w3id.org/techland/graph/facts>")
    }
    path.write_text("".join(sorted(lines)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def stopped(data: Path) -> Iterator[Stopped]:
    """Return a call that exports in a process of its own and kills it at the n-th call."""
    with subprocess.Popen(
        CHILD, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout

        def run(target: Path, when: str, number: int) -> tuple[int, int]:
            line = json.dumps([str(target), str(data), when, number])
            print(line, file=process.stdin, flush=True)
            status, count = json.loads(process.stdout.readline())
            return status, count

        yield run
        process.stdin.close()
        assert process.wait() == 0


def moments(count: int) -> list[int]:
    """Return the first moments, the last, and some between."""
    chance = random.Random(SEED)  # noqa: S311 (moments, not secrets)
    some = chance.sample(range(1, count + 1), min(count, 6))
    return sorted({1, 2, *some, count - 3, count - 2, count - 1, count} & set(range(1, count + 1)))


@pytest.mark.parametrize(
    "suffix",
    [pytest.param(x, marks=pytest.mark.soak) if x in SLOW else x for x in SUFFIXES],
)
def test_killed_at_a_write_sync_or_rename(
    stopped: Stopped, data: Path, tmp_path: Path, suffix: str
) -> None:
    target = tmp_path / f"graph.{suffix}"
    export(target, data)
    whole = target.read_bytes()
    status, count = stopped(target, "never", 0)
    assert status == 0
    # The last three: bytes safe, renamed, name safe.
    assert count > 3
    for number in moments(count):
        for when in ("before", "after"):
            target.write_bytes(OLD)
            assert stopped(target, when, number) == (KILLED, 0)
            renamed = number > count - 1 or (number == count - 1 and when == "after")
            assert target.read_bytes() == (whole if renamed else OLD), (number, when)
            (left,) = [path for path in tmp_path.iterdir() if path != target] or [None]
            assert left is None or left.name.startswith(f".{target.name}.")
    export(target, data)
    assert list(tmp_path.iterdir()) == [target], "the next export clears what was left"
    assert target.read_bytes() == whole


@pytest.mark.parametrize("suffix", ["nt.gz", "trig.zst", "parquet", "xlsx", "rdf", "jsonld"])
def test_what_was_left_is_recognisably_cut(data: Path, tmp_path: Path, suffix: str) -> None:
    """Of formats with an end: no beginning of the file passes for the whole."""
    target = tmp_path / f"graph.{suffix}"
    export(target, data)
    whole = target.read_bytes()
    assert readable(whole, suffix)
    chance = random.Random(SEED)  # noqa: S311 (lengths, not secrets)
    lengths = {1, len(whole) // 2, len(whole) - 1, *chance.sample(range(len(whole)), 12)}
    if suffix in {"rdf", "jsonld"}:
        lengths.discard(len(whole) - 1)  # only the last line's end is missing
    for length in lengths:
        assert not readable(whole[:length], suffix), length


def readable(content: bytes, suffix: str) -> bool:
    import openpyxl
    import pyarrow.parquet
    from lxml import etree

    try:
        if suffix.endswith("gz"):
            gzip.decompress(content)
        elif suffix.endswith("zst"):
            with ZstdDecompressor().stream_reader(content) as reader:
                read = reader.read()
            return len(ZstdDecompressor().decompressobj().decompress(content)) == len(read) and (
                _ends(content)
            )
        elif suffix == "parquet":
            pyarrow.parquet.read_table(io.BytesIO(content))
        elif suffix == "xlsx":
            openpyxl.load_workbook(io.BytesIO(content))
        elif suffix == "rdf":
            etree.fromstring(content)
        else:
            json.loads(content)
    except Exception:  # noqa: BLE001 (any error of any reader means: not readable)
        return False
    return True


def _ends(content: bytes) -> bool:
    reader = ZstdDecompressor().decompressobj()
    reader.decompress(content)
    return bool(reader.eof)


class Failed(Exception):
    """What stops the writing."""


def failing() -> Iterator[bytes]:
    yield b"<http://e.x/s> <http://e.x/p> <http://e.x/o> .\n" * 1000
    raise Failed


@pytest.mark.parametrize("way", COMPRESSIONS)
def test_an_error_leaves_a_stream_cut(way: str) -> None:
    """Where the bytes go to a pipe, there is no file to take away: they may not look whole."""
    output = io.BytesIO()
    with pytest.raises(Failed), COMPRESSIONS[way].opened(output) as file:
        file.writelines(failing())
    packed = output.getvalue()
    assert not readable(packed, {"gzip": "gz", "zstd": "zst"}[way])
    with COMPRESSIONS[way].opened(output) as file:
        file.write(b"whole")


def test_an_error_leaves_tables_cut() -> None:
    def rows() -> Iterator[list[str]]:
        yield ["one"]
        raise Failed

    output = io.BytesIO()
    with pytest.raises(Failed):
        write_parquet(["column"], rows(), output)
    assert not readable(output.getvalue(), "parquet")


def test_a_literal_too_long_for_xlsx_leaves_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data.nt"
    path.write_text(f'<a:s> <a:p> "{"x" * 40_000}" .\n', "utf-8")
    target = tmp_path / "graph.xlsx"
    target.write_bytes(OLD)
    with pytest.raises(Exception, match="a cell holds at most 32,767 characters"):
        export(target, path)
    assert target.read_bytes() == OLD
    assert sorted(x.name for x in tmp_path.iterdir()) == ["data.nt", "graph.xlsx"]


@pytest.mark.parametrize("largest", [0, 1000, 20_000])
def test_a_full_disk(data: Path, tmp_path: Path, largest: int) -> None:
    """A limit of the system on a file's size stands in for a disk without room."""
    targets = [tmp_path / f"graph.{suffix}" for suffix in SUFFIXES]
    for target in targets:
        target.write_bytes(OLD)
    command = [*CONFINED, str(largest), str(data), *map(str, targets)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [path for path, *_ in told] == [str(target) for target in targets]
    for path, kind, text in told:
        assert kind == "CannotWrite", (path, kind, text)
        assert "a file may not become that large here" in text
        assert Path(path).read_bytes() == OLD
    assert sorted(tmp_path.iterdir()) == sorted(targets)


def command(home: Home, target: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(Path(sys.executable).with_name("techland")), "export", "--out", str(target)],
        env={"TECHLAND_HOME": str(home.root), "PATH": "/usr/bin:/bin"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_ctrl_c_on_the_command_line(curated_home: Home, tmp_path: Path) -> None:
    """It stops at once, says so without a traceback, and leaves what stood there."""
    target = tmp_path / "graph.csv.gz"
    target.write_bytes(OLD)
    process = command(curated_home, target)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob(".graph*")) and process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.002)
    assert process.poll() is None, "it was too fast to be stopped"
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "Traceback" not in told
    assert target.read_bytes() == OLD
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.soak
@pytest.mark.parametrize("suffix", ["ttl", "jsonld", "nq.gz", "rdf.zst", "csv", "parquet"])
def test_killed_at_random_moments(tmp_path: Path, suffix: str) -> None:
    data = lines_file(tmp_path / "data.nq", 60_000)
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / f"graph.{suffix}"
    script = (
        "import sys; from pathlib import Path; from tests.graph.export.stopped_export import"
        " export; print(1, flush=True); export(Path(sys.argv[1]), Path(sys.argv[2]))"
    )
    arguments = [sys.executable, "-c", script, str(target), str(data)]
    begun = time.monotonic()
    subprocess.run(arguments, check=True, stdout=subprocess.DEVNULL)
    longest, whole = time.monotonic() - begun, target.read_bytes()
    chance = random.Random(SEED)  # noqa: S311 (moments, not secrets)
    killed = 0
    for _ in range(20):
        target.write_bytes(OLD)
        child = subprocess.Popen(arguments, stdout=subprocess.PIPE)
        assert child.stdout
        child.stdout.readline()
        time.sleep(chance.uniform(0, longest / 2))
        child.kill()
        killed += child.wait() == KILLED
        child.stdout.close()
        assert target.read_bytes() in {OLD, whole}
    assert killed > 5, "some were stopped before their end"
    export(target, data)
    assert list(folder.iterdir()) == [target]


def test_the_data_is_of_two_graphs(data: Path) -> None:
    output = io.BytesIO()
    write_selection(Selection(data, None, "all"), format_named("nquads"), output)
    assert output.getvalue() == data.read_bytes()
    assert output.getvalue().count(b"graph/facts> .") == LINES
