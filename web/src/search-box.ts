/**
 * Suggestions below the box for search, as a combobox with a listbox
 * (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/). Without this script the form works.
 */

interface Shown {
  name: string;
  language: string;
  kind: string;
}

interface Result {
  iri: string;
  address: string | null;
  matched: string;
  countries: string[];
  shown: Shown;
}

const MOST = 8;
const WAIT_MS = 60;

class Suggestions {
  private readonly input: HTMLInputElement;
  private readonly list: HTMLUListElement;
  private readonly status: HTMLParagraphElement;
  private readonly words: DOMStringMap;
  private waiting: number | undefined;
  private asked: AbortController | undefined;
  private chosen = -1;

  constructor(form: HTMLFormElement, input: HTMLInputElement) {
    this.input = input;
    this.list = document.createElement("ul");
    this.list.className = "suggestions";
    this.list.id = `${input.id}-suggestions`;
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", form.dataset["suggestions"] ?? "");
    // What a screen reader says of the list, which it does not see appear.
    this.status = document.createElement("p");
    this.status.className = "unseen";
    this.status.setAttribute("role", "status");
    this.words = form.dataset;
    form.append(this.list, this.status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", this.list.id);
    input.setAttribute("aria-expanded", "false");
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.key(event));
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget as Node | null)) this.close();
    });
  }

  private get options(): HTMLLIElement[] {
    return [...this.list.querySelectorAll<HTMLLIElement>("li")];
  }

  private later(): void {
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.ask(), WAIT_MS);
  }

  private async ask(): Promise<void> {
    this.asked?.abort();
    const text = this.input.value.trim();
    if (!text) {
      this.close();
      return;
    }
    this.asked = new AbortController();
    const lang = document.documentElement.lang;
    const query = new URLSearchParams({ q: text, limit: String(MOST), lang });
    try {
      const answer = await fetch(`/api/search?${query}`, { signal: this.asked.signal });
      if (!answer.ok) return;
      const found = (await answer.json()) as { results: Result[] };
      const shown = found.results.filter((one) => one.address);
      this.show(shown);
      const words = shown.length ? this.words["found"] : this.words["none"];
      this.status.textContent = (words ?? "").replace("#", String(shown.length));
    } catch (error) {
      // A newer question took the place of this one, or the server is away: the form still works.
      if (!(error instanceof DOMException) && !(error instanceof TypeError)) throw error;
    }
  }

  private show(results: Result[]): void {
    // What was chosen stays so, if a later answer has it too.
    const kept = this.options[this.chosen]?.dataset["address"];
    this.list.replaceChildren(...results.map((one, place) => this.option(one, place)));
    this.choose(kept === undefined ? -1 : results.findIndex((one) => one.address === kept));
    this.list.hidden = results.length === 0;
    this.input.setAttribute("aria-expanded", String(results.length > 0));
  }

  private option(result: Result, place: number): HTMLLIElement {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${place}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset["address"] = result.address ?? "";
    const name = document.createElement("bdi");
    name.textContent = result.shown.name;
    if (result.shown.language) name.lang = result.shown.language;
    const about = document.createElement("small");
    about.textContent = [result.shown.kind, ...result.countries].join(" · ");
    option.append(name, about);
    if (result.matched && result.matched.toLowerCase() !== result.shown.name.toLowerCase()) {
      const alias = document.createElement("small");
      alias.className = "alias";
      alias.append(document.createElement("bdi"));
      alias.firstElementChild!.textContent = result.matched;
      option.append(alias);
    }
    // Before the box loses the focus, which would close the list.
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.follow(option));
    return option;
  }

  private follow(option: HTMLLIElement): void {
    window.location.assign(option.dataset["address"] ?? "/");
  }

  private key(event: KeyboardEvent): void {
    const options = this.options;
    if (event.key === "Escape" && !this.list.hidden) {
      event.preventDefault();
      this.close();
    } else if (event.key === "Enter" && options[this.chosen]) {
      event.preventDefault();
      this.follow(options[this.chosen]!);
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && options.length) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: the box itself.
      const places = options.length + 1;
      this.choose(((this.chosen + 1 + step + places) % places) - 1);
    }
  }

  private choose(place: number): void {
    this.chosen = place;
    this.options.forEach((option, at) => option.setAttribute("aria-selected", String(at === place)));
    const option = this.options[place];
    if (option) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  private close(): void {
    window.clearTimeout(this.waiting);
    this.asked?.abort();
    this.status.textContent = "";
    this.show([]);
  }
}

/** Let a form for search suggest things while one types. */
export function suggestIn(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=search]");
  if (input) new Suggestions(form, input);
}
