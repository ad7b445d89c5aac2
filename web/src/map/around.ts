/** All that stands around the picture: controls, years, legend, panel, tables, links. */

import { keepAddress } from "./address";
import { startAside } from "./aside";
import { startControls } from "./controls";
import { byId, make } from "./elements";
import { startHands } from "./hands";
import { whenIdle } from "./idle";
import { describe, startKeyboard } from "./keyboard";
import { drawLegend } from "./legend";
import { noteLines } from "./note";
import { nodePanel, tiePanel } from "./panel";
import type { Picture } from "./picture";
import { startRehearsal } from "./rehearsal";
import { startServer } from "./server";
import { startSheet } from "./sheet";
import type { State } from "./state";
import { nodeTable, tieTable } from "./table";
import { startTimeline } from "./timeline";
import { writeView } from "./view";
import { Words } from "./words";

/** Start it when the picture stands. */
export function startAround(state: State, picture: Picture): void {
  const words = (state.words = new Words(state.handed.ftl, state.handed.locale));
  const tables = [tieTable(state), nodeTable(state)];
  const [note, live, details] = ["netmap-note", "netmap-live", "netmap-details"].map((id) => byId(id)) as [HTMLElement, HTMLElement, HTMLElement];
  let isOffline = false;

  const tell = () => {
    const { nodes, source } = state.network;
    const across = state.network.across.reduce((sum, one) => sum + one, 0);
    byId("netmap-sum").textContent = words.say("sum", { nodes: nodes.length, ties: source.length, across });
    byId("netmap-sides").hidden = state.view.layout !== "sides";
    const lines = noteLines(state, isOffline);
    note.replaceChildren(...lines);
    note.hidden = !lines.length;
    // On a phone it stands above the picture then, which the word that it is being drawn must not push down.
    note.classList.add("told");
  };
  const panel = () => {
    const { node, tie } = state.chosen;
    const shown = node !== null ? nodePanel(state, node) : tie !== null ? tiePanel(state, tie) : null;
    details.replaceChildren(...(shown ?? [make("p", { class: "hint" }, words.say("details-hint"))]));
    details.classList.toggle("filled", Boolean(shown));
    byId("netmap-read").hidden = !shown;
    // Set at once it would make the browser lay out the page before the picture is drawn.
    if (shown) requestAnimationFrame(() => { details.scrollTop = 0; });
  };
  const address = keepAddress(() => `?${writeView({ ...state.view, at: picture.isMoved ? picture.at : null })}`);
  const links = () => {
    const query = writeView({ ...state.view, at: null, lang: state.handed.language });
    for (const file of document.querySelectorAll<HTMLAnchorElement>("[data-file]"))
      file.href = `${state.handed.addresses["file"]}.${file.dataset["file"]}?${query}`;
    if (state.handed.addresses["page"]) address();
  };
  /** The picture comes first: large tables follow when it stands. */
  let filling = 0;
  const fillTables = () => {
    const turn = ++filling;
    for (const id of ["netmap-ties", "netmap-nodes"]) delete byId(id).dataset["filled"];
    whenIdle(() => { if (turn === filling) for (const table of tables) table.update(); });
  };

  state.listeners.push(({ network, layout, pick }) => {
    if (network || layout) {
      drawLegend(state, byId("netmap-legend"));
      tell();
    }
    if (network) fillTables();
    if (pick || network || layout) panel();
    if (pick) {
      for (const table of tables) table.choose();
      bringIntoSight(state, picture);
    }
    links();
  });
  picture.onRest = links;
  for (const [id, act] of [["in", () => picture.zoomBy(1.4)], ["out", () => picture.zoomBy(1 / 1.4)], ["whole", () => whole(picture)]] as const)
    byId(`netmap-${id}`).addEventListener("click", act);
  byId("netmap-share").addEventListener("click", () => {
    // A network by itself is framed by what was shown first, which the link does not tell.
    void share(state, picture.isMoved || state.view.layout !== "geographic" ? picture.at : null);
  });
  byId("netmap-read").addEventListener("click", () => {
    details.scrollIntoView();
    details.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  });
  state.onPath = () => { live.textContent = words.say("path-choose"); note.hidden = false; note.textContent = words.say("path-choose"); };
  picture.onPick = (node) => { live.textContent = describe(state, node); };
  startHands(picture);
  startKeyboard(state, picture);
  startAside(state, picture);
  state.onServerGone = (is) => { if (is !== isOffline) { isOffline = is; tell(); } };
  startServer(state);
  startControls(state);
  startSheet(state);
  tell();
  drawLegend(state, byId("netmap-legend"));
  panel();
  whenIdle(() => {
    fillTables();
    startTimeline(state);
    startRehearsal(state, picture);
  });
  Object.assign(picture.stage, { drawn: () => drawn(state, picture) });
  picture.onDrawn = () => { if (!picture.isGliding) picture.stage.dataset["ready"] = ""; };
  if (picture.isDrawn) picture.onDrawn();
  links();
}

/** The whole picture again, as it was at first. */
function whole(picture: Picture): void {
  picture.isMoved = false;
  picture.onWhole();
}

/** A node that was chosen elsewhere is looked at. */
function bringIntoSight(state: State, picture: Picture): void {
  const { node } = state.chosen;
  if (node === null || picture.dots(1, new Set([node])).length) return;
  const { x, y } = state.places();
  picture.isMoved = true;
  picture.lookAt(x[node]!, y[node]!, picture.at[2]);
}

async function share(state: State, at: [number, number, number] | null): Promise<void> {
  const link = state.address(at);
  const said = byId("netmap-shared");
  try {
    await navigator.clipboard.writeText(link);
    said.textContent = state.words.say("shared");
  } catch {
    said.textContent = state.words.say("share-by-hand", { link });
  }
  said.dataset["link"] = link;
}

/** What is on the canvas, for programs that look at the page: places on the screen, labels, ties. */
function drawn(state: State, picture: Picture): unknown {
  const ids = state.data.head.nodes.iri;
  const { network } = state;
  return {
    nodes: picture.dots().map((dot) => ({ ...dot, id: ids[dot.node], colour: state.encoded.colour[dot.node], said: describe(state, dot.node) })),
    ties: Array.from(network.source, (one, tie) => [ids[one], ids[network.target[tie]!], network.weight[tie]]),
    labels: picture.labels,
    aside: picture.written,
    places: Array.from(network.nodes, (node) => [ids[node], picture.scene!.x[node], picture.scene!.y[node]]),
    view: writeView(state.view),
    at: picture.at,
  };
}
