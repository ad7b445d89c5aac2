/** The pictures of an answer beside its table: chart, map, network, timeline. */
import type { Answer } from "./answer";
import { el } from "./dom";
import type { Text } from "./messages";
import type { Names } from "./names";
import type { Place } from "./pictures";
import { MOST_DRAWN, chartChoice, shapeOf, spanChoice, tieChoice, toldChart, type ChartChoice, type Shape, type Told, type View } from "./shape";
import type { Term } from "./terms";

/** What a reader has chosen for the chart; kept in the link. */
export interface Setting {
  kind?: string | undefined;
  x?: string | undefined;
  y?: string | undefined;
}

export interface PanelOptions {
  t: Text;
  names: Names;
  /** The seats of organisations and places that have no coordinates in the answer. */
  seats: (iris: string[]) => Promise<Map<string, [number, number]>>;
  mapAddress: (query: string) => string;
  changed: (setting: Setting) => void;
}

export class PicturePanel {
  readonly element = el("div", { class: "picture" });
  setting: Setting = {};
  /** What is drawn on now: a picture that was asked for before it, and comes later, is not shown. */
  private latest: HTMLElement | null = null;

  constructor(private readonly options: PanelOptions) {}

  /** Draw a view; what came before is taken away. `told` stands in for a header in the query. */
  async draw(view: Exclude<View, "table">, answer: Answer, told: Told | null = toldChart(answer.query)): Promise<void> {
    const sheet = (this.latest = el("div"));
    const shape = shapeOf(answer);
    const iris = new Set<string>();
    const rows = Math.min(answer.size, MOST_DRAWN);
    for (let row = 0; row < rows; row++) for (const term of answer.terms(row)) if (term.kind === "iri") iris.add(term.value);
    await this.options.names.all([...iris].slice(0, MOST_DRAWN));
    const drawing = { chart: this.chart, map: this.map, network: this.network, timeline: this.timeline }[view];
    await drawing.call(this, sheet, answer, shape, told?.type === (view === "chart" ? "bar" : view) ? told : null);
  }

  private readonly label = (term: Term): string => (term.kind === "iri" ? this.options.names.shown(term.value) : term.value);

  private get width(): number {
    return Math.max(260, this.element.clientWidth - 24);
  }

  private fill(sheet: HTMLElement, ...children: HTMLElement[]): void {
    sheet.replaceChildren(...children);
    if (sheet === this.latest) this.element.replaceChildren(sheet);
  }

  private unfit(sheet: HTMLElement, view: View): void {
    this.fill(sheet, el("p", { class: "hint" }, this.options.t(`editor-unfit-${view}`)));
  }

  private notes(total: number, drawn: number, leftOut: number): HTMLElement[] {
    const { t } = this.options;
    const notes = [];
    if (total > drawn) notes.push(el("p", { class: "cut" }, t("editor-most-drawn", { number: drawn })));
    if (leftOut) notes.push(el("p", { class: "hint" }, t("editor-left-out", { number: leftOut })));
    return notes;
  }

  private async put(spec: object, holder: HTMLElement, kind: View, columns: string[]): Promise<void> {
    const { drawLite } = await import("./vega_view");
    const { t } = this.options;
    const description = t("editor-picture-of", { kind: t(`editor-view-${kind}`), columns: columns.join(", ") });
    await drawLite(spec, holder, description);
  }

  private async chart(sheet: HTMLElement, answer: Answer, shape: Shape, told: Told | null): Promise<void> {
    const found = chartChoice(shape, told);
    if (!found) return this.unfit(sheet, "chart");
    const choice = this.chosen(found, answer);
    const holder = el("div", { class: "holder" });
    const { chart } = await import("./pictures");
    const picture = chart(answer, choice, this.label, this.width);
    this.fill(sheet, this.chooser(choice, answer, shape), ...this.notes(answer.size, picture.drawn, picture.leftOut), holder);
    await this.put(picture.spec, holder, "chart", [choice.x, ...choice.y]);
  }

  private chosen(found: ChartChoice, answer: Answer): ChartChoice {
    const { kind, x, y } = this.setting;
    const has = (name: string | undefined): name is string => name !== undefined && answer.columns.includes(name);
    const parts = (y ?? "").split(",").filter(has);
    return {
      kind: kind === "bar" || kind === "line" || kind === "point" ? kind : found.kind,
      x: has(x) ? x : found.x,
      y: parts.length ? parts : found.y,
    };
  }

  private chooser(choice: ChartChoice, answer: Answer, shape: Shape): HTMLElement {
    const { t } = this.options;
    const heights = [...new Set([choice.y.join(","), ...shape.numbers])];
    const select = (label: string, id: string, values: string[], now: string, name: (value: string) => string, put: (value: string) => void): HTMLElement => {
      const list = el("select", { id, change: () => { put(list.value); this.options.changed(this.setting); } }, ...values.map((value) => el("option", { value, selected: value === now }, name(value))));
      return el("label", {}, `${label} `, list);
    };
    return el(
      "div",
      { class: "chooser" },
      select(t("editor-kind"), "chart-kind", ["bar", "line", "point"], choice.kind, (value) => t(`editor-${value}`), (value) => { this.setting.kind = value; }),
      select(t("editor-channel-x"), "chart-x", answer.columns, choice.x, String, (value) => { this.setting.x = value; }),
      select(t("editor-channel-y"), "chart-y", heights, choice.y.join(","), (value) => value.replaceAll(",", ", "), (value) => { this.setting.y = value; }),
    );
  }

  private async timeline(sheet: HTMLElement, answer: Answer, shape: Shape, told: Told | null): Promise<void> {
    const choice = spanChoice(shape, told);
    if (!choice) return this.unfit(sheet, "timeline");
    const holder = el("div", { class: "holder" });
    const { timeline } = await import("./pictures");
    const picture = timeline(answer, choice, this.label, this.width);
    this.fill(sheet, ...this.notes(answer.size, picture.drawn, picture.leftOut), holder);
    await this.put(picture.spec, holder, "timeline", [choice.label, choice.start, choice.end ?? ""].filter(Boolean));
  }

  private async map(sheet: HTMLElement, answer: Answer, shape: Shape, told: Told | null): Promise<void> {
    const { placeMap, placesOf } = await import("./pictures");
    const label = told?.label === undefined ? undefined : String(told.label);
    let { places, leftOut } = placesOf(answer, shape, label, this.label);
    if (!places.length) ({ places, leftOut } = await this.seats(answer, shape));
    if (!places.length) return this.unfit(sheet, "map");
    const holder = el("div", { class: "holder" });
    this.fill(sheet, ...this.notes(0, 0, leftOut), holder);
    await this.put(placeMap(places, this.width), holder, "map", answer.columns);
  }

  /** The places of things that the answer names: every row whose things have no seat is left out. */
  private async seats(answer: Answer, shape: Shape): Promise<{ places: Place[]; leftOut: number }> {
    const columns = (answer.isTriples ? [answer.columns[0] ?? "", answer.columns[2] ?? ""] : shape.things).map((name) => answer.columns.indexOf(name));
    const things = new Set<string>();
    for (let row = 0; row < Math.min(answer.size, MOST_DRAWN); row++) {
      const terms = answer.terms(row);
      for (const column of columns) if (terms[column]?.kind === "iri") things.add(terms[column].value);
    }
    const seats = await this.options.seats([...things]);
    const places = [...seats].map(([iri, [latitude, longitude]]) => ({ name: this.options.names.shown(iri), latitude, longitude }));
    let leftOut = 0;
    for (let row = 0; row < answer.size; row++) {
      const terms = answer.terms(row);
      if (!columns.some((column) => seats.has(terms[column]?.value ?? ""))) leftOut++;
    }
    return { places, leftOut };
  }

  private async network(sheet: HTMLElement, answer: Answer, shape: Shape, told: Told | null): Promise<void> {
    const choice = tieChoice(answer, shape, told);
    const { networkPicture, tiesOf } = await import("./network");
    const found = choice && tiesOf(answer, choice);
    if (!found?.ties.length) return this.unfit(sheet, "network");
    const { t, names } = this.options;
    await names.all(found.nodes.slice(0, MOST_DRAWN));
    const holder = el("div", { class: "holder" });
    const picture = networkPicture(found, (iri) => names.shown(iri), this.width);
    this.fill(
      sheet,
      el("p", {}, `${t("editor-network-size", { nodes: found.nodes.length, ties: found.ties.length })} `, el("a", { class: "button", href: this.options.mapAddress(answer.query) }, t("editor-to-map"))),
      ...this.notes(found.ties.length, picture.drawn, found.leftOut),
      holder,
    );
    const { drawSpec } = await import("./vega_view");
    await drawSpec(picture.spec, holder, t("editor-picture-of", { kind: t("editor-view-network"), columns: [choice?.source, choice?.target].join(", ") }));
  }
}
