"""Each fault between us and an endpoint is one clear error, and never a short answer."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

import techland.graph.remote
from techland.graph.errors import QueryError
from techland.graph.query_errors import BadSetting
from techland.graph.remote.client import EndpointClient
from techland.graph.remote.endpoint import Credentials, Endpoint
from techland.graph.remote.loading.loading import _check
from techland.graph.remote.retrying import Patience, asked_wait
from techland.graph.remote.sending import send
from techland.graph.remote_errors import (
    AccessDenied,
    AnswerCapped,
    AnswerTooLarge,
    BadEndpoint,
    CertificateRefused,
    ConnectionCut,
    EndpointBusy,
    EndpointError,
    EndpointRefused,
    EndpointTimeout,
    EndpointUnreachable,
    LoadIncomplete,
    NotAnAnswer,
    PartialAnswer,
)
from tests.remote.faulty import ROWS, Reply, serving
from tests.remote.virtuoso import DBA, free_port

QUERY = "SELECT ?n WHERE { VALUES ?n { 1 } }"
PAGE = b"<!DOCTYPE html><html><head><style>b {}</style></head><h1>Log in &amp; go on</h1></html>"


def client(address: str, **options: object) -> EndpointClient:
    """Return a client that waits for nobody in earnest."""
    told: list[str] = []
    patience = Patience(tell=told.append, sleep=lambda _: None)
    made = EndpointClient(Endpoint.at(address), patience=patience, **options)
    made.told = told
    return made


FAULTS = [
    (Reply(status=401, body=b""), AccessDenied, "wants credentials"),
    (Reply(status=403, body=b""), AccessDenied, "wants credentials"),
    (Reply(status=400, body=b"line 1: syntax"), EndpointRefused, "HTTP 400.*line 1: syntax"),
    (Reply(status=404, body=PAGE), EndpointRefused, "HTTP 404.*Log in & go on"),
    (Reply(status=500, body=b"SR186:SECURITY: No permission"), AccessDenied, "HTTP 500"),
    (Reply(status=502, body=b"bad gateway"), EndpointRefused, "HTTP 502.*bad gateway"),
    (Reply(body=PAGE, media_type="text/html"), NotAnAnswer, "page in HTML.*Log in & go on"),
    (Reply(body=b"<a/>", media_type="text/xml"), NotAnAnswer, "text/xml"),
    (Reply(body=ROWS[:-9]), NotAnAnswer, "cannot be read"),
    (Reply(body=b""), NotAnAnswer, "cannot be read"),
    (Reply(body=b'{"boolean": true, "head": {}}'), NotAnAnswer, "truth in place of rows"),
    (Reply(cut=True), ConnectionCut, "middle of an answer: 42 of 85 bytes"),
    (Reply(headers={"X-SPARQL-MaxRows": "1"}), AnswerCapped, "cuts the answer at 1 rows"),
    (Reply(headers={"X-SQL-State": "S1TAT", "X-SQL-Message": "timed out"}), PartialAnswer,
     "only in part: timed out"),
    (Reply(status=206), PartialAnswer, "HTTP 206"),
]  # fmt: skip


@pytest.mark.parametrize(("reply", "kind", "words"), FAULTS)
def test_each_fault_is_one_error_that_names_the_endpoint(
    reply: Reply, kind: type[EndpointError], words: str
) -> None:
    with serving(reply) as faulty, pytest.raises(kind, match=words) as caught:
        client(faulty.address).select(QUERY)
    assert faulty.address in str(caught.value)
    assert isinstance(caught.value, QueryError)
    assert faulty.asked == 1


def test_a_whole_answer_comes_through() -> None:
    with serving(Reply()) as faulty:
        assert [row[0].value for row in client(faulty.address).select(QUERY).rows] == ["1"]


def test_triples_of_a_reply_without_a_length_are_not_believed() -> None:
    line = b"<urn:a> <urn:b> <urn:c> .\n"
    reply = Reply(body=line * 2, media_type="application/n-triples", cut=True)
    with serving(reply) as faulty, pytest.raises(ConnectionCut):
        client(faulty.address).construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_an_engine_that_is_down_is_told_so() -> None:
    address = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(EndpointUnreachable, match="is the engine running"):
        client(address).select(QUERY)


def test_a_name_that_no_machine_can_have_is_told_so() -> None:
    with pytest.raises(EndpointUnreachable, match="label empty or too long"):
        client("http://example..org/sparql").select(QUERY)


@pytest.mark.parametrize("slow", [Reply(slow=3), Reply(slow=0.4)])
def test_the_deadline_holds_for_the_whole_answer(slow: Reply) -> None:
    """A read from the socket never takes as long as SPARQLWrapper's own timeout."""
    with serving(slow) as faulty, pytest.raises(EndpointTimeout, match=r"whole in 0\.6 seconds"):
        client(faulty.address, seconds=0.6).select(QUERY)


def test_an_answer_beyond_the_memory_limit_is_given_up() -> None:
    with serving(Reply(body=ROWS * 100_000)) as faulty, pytest.raises(AnswerTooLarge):
        client(faulty.address, memory_bytes=2**20).select(QUERY)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_endpoint_is_asked_again_and_that_is_told(status: int) -> None:
    busy = Reply(status=status, headers={"Retry-After": "7"})
    with serving(busy, Reply(status=status), Reply()) as faulty:
        asking = client(faulty.address)
        assert len(asking.select(QUERY)) == 1
    assert faulty.asked == 3
    first, second = asking.told
    assert f"HTTP {status}" in first
    assert "again in 7.0 s (attempt 2 of 5)" in first
    assert "(attempt 3 of 5)" in second


def test_retries_are_bounded() -> None:
    with serving(Reply(status=503)) as faulty:
        asking = client(faulty.address)
        with pytest.raises(EndpointBusy, match=r"HTTP 503\), after 5 attempts"):
            asking.select(QUERY)
    assert faulty.asked == 5
    assert len(asking.told) == 4


@pytest.mark.parametrize("wait", ["3600", "50"])
def test_nobody_waits_beyond_the_deadline(wait: str) -> None:
    with serving(Reply(status=429, headers={"Retry-After": wait})) as faulty:
        with pytest.raises(EndpointBusy, match=rf"after 1 attempt\n.*wait {wait} s"):
            client(faulty.address, seconds=20).select(QUERY)
        assert faulty.asked == 1


def test_retry_after_may_be_a_date() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    wait = asked_wait({"Retry-After": later})
    assert wait is not None
    assert 85 < wait <= 90
    assert asked_wait({"Retry-After": "soon"}) is None
    assert asked_wait({"Retry-After": "²"}) is None
    assert asked_wait({}) is None


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate that nobody vouches for, with its key."""
    path = tmp_path_factory.mktemp("certificate") / "own.pem"
    subject = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    written = ["-keyout", str(path), "-out", str(path.with_suffix(".crt"))]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*command, *subject, *written], check=True, capture_output=True)
    with path.open("a") as file:
        file.write(path.with_suffix(".crt").read_text())
    return path


def test_a_certificate_that_nobody_vouches_for_is_refused(certificate: Path) -> None:
    with serving(Reply(), certificate=certificate) as faulty:
        with pytest.raises(CertificateRefused, match=r"self.signed"):
            client(faulty.address).select(QUERY)
        assert faulty.asked == 0


def test_a_certificate_that_is_trusted_is_not(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.with_suffix(".crt")))
    with serving(Reply(), certificate=certificate) as faulty:
        assert len(client(faulty.address).select(QUERY)) == 1


def test_credentials_do_not_follow_a_redirection() -> None:
    with serving(Reply()) as other:
        moved = Reply(status=302, body=b"", headers={"Location": other.address})
        with serving(moved) as faulty:
            endpoint = Endpoint.at(faulty.address, credentials=Credentials("ada", "secret"))
            EndpointClient(endpoint).select(QUERY)
            with pytest.raises(EndpointError):
                send(EndpointClient(endpoint), "DELETE", faulty.address)
    assert all("authorization" in sent for sent in faulty.headers)
    assert other.asked
    assert not any("authorization" in sent for sent in other.headers)


def test_no_other_program_is_started_that_would_show_a_password() -> None:
    folder = Path(techland.graph.remote.__file__).parent
    modules = list(folder.rglob("*.py"))
    assert len(modules) > 15
    assert not [one for one in modules if "subprocess" in one.read_text(encoding="utf-8")]


def test_an_engine_that_does_not_keep_to_the_graphs_is_found_out() -> None:
    with serving(Reply()) as faulty, pytest.raises(LoadIncomplete, match="default-graph-uri"):
        _check(client(faulty.address), "urn:graph", "facts", 0)


def test_wrong_credentials_are_told_without_telling_them() -> None:
    with serving(Reply(status=401)) as faulty:
        endpoint = Endpoint.at(faulty.address, credentials=Credentials("ada", "secret"))
        with pytest.raises(AccessDenied, match="refuses the credentials") as caught:
            EndpointClient(endpoint).select(QUERY)
    assert "secret" not in str(caught.value) + repr(endpoint)


@pytest.mark.parametrize(
    "challenge", ["Negotiate", "Digest", 'Digest realm="a", nonce="b", algorithm=SHA-256']
)
def test_a_challenge_that_cannot_be_answered_is_a_refusal(challenge: str) -> None:
    refusal = Reply(status=401, headers={"WWW-Authenticate": challenge})
    with serving(refusal) as faulty:
        asking = EndpointClient(Endpoint.at(faulty.address, credentials=DBA))
        with pytest.raises(AccessDenied, match="refuses the credentials"):
            asking.select(QUERY)
        with pytest.raises(AccessDenied, match="refuses the credentials"):
            send(asking, "DELETE", faulty.address)


def test_a_digest_is_not_answered_for_other_requests_of_the_process() -> None:
    challenge = {"WWW-Authenticate": 'Digest realm="a", nonce="b"'}
    with serving(Reply(status=401, headers=challenge), Reply()) as faulty:
        known = Endpoint.at(faulty.address, credentials=DBA)
        assert len(EndpointClient(known).select(QUERY)) == 1
        faulty.replies.insert(0, Reply(status=401, headers=challenge))
        with pytest.raises(AccessDenied, match="wants credentials"):
            client(faulty.address).select(QUERY)
    assert ["authorization" in sent for sent in faulty.headers] == [False, True, False]


@pytest.mark.parametrize(
    "address", ["", "ftp://example.org/", "http:///sparql", "http://a b/", "http://u:p@h/sparql"]
)
def test_what_is_no_endpoint_is_refused(address: str) -> None:
    with pytest.raises(BadEndpoint) as caught:
        Endpoint.at(address)
    assert "u:p" not in str(caught.value)


@pytest.mark.parametrize(
    "environment",
    [
        {"TECHLAND_ENDPOINT_USER": "ada"},
        {"TECHLAND_ENDPOINT_PASSWORD": "x"},
        {"TECHLAND_ENDPOINT_AUTH": "plain"},
    ],
)
def test_half_a_setting_is_refused(environment: dict[str, str]) -> None:
    with pytest.raises(BadSetting):
        Credentials.from_environment(environment)
