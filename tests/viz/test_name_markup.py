"""Names as pages show them: as text, and linked only where there is something to lead to."""

from __future__ import annotations

from techland.viz.name_markup import linked, plain
from techland.viz.names import Name
from techland.viz.reader import Reader

NAME = Name("A <b> & c", "de", "nl")


def test_a_name_is_text_with_a_tag_of_its_language() -> None:
    told = linked(NAME, "/a?b&c", Reader("nl").text)
    assert told.startswith('<a href="/a?b&amp;c"><bdi data-source="graph" lang="de">A &lt;b&gt;')
    assert 'title="in het Duits"' in told
    assert told.endswith(">de</abbr>")


def test_a_name_that_leads_nowhere_is_no_link() -> None:
    t = Reader("nl").text
    assert linked(NAME, None, t) == plain(NAME, t)
    assert "<a " not in plain(NAME, t)
