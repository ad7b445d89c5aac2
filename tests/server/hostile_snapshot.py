"""A snapshot of the curated facts in which every text is hostile, and what to look for in pages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import cycle
from pathlib import Path

from pyoxigraph import Literal, Quad, RdfFormat, parse

from techland.graph.snapshot import Snapshot
from techland.ontology.terms import DCT, RDFS, SCHEMA, SKOS, TL
from tests.network.networks import EMOJI

MARKUP = "</script><script>alert(1)</script><img src=x onerror=alert(1)> {{7*7}} </p>\"'"
# An override of the direction that is never ended, then Arabic and Hebrew.
RIGHT_TO_LEFT = "\u202eمؤسسة עברית"
LONG = "Grenzüberschreitung" * 27
FORMULA = "=cmd|'/C calc'!A0"
TEXTS = {
    *(RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.note, SKOS.editorialNote, DCT.title),
    *(DCT.description, TL.publisherName, TL.reason, TL.positionText, TL.disputedProperty),
    SCHEMA.addressLocality,
}
KINDS = (MARKUP, EMOJI, RIGHT_TO_LEFT, MARKUP, EMOJI, LONG)

# Text with an override of the direction must not turn what stands beside it.
LEAKS = """() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const isolates = (one) => getComputedStyle(one).unicodeBidi.startsWith('isolate');
  while (walker.nextNode()) {
    const text = walker.currentNode;
    let at = text.parentElement;
    if (!text.data.includes('\\u202e') || at.closest('script, textarea')) continue;
    let apart = /^[^\\u202e]*\\u2068[^\\u2069]*\\u202e[^\\u2069]*\\u2069/.test(text.data);
    for (; at && at.textContent.trim() === text.data.trim(); at = at.parentElement) {
      apart ||= isolates(at);
    }
    if (!apart) found.push(text.parentElement.outerHTML.slice(0, 160));
  }
  return found;
}"""


def spoilt(quad: Quad, with_what: dict[str, str]) -> Quad:
    told = quad.object
    if quad.predicate.value not in TEXTS or not isinstance(told, Literal):
        return quad
    text = f"{with_what[told.value]} {told.value}"
    new = Literal(text, language=told.language) if told.language else Literal(text)
    return Quad(quad.subject, quad.predicate, new, quad.graph_name)


def hostile_snapshot(curated: Snapshot, parent: Path, kinds: Sequence[str] = KINDS) -> Snapshot:
    """Write the snapshot into a folder, each text begun by one of these kinds."""
    quads = list(parse(path=str(curated.quads_path), format=RdfFormat.N_QUADS))
    texts = sorted({q.object.value for q in quads if isinstance(q.object, Literal)})
    begun = dict(zip(texts, cycle(kinds), strict=False))
    folder = parent / ("0" * 64)
    folder.mkdir()
    lines = sorted({f"{spoilt(quad, begun)} .\n" for quad in quads})
    (folder / "data.nq").write_text("".join(lines), "utf-8")
    (folder / "manifest.json").write_text(json.dumps(dict(curated.manifest)), "utf-8")
    (folder / "build.json").write_text("{}", "utf-8")
    return Snapshot(folder)
