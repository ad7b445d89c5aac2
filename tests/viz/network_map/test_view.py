"""A view has one spelling, which every door reads alike."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from techland.graph.map_errors import UnknownViewWord
from techland.network.choice import FILTERS
from techland.viz.network_map.encodings import COLOURS, SIZES
from techland.viz.network_map.view import MAP_TIES, View

IDS = st.from_regex(r"organisation/[a-z0-9-]{1,12}", fullmatch=True)
VIEWS = st.builds(
    View,
    tie=st.sampled_from(MAP_TIES),
    layout=st.sampled_from(["force", "geographic", "sides"]),
    filters=st.dictionaries(
        st.sampled_from(list(FILTERS)),
        st.lists(st.text("abc é&=~#", min_size=1), min_size=1, max_size=3).map(tuple),
        max_size=3,
    ),
    since=st.none() | st.integers(1900, 2100),
    across=st.booleans(),
    min=st.sampled_from([1, 2, 2.5, 1000000.0]),
    size=st.sampled_from(list(SIZES)),
    color=st.sampled_from(list(COLOURS)),
    ego=st.lists(IDS, max_size=2).map(tuple),
    hidden=st.lists(IDS, max_size=3).map(tuple),
    pinned=st.lists(st.tuples(IDS, st.just(1.5), st.just(-20.0)), max_size=2).map(tuple),
    lang=st.sampled_from(["nl", "de", "en"]),
)


@given(VIEWS)
def test_what_is_written_is_read_again(view: View) -> None:
    assert View.from_query(parse_qsl(view.to_query())) == view


def test_words_of_python_are_those_of_the_address() -> None:
    words = View.from_words(
        {"theme": ["hydrogen"], "across": True, "since": 2019, "ego": ["organisation/a"]}
    )
    assert words.to_query() == "theme=hydrogen&since=2019&across=1&ego=organisation/a"
    link = "http://localhost:8000/map?theme=hydrogen&layout=sides&at=1,2,3"
    assert View.from_words({"layout": "force"}, link).to_query() == "theme=hydrogen&layout=force"


@pytest.mark.parametrize(
    "query",
    [
        *("layout=spiral", "tie=themes", "since=now", "min=0", "beauty=1", "steps=9"),
        *("pinned=here", "pinned=a/b@nan,1", "pinned=a/b@1,inf", "pinned=a/b@1,2,3"),
    ],
)
def test_what_no_view_has_is_an_error_that_tells_what_there_is(query: str) -> None:
    with pytest.raises(UnknownViewWord) as caught:
        View.from_query(parse_qsl(query))
    assert caught.value.known
