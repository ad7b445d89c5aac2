"""Forms with files that are odd or made to harm: read, or refused at once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.plain.served_store import WRITER, ServedStore, serving


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedStore]:
    with serving(tmp_path_factory.mktemp("plain") / "store", "--writable") as found:
        yield found


def part_of(*heads: str) -> str:
    return "".join(f"--cut\r\n{head}\r\n\r\n\r\n" for head in heads) + "--cut--\r\n"


@pytest.mark.soak
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (part_of("Content-Type: text/turtle " + "(" * 100_000), 415),
        (part_of("Content-Type: text/turtle; " + "a=b;" * 20_000), 201),
        (part_of(*["Content-Type: text/turtle"] * 1000), 201),
        (part_of(*["Content-Type: text/turtle"] * 1001), 400),
        (
            "".join(
                f"--cut{'x' * depth}\r\nContent-Type: multipart/mixed; boundary=cut{'x' * depth}x"
                "\r\n\r\n"
                for depth in range(990)
            ),
            400,
        ),
    ],
    ids=["brackets", "parameters", "a thousand", "more", "forms within forms"],
)
def test_an_odd_form_is_read_or_refused(server: ServedStore, body: str, status: int) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=cut", **WRITER}
    assert server.send("POST", f"/graphs/odd{len(body)}", body, headers).status == status
