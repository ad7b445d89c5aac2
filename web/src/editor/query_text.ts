/** The text of the query: a plain field, and the editor of code in its place once it is used. */
import type { Problem } from "./answer";
import type { Code, CodeOptions } from "./code";
import { el } from "./dom";

/** The editor of code is ten times as large as all else here: nobody waits for it who only reads. */
export class QueryText {
  private readonly field: HTMLTextAreaElement;
  private code: Code | null = null;
  private loading: Promise<typeof import("./code")> | null = null;
  private composing = false;

  constructor(
    private readonly holder: HTMLElement,
    private readonly options: CodeOptions,
  ) {
    this.field = el("textarea", { class: "plain-text", "aria-label": options.label, spellcheck: "false", autocomplete: "off" });
    this.field.value = options.text;
    holder.append(this.field);
    const { field } = this;
    field.onpointerenter = () => void this.load().catch(() => undefined);
    field.onfocus = () => void this.open();
    field.oninput = () => options.changed(field.value);
    field.addEventListener("compositionstart", () => (this.composing = true));
    field.addEventListener("compositionend", () => {
      this.composing = false;
      void this.open();
    });
    field.onkeydown = (event) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      options.run();
    };
  }

  private load(): Promise<typeof import("./code")> {
    this.loading ??= import("./code");
    return this.loading;
  }

  /** Put the editor of code in the field's place; text, selection and focus stay as they are. */
  private async open(): Promise<void> {
    const { field, holder, options } = this;
    let loaded;
    try {
      loaded = await this.load();
    } catch {
      // The field does without; it is tried again when it is next used.
      this.loading = null;
      return;
    }
    if (this.code || this.composing) return;
    const { selectionStart, selectionEnd, scrollTop } = field;
    const focused = document.activeElement === field;
    this.code = new loaded.Code(holder, { ...options, text: field.value });
    field.remove();
    this.code.select(selectionStart, selectionEnd, scrollTop);
    if (focused) this.code.view.focus();
  }

  get text(): string {
    return this.code?.text ?? this.field.value;
  }

  /** Put another text in; what was there can be had back by undoing. */
  set text(text: string) {
    if (this.code) {
      this.code.text = text;
      return;
    }
    this.field.value = text;
    this.options.changed(text);
  }

  /** Show where a query stopped being readable. */
  async goTo(problem: Problem): Promise<void> {
    await this.open();
    this.code?.goTo(problem);
  }
}
