"""IRIs of the data followed through a live server by rdflib, Comunica and curl."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
import rdflib
from pyld import jsonld
from pyoxigraph import Store
from rdflib.compare import isomorphic

from techland.graph.home import Home
from techland.ontology.terms import BASE, GEO, PROV, RDF, TL
from tests.node_packages import installed, run_script
from tests.running_server import serving

# rdflib's own reader of JSON-LD uses what rdflib calls outdated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")

SCRIPTS = Path(__file__).parent / "clients"
MOU = f"{BASE}agreement/mou-2021"
# From an agreement to who signed it, to their towns, to where these lie.
HOPS = (TL.signatory, TL.seat, GEO.hasGeometry)
BY_ACCEPT = {
    "text/html": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
}


@pytest.fixture(scope="module")
def address(curated_home: Home) -> Iterator[str]:
    with serving(settings={"TECHLAND_HOME": str(curated_home.root)}) as found:
        yield f"{found}/"


@pytest.fixture(scope="module")
def expected(curated_store: Store) -> list[list[str]]:
    """Return what the hops lead to, by the engine over the whole graph."""
    hops, things = [], [MOU]
    for property_iri in HOPS:
        values = " ".join(f"<{thing}>" for thing in things)
        asked = f"SELECT DISTINCT ?next {{ VALUES ?t {{ {values} }} ?t <{property_iri}> ?next }}"
        rows = curated_store.query(asked)
        things = sorted(row["next"].value for row in rows)  # type: ignore[union-attr,index]  # rows
        hops.append(things)
    return hops


def test_the_hops_lead_somewhere(expected: list[list[str]]) -> None:
    assert len(expected) == len(HOPS)
    assert all(expected)


def test_rdflib_follows_iris_over_three_hops(address: str, expected: list[list[str]]) -> None:
    things = [MOU]
    for hop, property_iri in zip(expected, HOPS, strict=True):
        found: set[str] = set()
        for thing in things:
            # rdflib asks for what it reads best, by Accept.
            graph = rdflib.Graph().parse(thing.replace(BASE, address))
            subject, predicate = rdflib.URIRef(thing), rdflib.URIRef(property_iri)
            found |= {str(value) for value in graph.objects(subject, predicate)}
        things = sorted(found)
        assert things == hop


@pytest.mark.soak
def test_comunica_follows_iris_over_three_hops(
    address: str, expected: list[list[str]], pytestconfig: pytest.Config
) -> None:
    assert pytestconfig.cache
    script = installed(SCRIPTS, pytestconfig.cache) / "follow.js"
    assert json.loads(run_script(script, BASE, address, MOU, *HOPS)) == expected


def curl(*arguments: str) -> tuple[int, dict[str, str], str]:
    """Return status, headers and body of what curl gets."""
    command = ["curl", "--silent", "--include", "--noproxy", "*", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    head, _, body = done.stdout.partition("\n\n")
    first, *lines = head.splitlines()
    headers = {
        name.lower(): text.strip() for name, _, text in (one.partition(":") for one in lines)
    }
    return int(first.split()[1]), headers, body


@pytest.mark.parametrize(("media_type", "suffix"), BY_ACCEPT.items())
def test_curl_gets_each_form_by_accept_and_by_suffix(
    address: str, media_type: str, suffix: str
) -> None:
    place = MOU.replace(BASE, address)
    status, by_accept, body = curl("--header", f"Accept: {media_type}", place)
    assert status == 200
    assert by_accept["content-type"].startswith(media_type)
    assert by_accept["content-location"] == f"/agreement/mou-2021.{suffix}"
    assert f'<{MOU}>; rel="cite-as"' in by_accept["link"]
    status, by_suffix, again = curl("--header", "Accept: image/png", f"{place}.{suffix}")
    assert status == 200
    assert by_suffix["content-type"] == by_accept["content-type"]
    if suffix != "html":
        assert again == body


def test_every_form_holds_the_same_triples(address: str) -> None:
    formats = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}
    graphs = [
        rdflib.Graph().parse(f"{MOU.replace(BASE, address)}.{suffix}", format=name)
        for suffix, name in formats.items()
    ]
    assert len(graphs[0]) > 50
    assert all(isomorphic(graphs[0], other) for other in graphs[1:])


def test_signposts_lead_where_they_say(address: str) -> None:
    place = f"{address}agreement/mou-2021"
    _, headers, _ = curl("--header", "Accept: text/html", place)
    told = [part.strip() for part in headers["link"].split(",")]
    rels = [part.partition('rel="')[2].partition('"')[0] for part in told]
    assert {"cite-as", "describedby", "alternate", "type", "license"} <= set(rels)
    for part, rel in zip(told, rels, strict=True):
        if rel == "describedby":
            target = part[1 : part.index(">")]
            media_type = part.partition('type="')[2].rstrip('"')
            with urlopen(address.rstrip("/") + target) as answer:  # noqa: S310 (our own server)
                assert answer.headers["content-type"].startswith(media_type)
                back = answer.headers["link"]
            assert f'<{MOU}>; rel="describes"' in back


def embedded(address: str, path: str) -> dict[str, object]:
    request = Request(f"{address}{path}", headers={"Accept": "text/html"})  # noqa: S310 (our own)
    with urlopen(request) as answer:  # noqa: S310 (our own server)
        page = answer.read().decode()
    text = page.split('<script type="application/ld+json">')[1].split("</script>")[0]
    found: dict[str, object] = json.loads(text)
    return found


# What https://schema.org's own context says of the terms in use: its vocabulary, and ids.
SCHEMA_CONTEXT = {"@vocab": "https://schema.org/", "license": {"@type": "@id"}}


@pytest.mark.parametrize(
    "path",
    ["agreement/mou-2021", "organisation/oost-nl", "activity/mind", "event/dse-2024",
     "theme/hydrogen", "place/muenster", "source/3c3546c0b76c"],
)  # fmt: skip
def test_embedded_json_ld_is_the_same_to_pyld_and_rdflib(address: str, path: str) -> None:
    told = embedded(address, path) | {"@context": SCHEMA_CONTEXT}
    by_pyld = rdflib.Graph().parse(
        data=jsonld.to_rdf(told, {"format": "application/n-quads"}), format="nt"
    )
    by_rdflib = rdflib.Graph().parse(data=json.dumps(told), format="json-ld")
    assert isomorphic(by_pyld, by_rdflib)
    subject = rdflib.URIRef(BASE + path)
    kinds = [str(one) for one in by_pyld.objects(subject, rdflib.URIRef(RDF.type))]
    assert [kind.startswith("https://schema.org/") for kind in kinds] == [True]
    assert list(by_pyld.objects(subject, rdflib.URIRef("https://schema.org/name")))


def test_the_data_as_json_ld_expands_the_same_in_pyld_and_rdflib(address: str) -> None:
    with urlopen(f"{address}agreement/mou-2021.jsonld") as answer:  # noqa: S310 (our own server)
        told = json.load(answer)
    nquads = jsonld.to_rdf(told, {"format": "application/n-quads"})
    by_pyld = rdflib.Graph().parse(data=nquads, format="nt")
    by_rdflib = rdflib.Graph().parse(data=json.dumps(told), format="json-ld")
    assert isomorphic(by_pyld, by_rdflib)
    assert (rdflib.URIRef(MOU), rdflib.URIRef(TL.signatory), None) in by_pyld
    assert PROV.wasDerivedFrom in {str(predicate) for predicate in by_pyld.predicates()}
