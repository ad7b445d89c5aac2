/** Dialogs that give something to take along: a text with a button that copies it. */
import { button, el } from "./dom";
import type { Text } from "./messages";

export interface Taken {
  name: string;
  text: string;
  /** A file that holds the same, for programs such as reference managers. */
  file?: string;
}

async function copy(text: string, area: HTMLTextAreaElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    area.select();
    document.execCommand("copy");
  }
}

function entry(t: Text, one: Taken, status: HTMLElement): HTMLElement {
  const area = el("textarea", { readonly: true, rows: Math.min(12, one.text.split("\n").length + 1), spellcheck: "false", "aria-label": one.name });
  area.value = one.text;
  const copied = button(t("editor-copy"), () => {
    void copy(one.text, area).then(() => {
      status.textContent = `${one.name}: ${t("editor-copied")}`;
    });
  }, { "aria-label": `${t("editor-copy")}: ${one.name}` });
  const actions = el("div", { class: "actions" }, copied);
  if (one.file) {
    const address = URL.createObjectURL(new Blob([one.text], { type: "text/plain;charset=utf-8" }));
    actions.append(el("a", { class: "button", href: address, download: one.file }, `.${one.file.split(".").pop()}`));
  }
  return el("section", {}, el("h3", {}, one.name), area, actions);
}

export function showTaken(t: Text, title: string, lead: string, taken: Taken[]): HTMLDialogElement {
  const status = el("p", { role: "status", class: "hint" });
  const close = button(t("editor-close"), () => dialog.close(), { class: "close" });
  const heading = el("h2", { id: "taken-title" }, title);
  const dialog = el(
    "dialog",
    { class: "taken", "aria-labelledby": "taken-title" },
    el("header", {}, heading, close),
    lead && el("p", {}, lead),
    ...taken.map((one) => entry(t, one, status)),
    status,
  );
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}
