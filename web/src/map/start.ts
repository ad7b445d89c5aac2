/** Starts the map on a page or in a file: the picture first, then all that stands around it. */

import { fitted } from "./camera";
import { type MapData, unpack } from "./data";
import type { Inks } from "./drawing";
import { byId } from "./elements";
import { type BaseMap, groundOf } from "./ground";
import { afterPaint, whenIdle } from "./idle";
import { Picture } from "./picture";
import { startPointer } from "./pointer";
import { type Handed, State } from "./state";
import { readView, USUAL, type View } from "./view";

function inks(): Inks {
  const style = getComputedStyle(document.documentElement);
  const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
  return { paper: of("sheet"), ink: of("ink"), muted: of("muted"), line: of("shore"), sea: of("sea"), land: of("land"), nl: of("nl-field"), de: of("de-field"), border: of("border-line") };
}

/** So few ties are drawn strong. */
const FEW = 60;
/** The height of what is said above the picture of a part, and of too many ties; on a phone it stands outside. */
const NOTE = { part: 64, many: 132 } as const;

function noteHead({ view: { ego, path, hidden }, leftOut }: State, { width }: Picture): number {
  if (width < 600) return 0;
  return leftOut ? NOTE.many : ego.length + path.length + hidden.length ? NOTE.part : 0;
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
  const note = byId("netmap-note");
  note.textContent = note.dataset["loading"]!;
  let data: ReturnType<typeof unpack>;
  try {
    data = unpack(await columns(handed));
  } catch {
    note.textContent = note.dataset["offline"]!;
    return;
  }
  const usual = readView(new URLSearchParams(handed.view), { ...USUAL, lang: handed.language });
  const { known, wrong } = await asked(handed, data, usual);
  const view = String(known) ? readView(known, { ...USUAL, layout: usual.layout, lang: handed.language }) : usual;
  const state = new State(data, handed, { ...view, level: usual.level, query: usual.query });
  state.wrong = wrong;
  state.dark = isDark();
  state.encode();
  const picture = draw(state);
  note.textContent = "";
  // The picture stands and can be pointed at before the rest of the script is asked for.
  afterPaint(async () => {
    try {
      const { startAround } = await import("./around");
      startAround(state, picture);
      whenIdle(() => void bringGround(state, picture));
    } catch (error) {
      note.hidden = false;
      note.textContent = note.dataset["offline"]!;
      throw error;
    }
  });
}

/** The words of the address. Those of a page were looked at by its server, those of a file by nobody yet. */
async function asked(handed: Handed, data: MapData, usual: View): Promise<{ known: URLSearchParams; wrong: string[] }> {
  if (handed.addresses["page"]) return { known: new URLSearchParams(location.search), wrong: [] };
  // A link to another view of the file that is open already.
  window.addEventListener("hashchange", () => location.reload());
  const { checked } = await import("./checked");
  return checked(location.hash.slice(1), data, usual);
}

/** Have the ground at hand, so that the reader can go there when the server does not answer any more. */
async function bringGround(state: State, picture: Picture): Promise<void> {
  if (picture.ground) return;
  const { ground, addresses } = state.handed;
  const found = ground ?? (await fetch(addresses["ground"]!).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null));
  if (found) picture.ground = groundOf(found as BaseMap);
  if (state.view.layout !== "geographic") return;
  if (!found) state.onServerGone(true);
  picture.redraw();
}

/** Draw the picture and keep it in step with the state. */
function draw(state: State): Picture {
  const picture = new Picture(byId("netmap-stage"));
  picture.inks = inks();
  // Below the names of both sides, and below what is said above a part of the network.
  picture.top = () => noteHead(state, picture) || (state.view.layout === "sides" ? 30 : 2);
  picture.name = (node) => state.label(node);
  const scene = () => {
    const { x, y } = state.places();
    const { node, tie } = state.chosen;
    const lit = node === null ? null : new Set([node, ...state.neighbours(node)]);
    const litTies = node === null ? null : new Set(state.tiesOf(node));
    const count = state.network.source.length;
    picture.scene = {
      network: state.network, encoded: state.encoded, x, y, palette: state.handed.palette, dark: state.dark, lit, litTies,
      calm: count < FEW ? 0.85 : state.view.layout === "force" ? 0.55 : count > 250 && !lit ? 0.3 : 0.5,
      small: picture.width < 600 ? 0.75 : 1,
    };
    picture.marked = { node, tie };
  };
  const needsGround = () => {
    if (state.view.layout === "geographic") void bringGround(state, picture);
  };
  /** The camera of a layout stays the same whatever is filtered: nodes keep their place. */
  const home = () => {
    const fit = (nodes: ArrayLike<number>) => fitted(nodes, state.places(), picture.width, picture.height, noteHead(state, picture));
    const isGround = state.view.layout === "geographic";
    const camera = fit(isGround ? onGround(state) : shownOrAll(state));
    // Zooms are told by what shows all nodes, so that a link means the same whatever is filtered.
    picture.home = isGround ? camera.k : fit(allNodes(state)).k;
    picture.look(camera);
  };
  let { layout } = state.view;
  state.first = (what) => {
    scene();
    if (!what.layout) return picture.redraw();
    picture.setPlaces(state.places(), true);
    needsGround();
    if (layout === state.view.layout) return;
    layout = state.view.layout;
    picture.isMoved = false;
    home();
  };
  picture.onResize = home;
  picture.onWhole = home;
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    state.dark = isDark();
    picture.inks = inks();
    state.encode();
    state.tell({ network: true, layout: false, pick: false });
  });
  scene();
  picture.setPlaces(state.places(), false);
  needsGround();
  const { at } = state.view;
  home();
  if (at) picture.lookAt(...at);
  picture.isMoved = at !== null;
  if (at && state.network.nodes.length && !picture.dots(1).length) {
    // Such a link shows nothing at all: the whole does.
    state.wrong.push(`at=${at}`);
    state.view = { ...state.view, at: null };
    picture.isMoved = false;
    home();
  }
  startPointer(state, picture);
  return picture;
}

const allNodes = (state: State) => Array.from({ length: state.data.size }, (_, node) => node);

function shownOrAll(state: State): ArrayLike<number> {
  return state.network.nodes.length < 3 ? allNodes(state) : state.network.nodes;
}

/** The nodes that frame the ground: all but the few that lie far from the others. */
function onGround(state: State): number[] {
  const on = allNodes(state).filter((node) => state.data.onMap[node]);
  const { x, y } = state.data.places["geographic"]!;
  const bounds = ([[x, 0.01, 0.95], [y, 0, 0.96]] as const).map(([values, low, high]) => {
    const sorted = on.map((node) => values[node]!).sort((a, b) => a - b);
    return [sorted[Math.floor(sorted.length * low)] ?? 0, sorted[Math.floor(sorted.length * high)] ?? 0] as const;
  });
  return on.filter((node) => x[node]! >= bounds[0]![0] && x[node]! <= bounds[0]![1] && y[node]! >= bounds[1]![0] && y[node]! <= bounds[1]![1]);
}
