/** The state of the map: one view, the network that it shows, and all that follows it. */

import { type Backbone, broughtBackbone, choiceWords } from "./backbone";
import { type MapData, nameOf } from "./data";
import { encode, type Encoded, type Measures, type Palette } from "./encodings";
import { narrowed, neighboursOf, type Neighbours } from "./paths";
import { afterPaint } from "./idle";
import type { Places } from "./picture";
import { listed, type Network, pickTies, tiesOf } from "./ties";
import { type View, writeView } from "./view";
import type { Words } from "./words";

/** What the page hands over as data (viz/network_map/page.py). */
export interface Handed {
  language: string;
  locale: string;
  ftl: string;
  palette: Palette;
  names: Record<string, Record<string, string>>;
  view: string;
  /** The words of the view on which the columns rest. */
  columns_view: string;
  addresses: Record<string, string>;
  columns?: string;
  ground?: unknown;
}

/** What is another after a change. */
export interface Change { network: boolean; layout: boolean; pick: boolean }

/** Above so many ties only the strongest are drawn, and the page says so. */
export const MOST_DRAWN = 120000;

export class State {
  network!: Network;
  encoded!: Encoded;
  private found: Neighbours | null = null;
  /** The texts of the page, once they are here. */
  words!: Words;
  measures: Measures = {};
  /** What was asked of the server for this network and did not come. */
  readonly missed = new Set<string>();
  /** How many ties were left out because a picture cannot tell so many. */
  leftOut = 0;
  /** Words of the address that nothing here answers to. */
  wrong: string[] = [];
  pathFrom = "";
  backbone: Backbone | null = null;
  readonly numbers: Map<string, number>;
  private past: View[] = [];
  /** Told of every change at once: the picture. */
  first: (what: Change) => void = () => {};
  /** Told of it when the picture is painted: all that stands around it. */
  listeners: ((what: Change) => void)[] = [];
  private untold: Change | null = null;
  askNode: (id: string, target: HTMLElement) => Promise<void> = async () => {};
  onPath: () => void = () => {};
  /** Told whether the server answers. */
  onServerGone: (isGone: boolean) => void = () => {};
  dark = false;

  constructor(readonly data: MapData, readonly handed: Handed, public view: View) {
    this.numbers = new Map(data.head.nodes.iri.map((iri, place) => [iri, place]));
    this.measures = { ...data.head.measures };
    this.project();
  }

  /** The neighbours of every node, found when somebody asks. */
  get near(): Neighbours {
    return (this.found ??= neighboursOf(this.network, this.data.size));
  }

  label(node: number): string {
    return nameOf(this.data.head.nodes, node, this.handed.language).text;
  }

  /** The ties of the backbone, if the view wants no others and they are known. */
  private get backboneTies(): Set<number> | null {
    if (!this.view.backbone) return null;
    return broughtBackbone(this.data) ?? (this.hasBackbone ? this.backbone!.ties : null);
  }

  /** Whether the backbone that was found last is the one of this view. */
  get hasBackbone(): boolean {
    return this.backbone?.key === choiceWords(this.view);
  }

  /** Take a backbone that has come from the server. */
  takeBackbone(found: Backbone): void {
    this.backbone = found;
    this.project();
    this.tell({ network: true, layout: false, pick: true });
  }

  private project(): void {
    const whole = this.wholeOf(this.view);
    this.leftOut = Math.max(0, whole.source.length - MOST_DRAWN);
    this.network = this.strongest(whole);
    this.found = null;
    this.encode();
  }

  /** All ties of a view. */
  private wholeOf(view: View): Network {
    return narrowed(tiesOf(this.data, view, this.backboneTies), view, this.data.size, this.numbers);
  }

  /** What another view would show, with measures that the page knows itself. */
  lookInto(view: View): { network: Network; encoded: Encoded } {
    const network = this.strongest(this.wholeOf(view));
    return { network, encoded: encode(this.data, network, view, this.handed.palette, this.dark, this.data.head.measures ?? {}) };
  }

  private strongest(network: Network): Network {
    const leftOut = network.source.length - MOST_DRAWN;
    if (leftOut <= 0) return network;
    const sorted = Float32Array.from(network.weight).sort();
    const least = sorted[leftOut]!;
    const rows: number[] = [];
    let ties = sorted.length - leftOut - sorted.reduce((more, weight) => more + Number(weight > least), 0);
    network.weight.forEach((weight, row) => {
      if (weight > least || (weight === least && ties-- > 0)) rows.push(row);
    });
    const kept = pickTies(network, rows);
    const isShown = new Uint8Array(this.data.size);
    for (const end of [kept.source, kept.target]) for (const node of end) isShown[node] = 1;
    return { ...network, ...kept, isShown, nodes: listed(isShown) };
  }

  encode(): void {
    this.encoded = encode(this.data, this.network, this.view, this.handed.palette, this.dark, this.measures);
  }

  /** Change the view; the change can be taken back. */
  change(changes: Partial<View>, remember = true): void {
    const before = this.view;
    this.wrong = [];
    if (remember) this.past.push(before);
    this.view = { ...before, ...changes };
    const keys = Object.keys(changes) as (keyof View)[];
    const looks: (keyof View)[] = ["layout", "size", "color", "pick", "pinned", "at"];
    const network = keys.some((key) => !looks.includes(key));
    if (network) {
      this.measures = { ...this.data.head.measures };
      this.missed.clear();
      this.project();
    } else if (keys.includes("size") || keys.includes("color")) this.encode();
    const layout = keys.includes("layout") || keys.includes("pinned");
    this.tell({ network: network || keys.includes("size") || keys.includes("color"), layout, pick: keys.includes("pick") || network });
  }

  /** The picture follows at once; tables, counts and panels when the browser has painted it. */
  tell(what: Change): void {
    this.first(what);
    const before = this.untold;
    this.untold = { network: what.network || !!before?.network, layout: what.layout || !!before?.layout, pick: what.pick || !!before?.pick };
    if (before) return;
    if (what.network || what.layout) afterPaint(() => this.tellAround());
    else this.tellAround();
  }

  private tellAround(): void {
    const what = this.untold!;
    this.untold = null;
    for (const tell of this.listeners) tell(what);
  }

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  undo(): void {
    const before = this.past.pop();
    if (before) this.change({ ...before }, false);
  }

  pick(pick: string): void {
    if (this.pathFrom && pick && !pick.includes("~")) {
      const from = this.pathFrom;
      this.pathFrom = "";
      this.change({ path: [from, pick], ego: [], pick });
    } else this.change({ pick }, false);
  }

  startPath(id: string): void {
    this.pathFrom = id;
    this.onPath();
  }

  pin(node: number, pinned: boolean, at?: [number, number]): void {
    const id = this.data.head.nodes.iri[node]!;
    const { x, y } = this.places();
    const others = this.view.pinned.filter(([one]) => one !== id);
    this.change({ pinned: pinned ? [...others, [id, ...(at ?? ([x[node]!, y[node]!] as [number, number]))]] : others });
  }

  /** What is chosen, as numbers of this network; null where it is not shown. */
  get chosen(): { node: number | null; tie: number | null } {
    const { pick } = this.view;
    if (!pick.includes("~")) {
      const node = this.numbers.get(pick);
      return { node: node !== undefined && this.network.isShown[node] ? node : null, tie: null };
    }
    const [one, other] = pick.split("~").map((id) => this.numbers.get(id) ?? -1);
    return { node: null, tie: this.tieOf(one!, other!) };
  }

  tieOf(one: number, other: number): number | null {
    if (one < 0 || other < 0) return null;
    return this.tiesOf(one).find((tie) => this.network.source[tie] === other || this.network.target[tie] === other) ?? null;
  }

  tiesOf(node: number): number[] {
    return Array.from(this.near.tie.subarray(this.near.start[node]!, this.near.start[node + 1]!));
  }

  neighbours(node: number): number[] {
    return Array.from(this.near.node.subarray(this.near.start[node]!, this.near.start[node + 1]!));
  }

  /** The places of the view's layout, with what the reader has moved. */
  places(): Places {
    const { x, y } = this.data.places[this.view.layout]!;
    if (!this.view.pinned.length) return { layout: this.view.layout, x, y };
    const moved = { layout: this.view.layout, x: x.slice(), y: y.slice() };
    for (const [id, px, py] of this.view.pinned) {
      const node = this.numbers.get(id);
      if (node !== undefined) [moved.x[node], moved.y[node]] = [px, py];
    }
    return moved;
  }

  /** The address of this view: on the page of the server, or as the end of a file's own. */
  address(at: [number, number, number] | null): string {
    const view = { ...this.view, at, lang: this.handed.language, version: this.data.head.version.slice(0, 16) };
    const page = this.handed.addresses["page"];
    const words = writeView(view, !page || view.query !== "");
    const language = words.includes("lang=") ? words : `${words}&lang=${this.handed.language}`;
    return page ? `${location.origin}${page}?${language}` : `${location.href.split("#")[0]}#${words}`;
  }
}
