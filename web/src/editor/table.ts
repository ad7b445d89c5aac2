/** A table of any length: only the rows in sight are in the page. */
import type { Answer } from "./answer";
import { el, later } from "./dom";
import type { Text } from "./messages";
import { addressOf, type Names } from "./names";
import { isNumber, parseTerm, type Term } from "./terms";

const ROW_HEIGHT = 32;
const MARGIN = 12;
// Browsers bound the height of an element; beyond this the scroll bar moves by more than a row.
const MOST_HEIGHT = 8_000_000;
const SAMPLE = 200;
const NARROWEST = 6;
const WIDEST = 46;

export class ResultTable {
  readonly element: HTMLElement;
  withNames = true;
  private readonly head = el("thead");
  private readonly body = el("tbody");
  private readonly columns = el("colgroup");
  private readonly table = el("table");
  private readonly above = el("div");
  private readonly below = el("div");
  private answer: Answer | null = null;
  private shown = "";
  private readonly settled = later(() => this.draw(true), 80);

  constructor(
    t: Text,
    private readonly names: Names,
  ) {
    this.table.append(this.columns, this.head, this.body);
    this.element = el(
      "div",
      { class: "rows", tabindex: 0, role: "region", "aria-label": t("editor-view-table"), scroll: () => this.draw() },
      this.above,
      this.table,
      this.below,
    );
    this.table.classList.add("virtual");
    new ResizeObserver(() => this.draw(true)).observe(this.element);
  }

  show(answer: Answer | null): void {
    this.answer = answer;
    this.element.scrollTop = 0;
    this.head.replaceChildren();
    this.renew();
  }

  /** Draw again what is in sight: rows came, or names became known. */
  renew(): void {
    if (this.answer?.columns.length && !this.head.childElementCount) this.drawHead();
    this.draw(true);
  }

  private drawHead(): void {
    const columns = this.answer?.columns ?? [];
    const cells = columns.map((name, index) => el("th", { scope: "col", "aria-colindex": index + 2 }, name));
    this.head.replaceChildren(el("tr", { "aria-rowindex": 1 }, el("th", { scope: "col", class: "place" }, "#"), ...cells));
    this.table.setAttribute("aria-colcount", String(columns.length + 1));
    this.setWidths();
  }

  /** Columns keep the width that their first rows want, so that nothing jumps while scrolling. */
  private setWidths(): void {
    const answer = this.answer;
    if (!answer) return;
    const widths = answer.columns.map((name) => name.length + 2);
    for (let row = 0; row < Math.min(SAMPLE, answer.size); row++) {
      answer.terms(row).forEach((term, column) => {
        widths[column] = Math.max(widths[column] ?? 0, this.text(term).length + 2);
      });
    }
    const made = [String(answer.size).length + 3, ...widths].map((width, index) => {
      const column = el("col");
      column.style.width = `${Math.min(WIDEST, Math.max(index ? NARROWEST : 4, width))}ch`;
      return column;
    });
    this.columns.replaceChildren(...made);
  }

  private text(term: Term): string {
    if (term.kind !== "iri") return term.value;
    return this.withNames ? this.names.shown(term.value) : this.names.short(term.value);
  }

  private draw(again = false): void {
    const size = this.answer?.size ?? 0;
    const full = size * ROW_HEIGHT;
    const height = Math.min(full, MOST_HEIGHT);
    const view = this.element.clientHeight || 400;
    const inSight = Math.ceil(view / ROW_HEIGHT);
    const top = this.element.scrollTop;
    const share = height > view ? Math.min(1, top / (height - view)) : 0;
    const exact = full > MOST_HEIGHT ? share * Math.max(0, size - inSight + 2) : top / ROW_HEIGHT;
    const first = Math.max(0, Math.min(size - inSight, Math.floor(exact)) - MARGIN);
    const last = Math.min(size, Math.floor(exact) + inSight + MARGIN);
    const key = `${first}-${last}-${size}`;
    if (key === this.shown && !again) return;
    this.shown = key;
    // The first row drawn stands where the scroll bar says that it does.
    const offset = full > MOST_HEIGHT ? Math.max(0, top - (exact - first) * ROW_HEIGHT) : first * ROW_HEIGHT;
    this.above.style.height = `${offset}px`;
    this.below.style.height = `${Math.max(0, height - offset - (last - first) * ROW_HEIGHT)}px`;
    this.table.setAttribute("aria-rowcount", String(size + 1));
    const rows = [];
    for (let row = first; row < last; row++) rows.push(this.row(row));
    this.body.replaceChildren(...rows);
    if (!again) this.settled();
  }

  private row(row: number): HTMLTableRowElement {
    const cells = this.answer?.cells(row) ?? [];
    const columns = this.answer?.columns ?? [];
    return el(
      "tr",
      { "aria-rowindex": row + 2 },
      el("td", { class: "place" }, String(row + 1)),
      ...columns.map((_, column) => this.cell(parseTerm(cells[column]))),
    );
  }

  private cell(term: Term): HTMLTableCellElement {
    if (term.kind === "none") return el("td");
    if (term.kind === "iri") {
      const name = this.withNames ? this.names.of(term.value) : null;
      const text = el("bdi", name?.language ? { lang: name.language } : {}, name?.text ?? this.names.short(term.value));
      const address = name?.address ?? addressOf(term.value);
      return el("td", { title: term.value }, address ? el("a", { href: address }, text) : text);
    }
    const language = term.language && el("abbr", { class: "tongue" }, term.language);
    const text = el("bdi", term.language ? { lang: term.language } : {}, term.value);
    return el("td", { title: term.value, class: isNumber(term) ? "number" : "" }, text, language || null);
  }
}
