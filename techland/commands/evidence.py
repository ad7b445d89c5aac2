"""describe, sources, disputes: who says so, and who says otherwise."""

from __future__ import annotations

import click

from techland.options import the_graph, version_option


@click.command("describe")
@click.argument("thing")
@version_option
def describe_command(thing: str, snapshot: str | None) -> None:
    """Tell what is known of a thing, with the sources and disputes of every fact.

    THING is an IRI, the end of one, an id or a name in any language.

    \b
    Examples:
      techland describe agreement/mou-2021
      techland describe oost-nl
      techland describe "Universität Münster"
    """
    from techland.terminal import show_entity

    with the_graph(snapshot) as kg:
        show_entity(kg.entity(thing))


@click.command("sources")
@click.argument("thing", required=False)
@version_option
def sources_command(thing: str | None, snapshot: str | None) -> None:
    """List the documents behind a thing; without one, all publishers with their documents."""
    from techland.terminal import show, show_documents

    with the_graph(snapshot) as kg:
        if thing:
            show_documents(kg.entity(thing).sources)
        else:
            show(kg.query("sources-by-publisher"))


@click.command("disputes")
@click.argument("thing", required=False)
@version_option
def disputes_command(thing: str | None, snapshot: str | None) -> None:
    """List the disagreements between sources about a thing; without one, all of them."""
    from techland.terminal import show, show_disagreements

    with the_graph(snapshot) as kg:
        if thing:
            show_disagreements(kg.entity(thing).disagreements)
        else:
            show(kg.query("disputes"))
