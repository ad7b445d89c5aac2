/** Queries at hand: the catalogue's, the reader's own, and those asked before. */
import { button, el, later } from "./dom";
import type { Text } from "./messages";

interface CatalogueQuery {
  name: string;
  summary: Record<string, string>;
  description: string;
  tags: string[];
  text: string;
  chart: Record<string, unknown> | null;
}

interface Kept {
  name: string;
  text: string;
  at: string;
}

interface Item {
  title: string;
  detail: string;
  words: string;
  text: string;
  language?: string;
  forget?: () => void;
}

const MINE = "techland.queries";
const HISTORY = "techland.history";
const MOST_HISTORY = 100;
type Shelf = "questions" | "mine" | "history";
const SHELVES: readonly Shelf[] = ["questions", "mine", "history"];

function stored(key: string): Kept[] {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(found) ? (found as Kept[]).filter((one) => typeof one?.text === "string") : [];
  } catch {
    return [];
  }
}

function store(key: string, kept: Kept[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // A browser that keeps nothing still asks.
  }
}

/** The header of a catalogue's query as it stands in its file: what tells charts and learners. */
function withHeader(query: CatalogueQuery, language: string): string {
  const chart = query.chart && Object.entries(query.chart).map(([name, told]) => `${name}: ${Array.isArray(told) && told.length > 1 ? `[${told.join(", ")}]` : String(told)}`);
  const lines = [`#+ summary: ${query.summary[language] ?? query.summary.en ?? query.name}`];
  if (chart) lines.push(`#+ chart: {${chart.join(", ")}}`);
  return `${lines.join("\n")}\n${query.text}`;
}

export class Shelves {
  readonly element: HTMLElement;
  private shelf: Shelf = "questions";
  private catalogue: CatalogueQuery[] = [];
  private readonly list = el("ul", { class: "shelf" });
  private readonly found = el("p", { class: "hint", role: "status" });
  private readonly search: HTMLInputElement;
  private readonly tabs = new Map<Shelf, HTMLButtonElement>();

  constructor(
    private readonly t: Text,
    private readonly language: string,
    private readonly choose: (text: string) => void,
    private readonly address: string,
  ) {
    this.search = el("input", { type: "search", id: "shelf-search", input: later(() => this.draw(), 80) });
    const tabs = SHELVES.map((shelf) => {
      const tab = button(t(`editor-${shelf}`), () => this.open(shelf), { "aria-pressed": String(shelf === this.shelf) });
      this.tabs.set(shelf, tab);
      return tab;
    });
    this.element = el(
      "aside",
      { class: "shelves", "aria-label": t("editor-shelves") },
      el("div", { class: "tabs", role: "group", "aria-label": t("editor-shelves") }, ...tabs),
      el("label", { for: "shelf-search" }, t("editor-search")),
      this.search,
      this.found,
      this.list,
    );
    void this.load();
    // A file that was put into the folder meanwhile is there when the reader comes back.
    window.addEventListener("focus", () => void this.load());
  }

  private async load(): Promise<void> {
    try {
      const answer = await fetch(this.address);
      if (answer.ok) this.catalogue = ((await answer.json()) as { queries: CatalogueQuery[] }).queries;
    } catch {
      // The shelf keeps what it has.
    }
    this.draw();
  }

  open(shelf: Shelf): void {
    this.shelf = shelf;
    for (const [name, tab] of this.tabs) tab.setAttribute("aria-pressed", String(name === shelf));
    if (shelf === "questions") void this.load();
    this.draw();
  }

  /** Note a query that was asked; the latest stands first, each text once. */
  note(text: string): void {
    const others = stored(HISTORY).filter((one) => one.text !== text);
    store(HISTORY, [{ name: "", text, at: new Date().toISOString() }, ...others].slice(0, MOST_HISTORY));
    this.draw();
  }

  keep(name: string, text: string): void {
    store(MINE, [{ name, text, at: new Date().toISOString() }, ...stored(MINE).filter((one) => one.name !== name)]);
    this.open("mine");
  }

  private items(): Item[] {
    if (this.shelf === "questions") {
      return this.catalogue.map((query) => ({
        title: query.summary[this.language] ?? query.summary.en ?? query.name,
        language: query.summary[this.language] ? this.language : "en",
        detail: query.tags.join(" · "),
        words: [...Object.values(query.summary), query.description, query.name, ...query.tags].join(" "),
        text: withHeader(query, this.language),
      }));
    }
    const key = this.shelf === "mine" ? MINE : HISTORY;
    const when = new Intl.DateTimeFormat(this.language, { dateStyle: "medium", timeStyle: "short" });
    return stored(key).map((one) => ({
      title: one.name || firstLine(one.text),
      detail: Number.isNaN(Date.parse(one.at)) ? "" : when.format(new Date(one.at)),
      words: `${one.name} ${one.text}`,
      text: one.text,
      forget: () => {
        store(key, stored(key).filter((other) => other.text !== one.text || other.name !== one.name));
        this.draw();
      },
    }));
  }

  private draw(): void {
    const wanted = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const every = this.items();
    const items = every.filter((item) => wanted.every((word) => item.words.toLowerCase().includes(word)));
    this.found.textContent = items.length ? "" : this.t(every.length ? "editor-none-found" : "editor-none");
    this.list.replaceChildren(...items.map((item) => this.row(item)));
    if (this.shelf === "history" && every.length) {
      this.list.append(el("li", {}, button(this.t("editor-forget-all"), () => { store(HISTORY, []); this.draw(); })));
    }
  }

  private row(item: Item): HTMLElement {
    const choose = button("", () => this.choose(item.text), { class: "choice" });
    choose.append(el("span", item.language ? { lang: item.language } : {}, item.title), el("small", {}, item.detail));
    const forget = item.forget && button("×", item.forget, { class: "forget", "aria-label": this.t("editor-forget", { name: item.title }) });
    return el("li", {}, choose, forget);
  }
}

function firstLine(text: string): string {
  const summary = /^#\+\s*summary:\s*(.+)$/m.exec(text)?.[1];
  const line = text.split("\n").find((one) => one.trim() && !/^\s*(PREFIX|#)/i.test(one));
  return (summary ?? line ?? text).trim().slice(0, 90);
}
