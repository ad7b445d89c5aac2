/** The answer below the query: how it came, its views, what can be taken along. */
import { type Answer, wordsOf } from "./answer";
import { button, el } from "./dom";
import type { Text } from "./messages";
import { PicturePanel, type PanelOptions } from "./picture_panel";
import { likeliest, shapeOf, toldChart, VIEWS, type View } from "./shape";
import { ResultTable } from "./table";

export interface ResultOptions extends PanelOptions {
  downloads: (answer: Answer) => [string, string][];
  viewed: (view: View) => void;
}

export class Results {
  readonly element: HTMLElement;
  readonly table: ResultTable;
  readonly panel: PicturePanel;
  view: View = "table";
  answer: Answer | null = null;
  private readonly t: Text;
  private readonly status = el("p", { class: "status", role: "status", id: "answer-status" });
  private readonly notes = el("div");
  private readonly truth = el("p", { class: "answer" });
  private readonly tabs = new Map<View, HTMLButtonElement>();
  private readonly bar: HTMLElement;
  private readonly downloads = el("ul", { class: "buttons" });
  private readonly frame = el("div", { class: "frame" });

  constructor(private readonly options: ResultOptions) {
    this.t = options.t;
    this.table = new ResultTable(options.t, options.names);
    this.panel = new PicturePanel(options);
    const tabs = VIEWS.map((view) => {
      const tab = button(this.t(`editor-view-${view}`), () => void this.show(view), { "aria-pressed": "false" });
      this.tabs.set(view, tab);
      return tab;
    });
    const named = el("input", { type: "checkbox", id: "with-names", checked: true, change: () => {
      this.table.withNames = named.checked;
      this.table.renew();
    } });
    this.bar = el(
      "div",
      { class: "result-bar", hidden: true },
      el("div", { class: "tabs", role: "group", "aria-label": this.t("editor-views") }, ...tabs),
      el("label", { class: "check" }, named, ` ${this.t("editor-names")}`),
      el("details", { class: "downloads" }, el("summary", { class: "button" }, this.t("editor-download")), this.downloads),
    );
    this.element = el("section", { class: "answer-part", "aria-labelledby": "answer-status" }, this.status, this.notes, this.bar, this.truth, this.frame);
  }

  /** Begin with an answer that comes; its rows are shown as they are there. */
  begin(answer: Answer): void {
    this.answer = answer;
    this.notes.replaceChildren();
    this.truth.textContent = "";
    this.bar.hidden = true;
    this.frame.replaceChildren(this.table.element);
    this.table.show(answer);
  }

  progress(seconds: number): void {
    const { answer } = this;
    if (!answer) return;
    const told = seconds.toFixed(1);
    this.status.textContent = answer.size
      ? this.t("editor-coming", { rows: this.size(answer), seconds: told })
      : this.t("editor-waiting", { seconds: told });
    this.table.renew();
  }

  private size(answer: Answer): string {
    return this.t(answer.isTriples ? "editor-triples" : "editor-rows", { number: answer.size });
  }

  /** Tell how an answer ended, and show it in the view that is wanted or suits it. */
  async end(wanted: View | null): Promise<void> {
    const { answer, t } = this;
    if (!answer) return;
    const rows = this.size(answer);
    this.element.dataset.end = answer.end;
    if (answer.end === "refused" || (answer.end === "broken" && !answer.size)) {
      this.refused(answer);
      return;
    }
    this.status.textContent = t("editor-done", { rows, seconds: answer.seconds.toFixed(2) });
    if (answer.end === "stopped" || answer.end === "broken") {
      this.status.textContent = "";
      this.note("cut", t(`editor-${answer.end}`, { rows }));
    } else if (answer.end === "cut") this.note("cut", t("editor-cut", { rows }));
    if (answer.truth !== null) {
      this.status.textContent = "";
      this.truth.textContent = t(answer.truth ? "editor-yes" : "editor-no");
      this.frame.replaceChildren();
      return;
    }
    this.bar.hidden = false;
    if (!answer.size && answer.end === "whole") this.note("hint", t("editor-nothing"));
    this.downloads.replaceChildren(...this.options.downloads(answer).map(([name, address]) => el("li", {}, el("a", { class: "button", href: address, download: `techland.${name}` }, name))));
    this.table.show(answer);
    await this.show(wanted ?? likeliest(shapeOf(answer), toldChart(answer.query)));
  }

  private refused(answer: Answer): void {
    const { problem } = answer;
    this.frame.replaceChildren();
    this.status.textContent = "";
    const { lang, lines } = problem ? wordsOf(problem) : { lang: "", lines: [this.t("editor-unreached")] };
    this.notes.replaceChildren(
      el("div", { class: "fault", role: "alert" }, el("h2", {}, this.t("editor-no-answer")), ...lines.map((text) => el("p", lang ? { lang } : {}, text))),
    );
  }

  private note(kind: string, text: string): void {
    this.notes.append(el("p", { class: kind, role: "status" }, text));
  }

  async show(view: View): Promise<void> {
    this.view = view;
    for (const [name, tab] of this.tabs) tab.setAttribute("aria-pressed", String(name === view));
    this.options.viewed(view);
    if (view === "table" || !this.answer) {
      this.frame.replaceChildren(this.table.element);
      this.table.renew();
      return;
    }
    this.frame.replaceChildren(this.panel.element);
    this.panel.element.replaceChildren();
    await this.panel.draw(view, this.answer);
  }
}
