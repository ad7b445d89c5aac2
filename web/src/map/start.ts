/** Starts the map on a page or in a file: the same code, other ways to its columns. */

import { fitted } from "./camera";
import { startControls } from "./controls";
import { unpack } from "./data";
import type { Inks } from "./drawing";
import { byId, make } from "./elements";
import { type BaseMap, groundOf } from "./ground";
import { whenIdle } from "./idle";
import { describe, startKeyboard } from "./keyboard";
import { drawLegend } from "./legend";
import { nodePanel, tiePanel } from "./panel";
import { Picture } from "./picture";
import { startPointer } from "./pointer";
import { startServer } from "./server";
import { type Handed, State } from "./state";
import { nodeTable, tieTable } from "./table";
import { startTimeline } from "./timeline";
import { readView, USUAL, writeView } from "./view";
import { Words } from "./words";

function inks(): Inks {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { paper: of("sheet"), ink: of("ink"), muted: of("muted"), line: of("shore"), sea: of("sea"), land: of("land"), nl: of("nl-field"), de: of("de-field"), border: of("border-line") };
}

const isDark = () => window.matchMedia("(prefers-color-scheme: dark)").matches;

async function columns(handed: Handed): Promise<ArrayBuffer> {
  if (handed.columns) return Uint8Array.from(atob(handed.columns), (sign) => sign.charCodeAt(0)).buffer;
  const answer = await fetch(`${handed.addresses["columns"]}?${handed.columns_view}`);
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.arrayBuffer();
}

export async function startMap(): Promise<void> {
  const handed = JSON.parse(byId("netmap-data").textContent ?? "{}") as Handed;
  const words = new Words(handed.ftl, handed.locale);
  const note = byId("netmap-note");
  note.textContent = words.say("loading");
  let data: ReturnType<typeof unpack>;
  try {
    data = unpack(await columns(handed));
  } catch {
    note.textContent = words.say("offline");
    return;
  }
  const own = handed.addresses["page"] ? location.search : location.hash.slice(1);
  const usual = readView(new URLSearchParams(handed.view), { ...USUAL, lang: handed.language });
  const view = own ? readView(new URLSearchParams(own), { ...USUAL, layout: usual.layout, lang: handed.language }) : usual;
  const state = new State(data, handed, words, { ...view, level: usual.level, query: usual.query });
  state.dark = isDark();
  state.encode();
  run(state, note);
}

function run(state: State, note: HTMLElement): void {
  const { words } = state;
  const picture = new Picture(byId("netmap-stage"));
  const tables = [tieTable(state), nodeTable(state)];
  let isOffline = false;
  picture.inks = inks();
  picture.top = () => (state.view.layout === "sides" ? 30 : 2);
  picture.name = (node) => state.label(node);

  const scene = () => {
    const { x, y } = state.places();
    const { node, tie } = state.chosen;
    const lit = node === null ? null : new Set([node, ...state.neighbours(node)]);
    const litTies = node === null ? null : new Set(state.tiesOf(node));
    picture.scene = { network: state.network, encoded: state.encoded, x, y, palette: state.handed.palette, dark: state.dark, lit, litTies, calm: state.view.layout === "force" ? 0.55 : state.network.source.length > 250 && !lit ? 0.3 : 0.5 };
    picture.marked = { node, tie };
  };
  const needsGround = async () => {
    if (state.view.layout !== "geographic" || picture.ground) return;
    const found = state.handed.ground ?? (await fetch(state.handed.addresses["ground"]!).then((answer) => answer.json()).catch(() => null));
    if (found) picture.ground = groundOf(found as BaseMap);
    picture.redraw();
  };
  /** The camera of a layout stays the same whatever is filtered: nodes keep their place. */
  const home = (): void => {
    const places = state.places();
    const nodes = state.network.nodes.length ? framed(state) : [];
    const camera = fitted(nodes, places, picture.width, picture.height);
    picture.home = camera.k;
    picture.look(camera);
  };
  const tell = () => {
    const across = state.network.across.reduce((sum, one) => sum + one, 0);
    byId("netmap-sum").textContent = words.say("sum", { nodes: state.network.nodes.length, ties: state.network.source.length, across });
    byId("netmap-sides").hidden = state.view.layout !== "sides";
    const lines: (Node | string)[] = [];
    const button = (name: string, act: () => void) => make("button", { type: "button", click: act }, words.say(name));
    if (isOffline) lines.push(words.say("offline"), " ");
    lines.push(...backboneLines(state, isOffline));
    if (!state.network.nodes.length) {
      const why = state.view.path.length ? "path-none" : "empty";
      lines.push(words.say(why), " ", button("undo", () => state.undo()), " ", button("reset", () => byId("netmap-reset").click()));
    } else if (state.view.ego.length || state.view.path.length || state.view.hidden.length)
      lines.push(words.say("narrowed"), " ", button("reset", () => state.change({ ego: [], path: [], hidden: [] })));
    if (state.leftOut) {
      lines.push(words.say("too-many", { ties: state.leftOut + state.network.source.length, drawn: state.network.source.length, left: state.leftOut }), " ");
      lines.push(button("only-across", () => state.change({ across: true })), " ");
      if (state.handed.addresses["backbone"]) lines.push(button("backbone-ask", () => state.change({ backbone: true })), " ");
      if (state.handed.addresses["page"] && !state.view.query) lines.push(make("a", { class: "button", href: regions(state) }, words.say("by-regions")));
    }
    note.replaceChildren(...lines);
    note.hidden = !lines.length;
  };
  const panel = () => {
    const details = byId("netmap-details");
    const { node, tie } = state.chosen;
    const shown = node !== null ? nodePanel(state, node) : tie !== null ? tiePanel(state, tie) : null;
    details.replaceChildren(...(shown ?? [make("p", { class: "hint" }, words.say("details-hint"))]));
    details.classList.toggle("filled", Boolean(shown));
    // Set at once it would make the browser lay out the page before the picture is drawn.
    if (shown) requestAnimationFrame(() => { details.scrollTop = 0; });
  };
  const links = () => {
    const query = writeView({ ...state.view, at: null, lang: state.handed.language });
    for (const file of document.querySelectorAll<HTMLAnchorElement>("[data-file]"))
      file.href = `${state.handed.addresses["file"]}.${file.dataset["file"]}?${query}`;
    if (state.handed.addresses["page"]) history.replaceState(null, "", `?${writeView({ ...state.view, at: picture.isMoved ? picture.at : null })}`);
  };

  /** The picture comes first: large tables follow when it stands. */
  let filling = 0;
  const fillTables = () => {
    const turn = ++filling;
    for (const id of ["netmap-ties", "netmap-nodes"]) delete byId(id).dataset["filled"];
    whenIdle(() => { if (turn === filling) for (const table of tables) table.update(); });
  };

  state.listeners.push(({ network, layout, pick }) => {
    scene();
    if (layout) {
      picture.setPlaces(state.places(), true);
      void needsGround();
    } else picture.redraw();
    if (network || layout) {
      drawLegend(state, byId("netmap-legend"));
      tell();
    }
    if (network) fillTables();
    if (pick || network || layout) panel();
    if (pick) {
      for (const table of tables) table.choose();
      const { node } = state.chosen;
      if (node !== null && !picture.dots().some((dot) => dot.node === node)) {
        const { x, y } = state.places();
        picture.isMoved = true;
        picture.lookAt(x[node]!, y[node]!, picture.at[2]);
      }
    }
    links();
  });
  let layout = state.view.layout;
  state.listeners.push(() => {
    if (layout === state.view.layout) return;
    layout = state.view.layout;
    picture.isMoved = false;
    home();
    links();
  });
  picture.onRest = links;
  picture.onResize = home;
  picture.onDrawn = () => { if (!picture.isGliding) picture.stage.dataset["ready"] = ""; };
  for (const [id, act] of [["in", () => picture.zoomBy(1.4)], ["out", () => picture.zoomBy(1 / 1.4)], ["whole", () => { home(); picture.isMoved = false; links(); }]] as const)
    byId(`netmap-${id}`).addEventListener("click", act);
  byId("netmap-share").addEventListener("click", () => void share(state, picture.isMoved ? picture.at : null));
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    state.dark = isDark();
    picture.inks = inks();
    state.encode();
    scene();
    drawLegend(state, byId("netmap-legend"));
    picture.redraw();
  });
  state.onPath = () => { byId("netmap-live").textContent = words.say("path-choose"); note.hidden = false; note.textContent = words.say("path-choose"); };
  scene();
  picture.setPlaces(state.places(), false);
  void needsGround();
  const at = state.view.at;
  home();
  if (at) picture.lookAt(...at);
  picture.isMoved = at !== null;
  note.textContent = "";
  startPointer(state, picture, (text) => { byId("netmap-live").textContent = text; });
  startKeyboard(state, picture);
  startServer(state, (is) => { if (is !== isOffline) { isOffline = is; tell(); } });
  tell();
  drawLegend(state, byId("netmap-legend"));
  startControls(state);
  panel();
  requestAnimationFrame(() => whenIdle(() => {
    fillTables();
    startTimeline(state);
  }));
  Object.assign(picture.stage, { drawn: () => drawn(state, picture) });
}

/** What is kept of a network whose backbone is shown, and by which rule. */
function backboneLines({ view, handed, backbone, hasBackbone, words }: State, isOffline: boolean): string[] {
  if (!view.backbone || !handed.addresses["backbone"]) return [];
  if (!hasBackbone) return isOffline ? [] : [words.say("backbone-wait"), " "];
  const { ties, all, model } = backbone!;
  return [words.say("backbone-told", { kept: ties.size, all, left: all - ties.size }), ` ${model}. `];
}

/** The same choice with regions as nodes. */
function regions({ view, handed }: State): string {
  const words = writeView({ ...view, level: "nuts3", pick: "", ego: [], path: [], hidden: [], pinned: [], at: null });
  return `${handed.addresses["page"]}?${words}`;
}

/** The nodes that frame a layout: of the ground all but the few that lie far from the others. */
function framed(state: State): number[] {
  const nodes = Array.from({ length: state.data.size }, (_, node) => node);
  if (state.view.layout !== "geographic") return nodes.filter((node) => state.network.isShown[node]).length < 3 ? nodes : Array.from(state.network.nodes);
  const on = nodes.filter((node) => state.data.onMap[node]);
  const { x, y } = state.data.places["geographic"]!;
  const bounds = ([[x, 0.01, 0.95], [y, 0, 0.96]] as const).map(([values, low, high]) => {
    const sorted = on.map((node) => values[node]!).sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length * low)] ?? 0, sorted[Math.floor(sorted.length * high)] ?? 0] as const;
  });
  return on.filter((node) => x[node]! >= bounds[0]![0] && x[node]! <= bounds[0]![1] && y[node]! >= bounds[1]![0] && y[node]! <= bounds[1]![1]);
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
    places: Array.from(network.nodes, (node) => [ids[node], picture.scene!.x[node], picture.scene!.y[node]]),
    view: writeView(state.view),
    at: picture.at,
  };
}
