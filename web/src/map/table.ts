/** The tables: the same nodes and ties as the picture, in step with it. */

import { word } from "./data";
import { byId, link, make, told } from "./elements";
import { whenIdle } from "./idle";
import type { State } from "./state";

type Cell = { text: string; href?: string; number?: boolean };
type Key = string | number;

/** What a table tells of the network: its rows are things, and cells are made when a row stands. */
interface Columns {
  /** The rows in their usual order. */
  things: number[] | Int32Array;
  pick(thing: number): string;
  key(thing: number, column: number): Key;
  cells(thing: number): Cell[];
}

/** So many rows stand at most; a button brings more. */
const STEP = 1000;
/** So many are written at a time, so that the picture never waits for them. */
const PIECE = 60;

export class Table {
  private columns: Columns | null = null;
  private order: number[] = [];
  private shown = STEP;
  private sorted: [number, 1 | -1] | null = null;
  private body: HTMLTableSectionElement;
  private cut: HTMLElement;
  private filling = 0;

  constructor(private id: string, private state: State, private read: (state: State) => Columns) {
    const root = byId(id);
    this.body = root.querySelector("tbody")!;
    this.cut = root.querySelector(".rows-cut")!;
    root.querySelectorAll("th[data-sort]").forEach((head, column) => {
      const button = make("button", { type: "button", class: "sort", click: () => this.sort(column) }, head.textContent ?? "");
      head.replaceChildren(button);
    });
    this.body.addEventListener("click", (event) => {
      const target = event.target as Element;
      const row = target.closest("tr");
      if (row?.dataset["pick"] && !target.closest("a")) state.pick(row.dataset["pick"]);
    });
    root.addEventListener("toggle", () => this.fill());
  }

  private sort(column: number): void {
    this.sorted = [column, this.sorted?.[0] === column && this.sorted[1] === 1 ? -1 : 1];
    this.arrange();
  }

  /** Read the network anew; rows are written when the table is open. */
  update(): void {
    this.columns = this.read(this.state);
    const count = byId(this.id).querySelector("summary .count")!;
    count.textContent = this.state.words.number(this.columns.things.length);
    this.arrange();
  }

  private arrange(): void {
    const { things, key } = this.columns!;
    this.order = Array.from(things);
    if (this.sorted) {
      const [column, way] = this.sorted;
      const collator = new Intl.Collator(this.state.words.locale, { numeric: true });
      const keys = new Map(this.order.map((thing) => [thing, key(thing, column)]));
      this.order.sort((a, b) => {
        const [x, y] = [keys.get(a)!, keys.get(b)!];
        return way * (typeof x === "number" && typeof y === "number" ? y - x : collator.compare(String(x), String(y)));
      });
    }
    byId(this.id).querySelectorAll("th[data-sort]").forEach((head, column) => {
      if (this.sorted?.[0] === column) head.setAttribute("aria-sort", this.sorted[1] === 1 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    this.fill();
  }

  private fill(): void {
    const turn = ++this.filling;
    const root = byId<HTMLDetailsElement>(this.id);
    delete root.dataset["filled"];
    if (!root.open || !this.columns) return this.body.replaceChildren();
    const end = Math.min(this.shown, this.order.length);
    // Written apart and put in its place at once: the browser lays a table out anew for every row.
    const made = document.createDocumentFragment();
    const write = (from: number): void => {
      if (turn !== this.filling) return;
      const until = Math.min(end, from + PIECE);
      made.append(...this.order.slice(from, until).map((thing) => this.row(thing)));
      if (until < end) return whenIdle(() => write(until));
      this.body.replaceChildren(made);
      this.tellCut();
      root.dataset["filled"] = "";
      root.removeAttribute("aria-busy");
    };
    root.setAttribute("aria-busy", "true");
    write(0);
  }

  private tellCut(): void {
    const { words } = this.state;
    const left = this.order.length - this.shown;
    this.cut.replaceChildren();
    if (left <= 0) return;
    const more = () => {
      this.shown += STEP;
      this.fill();
    };
    this.cut.replaceChildren(words.say("rows-cut", { shown: this.shown, all: this.order.length }), " ",
      make("button", { type: "button", click: more }, words.say("more-rows", { number: Math.min(left, STEP) })));
  }

  private row(thing: number): HTMLTableRowElement {
    const [first, ...rest] = this.columns!.cells(thing);
    const name = this.columns!.pick(thing);
    const pick = make("button", { type: "button", class: "plain" }, told(first!.text));
    return make("tr", { "data-pick": name, "aria-current": name === this.state.view.pick ? "true" : null }, make("th", { scope: "row" }, pick),
      ...rest.map((cell) => make("td", cell.number ? { class: "number" } : {}, cell.href ? link(cell.text, cell.href) : told(cell.text))));
  }

  /** Mark the row of what is chosen. */
  choose(): void {
    const { pick } = this.state.view;
    for (const row of this.body.querySelectorAll("[aria-current]")) row.removeAttribute("aria-current");
    if (pick) this.body.querySelector(`[data-pick="${CSS.escape(pick)}"]`)?.setAttribute("aria-current", "true");
  }
}

export function nodeTable(state: State): Table {
  return new Table("netmap-nodes", state, ({ data, network, words, handed }) => {
    const partners = new Int32Array(data.size);
    const across = new Int32Array(data.size);
    network.source.forEach((one, tie) => {
      for (const end of [one, network.target[tie]!]) {
        partners[end]!++;
        across[end]! += network.across[tie]!;
      }
    });
    const types = data.columns["node.type"] as Int32Array | undefined;
    const type = (node: number) => word(data, "type", types?.[node]);
    const key = (node: number, column: number): Key => [
      () => state.label(node), () => words.say(`side-${data.head.sides[data.group[node]!]}`), () => handed.names["type"]?.[type(node)] ?? type(node),
      () => data.head.nodes.place?.[String(node)] ?? "", () => partners[node]!, () => across[node]!,
    ][column]!();
    const names = new Map(Array.from(network.nodes, (node) => [node, state.label(node)]));
    const things = network.nodes.slice().sort((a, b) => partners[b]! - partners[a]! || (names.get(a)! < names.get(b)! ? -1 : 1));
    return { things, key, pick: (node) => data.head.nodes.iri[node]!, cells: (node) => cellsOf(state, (column) => key(node, column), 6) };
  });
}

export function tieTable(state: State): Table {
  return new Table("netmap-ties", state, ({ data, network, words }) => {
    const ids = data.head.nodes.iri;
    const yes = (is: number | undefined) => words.say(is ? "yes" : "no");
    const key = (tie: number, column: number): Key => [
      () => state.label(network.source[tie]!), () => state.label(network.target[tie]!), () => network.weight[tie]!,
      () => yes(network.across[tie]), () => yes(network.disputed[tie]),
    ][column]!();
    const things = Int32Array.from(network.source.keys()).sort((a, b) =>
      network.across[b]! - network.across[a]! || network.weight[b]! - network.weight[a]! || a - b);
    const pick = (tie: number) => `${ids[network.source[tie]!]}~${ids[network.target[tie]!]}`;
    return { things, key, pick, cells: (tie) => cellsOf(state, (column) => key(tie, column), 5) };
  });
}

function cellsOf({ words }: State, key: (column: number) => Key, columns: number): Cell[] {
  return Array.from({ length: columns }, (_, column) => {
    const value = key(column);
    return typeof value === "number" ? { text: words.number(value), number: true } : { text: value };
  });
}
