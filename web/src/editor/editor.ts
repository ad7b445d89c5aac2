/** The query editor: text, shelves and answer put together. */
import { Answer, fill, type Problem, wordsOf } from "./answer";
import type { Words } from "./completion";
import { showTaken } from "./dialogs";
import { button, el, later } from "./dom";
import { readLink, writeLink } from "./link";
import { texts, type Text } from "./messages";
import { Names } from "./names";
import { QueryText } from "./query_text";
import { Results } from "./results";
import { Server } from "./server";
import type { View } from "./shape";
import { Shelves } from "./shelves";
import { snippets } from "./snippets";
import { memory } from "./window_memory";

export interface PageData {
  language: string;
  messages: string;
  version: string;
  older: boolean;
  first: string;
  nonce: string;
}

const DRAFT = "techland.draft";
const ROW_FORMATS = ["csv", "tsv", "json", "xml"];
const TRIPLE_FORMATS = ["ttl", "nt", "jsonld", "rdf"];
const TABLES = ["xlsx", "parquet"];

export class Editor {
  private readonly t: Text;
  private readonly server: Server;
  private readonly names: Names;
  private readonly results: Results;
  private readonly shelves: Shelves;
  private readonly code: QueryText;
  private words: Words = { prefixes: {}, classes: [], properties: [] };
  private asking: Promise<Words> | null = null;
  private running: AbortController | null = null;
  private readonly fault = el("p", { class: "fault-line", role: "status", id: "fault-line" });
  private readonly run: HTMLButtonElement;
  private readonly stop: HTMLButtonElement;
  private readonly version: string | null;

  constructor(
    root: HTMLElement,
    private readonly data: PageData,
  ) {
    this.t = texts(data.language, data.messages);
    this.version = data.older ? data.version : null;
    this.server = new Server(this.version, data.language);
    this.names = new Names(this.server.address, () => this.words.prefixes, () => this.results.table.renew());
    this.results = new Results({
      t: this.t,
      names: this.names,
      seats: this.server.seats,
      mapAddress: (query) => this.server.address("/map", { query }),
      changed: () => void this.results.show(this.results.view),
      downloads: (answer) => this.downloads(answer),
      viewed: () => this.keepLink(),
    });
    this.shelves = new Shelves(this.t, data.language, (text) => this.take(text), this.server.address("/api"));
    this.run = button(this.t("editor-run"), () => void this.ask(null), { class: "main" });
    this.stop = button(this.t("editor-stop"), () => this.running?.abort(), { hidden: true, class: "stop" });
    const restored = readLink(location.hash);
    const holder = el("div", { class: "code" });
    root.replaceChildren(this.layout(holder));
    this.code = new QueryText(holder, {
      text: restored?.query ?? memory?.getItem(DRAFT) ?? data.first,
      label: this.t("editor-query"),
      nonce: data.nonce,
      sources: { words: () => this.knownWords(), things: this.server.things, t: this.t, language: data.language },
      check: this.server.check,
      told: (problem) => this.tellFault(problem),
      changed: later((text: string) => memory?.setItem(DRAFT, text), 200),
      run: () => void this.ask(null),
    });
    void this.knownWords();
    if (restored) {
      this.results.panel.setting = restored.setting;
      this.results.table.withNames = restored.names;
      if (restored.run) void this.ask(restored.view);
    }
    root.dataset.ready = "true";
  }

  private layout(holder: HTMLElement): HTMLElement {
    const { t } = this;
    const take = el(
      "div",
      { class: "take", role: "group" },
      button(t("editor-save"), () => this.save()),
      button(t("editor-share"), () => this.share()),
      button(t("editor-use"), () => this.use()),
      button(t("editor-cite"), () => void this.cite()),
    );
    const writing = el(
      "section",
      { class: "writing", "aria-label": t("editor-query") },
      holder,
      this.fault,
      el("div", { class: "actions" }, this.run, this.stop, take, el("span", { class: "hint" }, t("editor-keys"))),
    );
    return el("div", { class: "editor" }, writing, this.shelves.element, this.results.element);
  }

  /** Prefixes, classes and properties: asked once, and again after a failure. */
  private async knownWords(): Promise<Words> {
    this.asking ??= this.server.words();
    try {
      this.words = await this.asking;
    } catch {
      this.asking = null;
    }
    return this.words;
  }

  private tellFault(problem: Problem | null): void {
    this.fault.lang = problem?.told?.language ?? document.documentElement.lang;
    const text = problem ? wordsOf(problem).lines[0]!.replace(/^.*?line \d+, column \d+: /, "") : "";
    this.fault.className = problem ? "fault-line wrong" : "fault-line";
    this.fault.textContent = problem
      ? problem.line && !problem.told
        ? this.t("editor-fault", { line: String(problem.line), column: String(problem.column ?? 1), text })
        : text
      : this.t("editor-fine");
  }

  private take(text: string): void {
    this.code.text = text;
    this.results.panel.setting = {};
    void this.ask(null);
  }

  /** Ask the query; a query that still runs is stopped first. */
  private async ask(view: View | null): Promise<void> {
    this.running?.abort();
    const stopping = new AbortController();
    this.running = stopping;
    const query = this.code.text;
    const answer = new Answer(query);
    const begun = performance.now();
    this.results.begin(answer);
    this.run.hidden = true;
    this.stop.hidden = false;
    const tick = (): void => this.results.progress((performance.now() - begun) / 1000);
    const clock = window.setInterval(tick, 250);
    await fill(answer, {
      address: this.server.address("/sparql"),
      signal: stopping.signal,
      progress: tick,
      tripleColumns: ["subject", "predicate", "object"].map((name) => this.t(`editor-column-${name}`)),
    }, {
      method: "POST",
      body: query,
      headers: { "Content-Type": "application/sparql-query", Accept: "text/tab-separated-values, application/n-triples" },
    });
    clearInterval(clock);
    if (this.running !== stopping) return;
    this.running = null;
    this.run.hidden = false;
    this.stop.hidden = true;
    this.shelves.note(query);
    await this.results.end(view);
    if (answer.problem) await this.code.goTo(answer.problem);
    this.keepLink();
  }

  private link(): string {
    return writeLink({
      query: this.code.text,
      view: this.results.answer ? this.results.view : null,
      setting: this.results.panel.setting,
      names: this.results.table.withNames,
      run: this.results.answer !== null,
    });
  }

  private keepLink(): void {
    if (this.results.answer) history.replaceState(null, "", `${location.pathname}${location.search}${this.link()}`);
  }

  private downloads(answer: Answer): [string, string][] {
    const streamed = (answer.isTriples ? TRIPLE_FORMATS : ROW_FORMATS).map((name): [string, string] => [
      name,
      this.server.address("/sparql", { query: answer.query, format: name }),
    ]);
    const tables = TABLES.map((name): [string, string] => [name, `/download/techland.${name}?${new URLSearchParams({ query: answer.query }).toString()}`]);
    return this.version ? streamed : [...streamed, ...tables];
  }

  private save(): void {
    const first = /^#\+\s*summary:\s*(.+)$/m.exec(this.code.text)?.[1] ?? "";
    const name = el("input", { type: "text", id: "save-name", required: true, value: first });
    const form = el("form", { method: "dialog" }, el("label", { for: "save-name" }, this.t("editor-save-name")), name,
      el("div", { class: "actions" }, el("button", { class: "main" }, this.t("editor-save")), button(this.t("editor-close"), () => dialog.close())));
    const dialog = el("dialog", { class: "taken", "aria-label": this.t("editor-save") }, form);
    form.addEventListener("submit", () => {
      if (name.value.trim()) this.shelves.keep(name.value.trim(), this.code.text);
    });
    dialog.addEventListener("close", () => dialog.remove());
    document.body.append(dialog);
    dialog.showModal();
  }

  private share(): void {
    const address = `${location.origin}${location.pathname}${location.search}${this.link()}`;
    showTaken(this.t, this.t("editor-share"), this.t("editor-share-told"), [{ name: this.t("editor-share"), text: address }]);
  }

  private use(): void {
    const isTriples = /\b(construct|describe)\b/i.test(this.code.text.replace(/#[^\n]*|<[^>]*>|"[^"]*"/g, "").split("{")[0] ?? "");
    showTaken(this.t, this.t("editor-use"), "", snippets(this.code.text, location.origin, this.version, isTriples));
  }

  private async cite(): Promise<void> {
    const title = /^#\+\s*summary:\s*(.+)$/m.exec(this.code.text)?.[1] ?? "";
    const told = await this.server.citation(this.code.text, title);
    if ("detail" in told || !("permalink" in told)) {
      showTaken(this.t, this.t("editor-cite"), ("detail" in told && wordsOf(told as Problem).lines.join(" ")) || this.t("editor-unreached"), []);
      return;
    }
    const { permalink, bib, ris, txt } = told as Record<string, string>;
    showTaken(this.t, this.t("editor-cite"), this.t("editor-cite-told", { version: this.data.version.slice(0, 12) }), [
      { name: this.t("editor-text"), text: txt ?? "", file: "techland-query.txt" },
      { name: "BibTeX", text: bib ?? "", file: "techland-query.bib" },
      { name: "RIS", text: ris ?? "", file: "techland-query.ris" },
      { name: "Permalink", text: permalink ?? "" },
    ]);
  }
}
