/** The tables: the same nodes and ties as the picture, in step with it. */

import { word } from "./data";
import { byId, make, told, link } from "./elements";
import type { State } from "./state";

type Cell = { text: string; key: string | number; href?: string; number?: boolean };
interface Row { pick: string; cells: Cell[] }

/** So many rows stand at once; a button brings more. */
const STEP = 2000;

export class Table {
  private rows: Row[] = [];
  private shown = STEP;
  private sorted: [number, 1 | -1] | null = null;
  private body: HTMLTableSectionElement;
  private cut: HTMLElement;

  constructor(private id: string, private state: State, private read: (state: State) => Row[]) {
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
    this.update();
  }

  /** Read the rows anew; they are written when the table is open. */
  update(): void {
    this.rows = this.read(this.state);
    if (this.sorted) {
      const [column, way] = this.sorted;
      const order = new Intl.Collator(this.state.words.locale, { numeric: true });
      this.rows.sort((a, b) => {
        const [x, y] = [a.cells[column]!.key, b.cells[column]!.key];
        return way * (typeof x === "number" && typeof y === "number" ? y - x : order.compare(String(x), String(y)));
      });
    }
    const root = byId(this.id);
    root.querySelector("summary .count")!.textContent = this.state.words.number(this.rows.length);
    root.querySelectorAll("th[data-sort]").forEach((head, column) => {
      if (this.sorted?.[0] === column) head.setAttribute("aria-sort", this.sorted[1] === 1 ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
    });
    this.fill();
  }

  private fill(): void {
    if (!(byId(this.id) as HTMLDetailsElement).open) return this.body.replaceChildren();
    const { words } = this.state;
    this.body.replaceChildren(...this.rows.slice(0, this.shown).map((row) => this.element(row)));
    const left = this.rows.length - this.shown;
    this.cut.replaceChildren(...(left > 0
      ? [words.say("rows-cut", { shown: this.shown, all: this.rows.length }), " ",
        make("button", { type: "button", click: () => { this.shown += STEP; this.fill(); } }, words.say("more-rows", { number: Math.min(left, STEP) }))]
      : []));
    this.choose();
  }

  private element(row: Row): HTMLTableRowElement {
    const [first, ...rest] = row.cells;
    const pick = make("button", { type: "button", class: "plain" }, told(first!.text));
    return make("tr", { "data-pick": row.pick }, make("th", { scope: "row" }, pick),
      ...rest.map((cell) => make("td", cell.number ? { class: "number" } : {}, cell.href ? link(cell.text, cell.href) : told(cell.text))));
  }

  /** Mark the row of what is chosen. */
  choose(): void {
    const { pick } = this.state.view;
    for (const row of this.body.rows) row.toggleAttribute("aria-current", row.dataset["pick"] === pick && pick !== "");
  }
}

const text = (value: string): Cell => ({ text: value, key: value });

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
    const rows = Array.from(network.nodes, (node): Row => {
      const type = word(data, "type", types?.[node]);
      const number = (value: number): Cell => ({ text: words.number(value), key: value, number: true });
      return {
        pick: data.head.nodes.iri[node]!,
        cells: [text(state.label(node)), text(words.say(`side-${data.head.sides[data.group[node]!]}`)), text(handed.names["type"]?.[type] ?? type),
          text(data.head.nodes.place?.[String(node)] ?? ""), number(partners[node]!), number(across[node]!)],
      };
    });
    return rows.sort((a, b) => Number(b.cells[4]!.key) - Number(a.cells[4]!.key) || (a.cells[0]!.text < b.cells[0]!.text ? -1 : 1));
  });
}

export function tieTable(state: State): Table {
  return new Table("netmap-ties", state, ({ data, network, words }) => {
    const ids = data.head.nodes.iri;
    const yes = (is: number | undefined) => text(words.say(is ? "yes" : "no"));
    const order = Array.from(network.source.keys()).sort((a, b) =>
      network.across[b]! - network.across[a]! || network.weight[b]! - network.weight[a]! || a - b);
    return order.map((tie): Row => {
      const [one, other] = [network.source[tie]!, network.target[tie]!];
      return {
        pick: `${ids[one]}~${ids[other]}`,
        cells: [text(state.label(one)), text(state.label(other)), { text: words.number(network.weight[tie]!), key: network.weight[tie]!, number: true },
          yes(network.across[tie]), yes(network.disputed[tie])],
      };
    });
  });
}

