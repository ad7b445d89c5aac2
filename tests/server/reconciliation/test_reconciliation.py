"""The reconciliation service keeps its protocol, finds who is meant, and guesses nothing."""

from __future__ import annotations

import json

import pytest

from tests.server.conftest import TestClient
from tests.server.reconciliation.batch import ask, check, fetch

MUENSTER, TWENTE = "organisation/universitaet-muenster", "organisation/university-of-twente"
# Fifty names as they stand in spreadsheets; the first five are told apart below.
FIFTY = (
    *("WWU", "Univ. Münster", "Universiteit Twente", "FH Münster", "Euregio"),
    *(f"Gemeente {name}" for name in ("Enschede", "Almelo", "Hengelo", "Venlo", "Borne")),
    *(f"Stadt {name}" for name in ("Münster", "Gronau", "Bocholt", "Ahaus", "Rheine")),
    *("Oost NL", "Saxion", "IHK Nord Westfalen", "Twente Board", "Novel-T", "DNHK"),
    *("Provincie Overijssel", "provincie gelderland", "Land NRW", "Kreis Borken", "Regio Twente"),
    *("MIND", "Wärme in der EUREGIO", "hydrogen", "waterstof", "Wasserstoff", "Gronau"),
    *(f"Nobody at all, number {at}" for at in range(18)),
)


@pytest.mark.parametrize("language", ["", "/en", "/nl", "/de"])
def test_the_manifest_keeps_its_form(client: TestClient, language: str) -> None:
    answer = client.get(f"/reconcile{language}")
    check("manifest", answer.json())
    assert answer.headers["Content-Type"] == "application/json"
    told = answer.json()
    assert told["suggest"]["entity"]["service_path"] == f"/reconcile{language}/suggest/entity"
    words = {"": "organisation", "/en": "organisation", "/nl": "organisatie", "/de": "Organisation"}
    assert told["defaultTypes"][0] == {
        "id": "organisation",
        "name": words[language],
        "broader": [],
    }


def test_any_page_may_ask(client: TestClient) -> None:
    answer = client.get("/reconcile", headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_batch_of_fifty_names(client: TestClient) -> None:
    assert len(FIFTY) == 50
    found = dict(zip(FIFTY, ask(client, *FIFTY), strict=True))
    assert found["WWU"][0]["id"] == MUENSTER
    assert (found["Univ. Münster"][0]["id"], found["Univ. Münster"][0]["match"]) == (MUENSTER, True)
    assert (found["Universiteit Twente"][0]["id"], True) == (TWENTE, True)
    assert found["FH Münster"][0]["id"] == "organisation/fh-muenster"
    assert found["FH Münster"][0]["match"]
    assert {found[name][0]["id"] for name in ("hydrogen", "waterstof", "Wasserstoff")} == {
        "theme/hydrogen"
    }
    assert found["MIND"][0]["id"] == "activity/mind"
    assert not any(one["match"] for at in range(18) for one in found[f"Nobody at all, number {at}"])


def test_a_misspelt_name_has_who_is_meant_as_its_first_candidate(client: TestClient) -> None:
    asked = ("Universiteit Twnte", "Handwerkskamer Münster", "Provincie Gelderlnad", "Saxoin")
    meant = ("university-of-twente", "handwerkskammer-muenster", "provincie-gelderland", "saxion")
    found = ask(client, *asked)
    assert [one[0]["id"].rpartition("/")[2] for one in found] == list(meant)
    assert not any(one[0]["match"] for one in found)


def test_an_ambiguous_name_has_candidates_and_no_match(client: TestClient) -> None:
    [found] = ask(client, "Euregio", type="organisation")
    assert len(found) >= 4
    assert not any(one["match"] for one in found)
    assert {"organisation/euregio", "organisation/euregio-rhein-waal"} <= {o["id"] for o in found}


def test_every_answer_has_at_most_one_match_and_falls_in_score(client: TestClient) -> None:
    for found in ask(client, *FIFTY):
        assert sum(one["match"] for one in found) <= 1
        scores = [one["score"] for one in found]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)


def test_the_answer_to_a_name_is_the_same_in_any_batch(client: TestClient) -> None:
    together = ask(client, *FIFTY[:10])
    alone = [ask(client, name)[0] for name in FIFTY[:10]]
    assert together == alone


def test_an_identifier_names_its_thing(client: TestClient) -> None:
    iri = "https://w3id.org/techland/organisation/university-of-twente"
    for told in (TWENTE, iri, "https://ror.org/006hf6230", "006hf6230"):
        [found] = ask(client, told)
        assert (found[0]["id"], found[0]["match"], found[0]["score"]) == (TWENTE, True, 100)


def test_what_the_spreadsheet_says_besides_counts(client: TestClient) -> None:
    def with_country(country: object) -> dict[str, object]:
        properties = [{"pid": "country", "v": country}]
        [found] = ask(client, "Univ. Twente", properties=properties)
        return dict(found[0])

    agreed, contradicted = with_country("NL"), with_country(["DE", "BE"])
    assert (agreed["id"], agreed["match"]) == (TWENTE, True)
    assert {"id": "same-country", "value": True} in list(agreed["features"])  # type: ignore[call-overload] # from JSON
    assert (contradicted["id"], contradicted["match"]) == (TWENTE, False)
    assert float(str(contradicted["score"])) < float(str(agreed["score"]))


def test_types_and_limits_are_kept(client: TestClient) -> None:
    [found] = ask(client, "Enschede", type=[{"id": "place", "name": "place"}], limit=1)
    assert [one["id"] for one in found] == ["place/enschede"]
    [many] = ask(client, "Münster", limit=3)
    assert len(many) == 3


@pytest.mark.parametrize(
    ("language", "name", "kind"),
    [("", "University of Twente", "university"), ("/de", "Universität Twente", "Universität")],
)
def test_names_and_reasons_come_in_the_language_of_the_service(
    client: TestClient, language: str, name: str, kind: str
) -> None:
    [found] = ask(client, "Univ. Twente", service=f"/reconcile{language}")
    assert found[0]["name"] == name
    assert found[0]["description"].startswith(f"{kind} · Enschede · NL (")


def test_suggestions_begin_so(client: TestClient) -> None:
    for prefix in ("univ twe", "Universität Twe", TWENTE):
        answer = client.get("/reconcile/suggest/entity", params={"prefix": prefix}).json()
        check("suggest", answer)
        assert TWENTE in [one["id"] for one in answer["result"]]
    first = client.get("/reconcile/suggest/entity", params={"prefix": "e"}).json()["result"]
    more = client.get("/reconcile/suggest/entity", params={"prefix": "e", "cursor": "20"}).json()
    assert len(first) == 20
    assert not {one["id"] for one in first} & {one["id"] for one in more["result"]}


@pytest.mark.parametrize(
    ("what", "prefix", "expected"),
    [
        ("property", "coun", "country"),
        ("property", "signed", "signed"),
        ("type", "fund", "programme"),
    ],
)
def test_properties_and_types_are_suggested(
    client: TestClient, what: str, prefix: str, expected: str
) -> None:
    answer = client.get(f"/reconcile/suggest/{what}", params={"prefix": prefix}).json()
    check("suggest", answer)
    assert expected in [one["id"] for one in answer["result"]]


def test_properties_are_proposed_for_a_type(client: TestClient) -> None:
    answer = client.get("/reconcile/properties", params={"type": "agreement", "limit": "50"}).json()
    check("properties", answer)
    ids = [one["id"] for one in answer["properties"]]
    assert {"signed", "signatory", "supporter"} <= set(ids)
    assert "country" not in ids


def test_a_spreadsheet_is_extended(client: TestClient) -> None:
    ids = ["agreement/mou-2021", TWENTE, "organisation/nothing"]
    answer = fetch(client, ids, "signed", "signatory", "place", "country", "homepage", "name-de")
    rows = answer["rows"]
    assert rows["agreement/mou-2021"]["signed"] == [{"date": "2021-05-18T00:00:00Z"}]
    assert {one["id"] for one in rows["agreement/mou-2021"]["signatory"]} == {
        "organisation/ihk-nord-westfalen",
        "organisation/oost-nl",
        "organisation/twente-board",
    }
    assert rows[TWENTE]["place"] == [{"id": "place/enschede", "name": "Enschede"}]
    assert rows[TWENTE]["country"] == [{"str": "NL"}]
    assert rows[TWENTE]["homepage"] == [{"str": "https://www.utwente.nl"}]
    assert rows[TWENTE]["name-de"] == [{"str": "Universität Twente"}]
    assert set(map(len, rows["organisation/nothing"].values())) == {0}
    assert [one["id"] for one in answer["meta"]] == [
        *("signed", "signatory", "place", "country", "homepage", "name-de")
    ]


def test_a_date_that_is_no_day_stays_as_exact_as_its_source(client: TestClient) -> None:
    rows = fetch(client, ["agreement/loi-muenster-enschede-2017"], "signed")["rows"]
    assert rows["agreement/loi-muenster-enschede-2017"]["signed"] == [{"str": "2017"}]


def test_a_setting_limits_the_values(client: TestClient) -> None:
    wanted = {"ids": [TWENTE], "properties": [{"id": "activity", "settings": {"limit": "2"}}]}
    answer = client.post("/reconcile", data={"extend": json.dumps(wanted)}).json()
    check("extend", answer)
    assert len(answer["rows"][TWENTE]["activity"]) == 2


def test_the_view_leads_to_the_page(client: TestClient) -> None:
    answer = client.get("/reconcile/view", params={"id": TWENTE}, follow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/{TWENTE}")
    assert client.get("/reconcile/view", params={"id": "organisation/no"}).status_code == 404


def test_the_preview_may_stand_in_a_frame(client: TestClient) -> None:
    answer = client.get("/reconcile/de/preview", params={"id": TWENTE})
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert '<html lang="de">' in answer.text
    assert "Universität Twente" in answer.text
    assert "Enschede" in answer.text


@pytest.mark.parametrize(
    ("field", "text", "says", "status"),
    [
        ("queries", "{", "no JSON", 400),
        ("queries", "[" * 100_000, "no JSON", 400),
        ("queries", "[]", "not a JSON object", 400),
        ("queries", '{"q": 1}', "q: is not an object", 400),
        ("queries", '{"q": {}}', "needs a query or properties", 400),
        ("queries", '{"q": {"query": "x", "limit": 0}}', "limit", 400),
        ("queries", '{"q": {"query": "x", "limit": true}}', "limit", 400),
        ("queries", '{"q": {"query": "x", "type": "organization"}}', "organisation", 400),
        ("queries", '{"q": {"query": "x", "type": [[]]}}', "type", 400),
        ("queries", '{"q": {"query": "x", "properties": [{"pid": "country"}]}}', "pid", 400),
        ("queries", '{"q": {"query": "x", "properties": [{"pid": "z", "v": 1}]}}', "'z'", 400),
        ("queries", '{"q": {"query": "x", "type_strict": "no"}}', "type_strict", 400),
        ("queries", json.dumps({"q": {"query": "x" * 1001}}), "1000", 400),
        ("queries", json.dumps({f"q{n}": {"query": "x"} for n in range(51)}), "at most 50", 413),
        ("extend", "[]", "not an object", 400),
        ("extend", '{"ids": "x", "properties": []}', "ids", 400),
        ("extend", '{"ids": [], "properties": ["country"]}', "properties", 400),
        ("extend", '{"ids": [], "properties": [{"id": "z"}]}', "'z'", 400),
        ("extend", json.dumps({"ids": ["x"] * 501, "properties": []}), "at most 500", 413),
        ("other", "x", "neither queries nor extend", 400),
    ],
)
def test_what_cannot_be_read_is_one_clear_error(
    client: TestClient, field: str, text: str, says: str, status: int
) -> None:
    answer = client.post("/reconcile", data={field: text})
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    problem = answer.json()
    assert says in f"{problem['detail']} {problem.get('hint', '')}"


def test_text_that_is_no_name_harms_nothing(client: TestClient, reader: TestClient) -> None:
    odd = ('"} ?s ?p ?o {"', "<script>alert(1)</script>", "\u202eabc", "\x00", "...", "💧" * 200)
    assert len(ask(client, *odd)) == len(odd)
    answer = reader.get("/reconcile/preview", params={"id": "<script>alert(1)</script>"})
    assert answer.status_code == 404
    assert answer.headers["Content-Type"].startswith("text/html")
    assert "<script>alert" not in answer.text


@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1"])
def test_a_number_that_is_none_is_told(client: TestClient, number: str) -> None:
    told = client.get("/reconcile/suggest/entity", params={"prefix": "e", "cursor": number})
    assert told.status_code == 400
    wanted = {"ids": ["x"], "properties": [{"id": "name", "settings": {"limit": number}}]}
    assert client.get("/reconcile", params={"extend": json.dumps(wanted)}).status_code == 400
