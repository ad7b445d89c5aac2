"""Write what a run found as a page for readers: docs/conformance.md."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path

from tests.conformance.manifests import GROUPS
from tests.conformance.record import Reason, reason_of
from tests.conformance.running import Outcome
from tests.conformance.verdicts import BY_VALUE, Verdict

PAGE = Path(__file__).parents[2] / "docs" / "conformance.md"
TEMPLATE = Path(__file__).with_name("page.md")
# The bar: every test of what HTTP alone shows, and of the rest at least what the engine passes.
MET, MISSED, TOLD = "bar met", "**bar missed**", "information"


def page(outcomes: list[Outcome], published: dict[str, Verdict], known: list[Reason]) -> str:
    """Return the page."""
    return TEMPLATE.read_text("utf-8").format(
        engine=version("pyoxigraph"),
        tests=f"{len(outcomes):,}",
        counts="\n".join(_counts(outcomes)),
        published=sum(verdict.passed for verdict in published.values()),
        published_tests=len(published),
        deviations="\n\n".join(_deviations(outcomes, known)) or "None.",
        gained="\n".join(_gained(outcomes)) or "None.",
        lost="\n".join(_lost(outcomes)) or "None.",
        by_value=_names(one for one in outcomes if one.server.said == BY_VALUE),
    )


def _counts(outcomes: list[Outcome]) -> Iterator[str]:
    yield "| group | tests | passed by the server | passed by pyoxigraph alone | |"
    yield "|---|--:|--:|--:|---|"
    for group, _, counts in GROUPS:
        here = [outcome for outcome in outcomes if outcome.case.group == group]
        alone = [outcome.engine for outcome in here if outcome.engine]
        engine = sum(verdict.passed for verdict in alone) if alone else len(here)
        passed = sum(outcome.server.passed for outcome in here)
        bar = (MET if passed >= engine else MISSED) if counts else TOLD
        yield f"| {group} | {len(here)} | {passed} | {engine if alone else '-'} | {bar} |"


def _deviations(outcomes: list[Outcome], known: list[Reason]) -> Iterator[str]:
    failing = [outcome for outcome in outcomes if not outcome.server.passed]
    for reason in [*known, None]:
        here = [one for one in failing if reason_of(one.case.name, known) == reason]
        if here:
            told = f"**{reason.origin}.** {reason.reason}" if reason else "**Unexplained.**"
            yield f"{told} ({len(here)})\n\n{_names(here)}"


def _gained(outcomes: list[Outcome]) -> Iterator[str]:
    mended = [o for o in outcomes if o.engine and not o.engine.passed and o.server.passed]
    return (f"- `{one.case.name}`" for one in mended)


def _lost(outcomes: list[Outcome]) -> Iterator[str]:
    lost = [o for o in outcomes if o.engine and o.engine.passed and not o.server.passed]
    return (f"- `{one.case.name}`: {one.server.said}" for one in lost)


def _names(outcomes: Iterable[Outcome]) -> str:
    return ", ".join(f"`{outcome.case.name}`" for outcome in outcomes) or "none"
