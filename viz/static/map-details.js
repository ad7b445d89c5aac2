/* The panel beside the network map: what is known of the chosen organisation or tie. */
"use strict";
const techlandDetails = (data, details, choose) => {
  const text = (id) => data.messages[id];
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else if (value !== undefined && value !== "") made.setAttribute(key, value);
    }
    made.append(...children.filter((child) => child !== null));
    return made;
  };
  const told = (name, language) => element("bdi", { "data-source": "graph", lang: language }, name);
  const anchor = (href, name, language) => element("a", { href }, told(name, language));
  const nameOf = (index) => told(data.nodes[index].label, data.organisations[index].language);

  const partOf = (undertaking, index) => {
    const part = undertaking.affiliations[index];
    if (!part) return null;
    const marks = [];
    if (part.disputed) marks.push(" ", element("span", { class: "mark disputed" }, text("map-disputed")));
    if (part.inferred) marks.push(" ", element("span", { class: "mark" }, text("map-inferred")));
    const sources = part.sources.map((at) => data.sources[at]).map((document) => element("li", {},
      anchor(document.url || document.href, document.title, document.language),
      element("span", { class: "hint", "data-source": "graph" }, [document.publisher, document.issued].filter(Boolean).map((word) => ` · ${word}`).join(""))));
    return element("div", { class: "part" },
      nameOf(index), element("span", { "data-source": "graph" }, ` · ${part.roles.join(", ")}`), ...marks,
      sources.length ? element("ul", { class: "sources", "aria-label": text("map-sources") }, ...sources) : element("p", { class: "hint" }, text("map-no-source")));
  };
  const undertakingItem = (undertaking, ...indices) => element("li", {},
    element("div", { class: "kind" }, text(`map-kind-${undertaking.kind}`), undertaking.period ? ` · ${undertaking.period}` : ""),
    anchor(undertaking.href, undertaking.name, undertaking.language),
    ...indices.map((index) => partOf(undertaking, index)));
  const heading = (title) => element("header", {}, title,
    element("button", { type: "button", class: "close", "aria-label": text("map-close"), title: text("map-close"), onclick: () => choose({}) }, "×"));

  const showTie = (tie) => {
    const count = (kind) => tie.shared.filter((at) => data.undertakings[at].kind === kind).length;
    details.replaceChildren(
      heading(element("h2", {}, nameOf(tie.from), element("span", { class: "with" }, "↔ "), nameOf(tie.to))),
      element("div", { class: "counts" },
        element("span", {}, `${text("map-agreements")}: ${count("agreement")}`), element("span", {}, `${text("map-projects")}: ${count("project")}`),
        tie.across ? element("span", { class: "mark" }, text("map-across-tie")) : null),
      element("ul", { class: "undertakings", "aria-label": text("map-shared") }, ...tie.shared.map((at) => undertakingItem(data.undertakings[at], tie.from, tie.to))));
  };
  const showNode = (node) => {
    const about = data.organisations[node.id];
    const ties = data.edges.map((tie, index) => ({ tie, index })).filter(({ tie }) => tie.from === node.id || tie.to === node.id)
      .sort((a, b) => b.tie.across - a.tie.across || b.tie.value - a.tie.value || a.index - b.index);
    details.replaceChildren(
      heading(element("h2", {}, nameOf(node.id))),
      element("div", { class: "counts" }, element("span", { "data-source": "graph" }, [about.kind, about.place].filter(Boolean).join(" · ")),
        element("span", {}, text(`map-side-${node.group}`))),
      element("p", {}, element("a", { href: about.href }, text("map-more"))),
      element("h3", {}, `${text("map-partners")}: ${ties.length}, ${text("map-partners-across")}: ${ties.filter(({ tie }) => tie.across).length}`),
      element("ul", { class: "partners" }, ...ties.map(({ tie, index }) => {
        const other = tie.from === node.id ? tie.to : tie.from;
        return element("li", {}, element("button", { type: "button", class: tie.across ? "across" : "", onclick: () => choose({ tie: index }) }, nameOf(other), element("span", { class: "count" }, String(tie.value))));
      })));
  };
  return { element, showTie, showNode };
};
