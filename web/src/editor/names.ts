/** Names of things for the reader, asked of the server in batches and kept. */
export interface Name {
  text: string;
  language: string;
  address: string | null;
}

const BASE = "https://w3id.org/techland/";
const MOST = 400;

export class Names {
  private readonly known = new Map<string, Name | null>();
  private waiting = new Set<string>();
  private timer = 0;
  /** What is asked of the server at this moment. */
  private readonly asked = new Set<Promise<void>>();

  constructor(
    private readonly address: (path: string) => string,
    private readonly prefixes: () => Record<string, string>,
    private readonly changed: () => void,
  ) {}

  /** The name of a thing if it is known by now; else it is asked for. */
  of(iri: string): Name | null {
    const found = this.known.get(iri);
    if (found === undefined) {
      this.waiting.add(iri);
      this.timer ||= window.setTimeout(() => void this.ask(), 60);
    }
    return found ?? null;
  }

  /** The names of things, once all are known. */
  async all(iris: Iterable<string>): Promise<void> {
    const unknown = [...new Set(iris)].filter((iri) => this.known.get(iri) === undefined);
    for (let start = 0; start < unknown.length; start += MOST) {
      await this.fetch(unknown.slice(start, start + MOST));
    }
    await Promise.all(this.asked);
  }

  shown(iri: string): string {
    return this.known.get(iri)?.text ?? this.short(iri);
  }

  /** An IRI with its prefix, where it has one of ours. */
  short(iri: string): string {
    let best: [string, string] | null = null;
    for (const pair of Object.entries(this.prefixes())) {
      if (iri.startsWith(pair[1]) && pair[1].length > (best?.[1].length ?? 0)) best = pair;
    }
    return best ? `${best[0]}:${iri.slice(best[1].length)}` : iri;
  }

  private async ask(): Promise<void> {
    const wanted = [...this.waiting].slice(0, MOST);
    for (const iri of wanted) this.waiting.delete(iri);
    await this.fetch(wanted);
    this.timer = 0;
    if (this.waiting.size) this.timer = window.setTimeout(() => void this.ask(), 0);
    this.changed();
  }

  private async fetch(wanted: string[]): Promise<void> {
    const asked = this.read(wanted);
    this.asked.add(asked);
    await asked;
    this.asked.delete(asked);
  }

  private async read(wanted: string[]): Promise<void> {
    for (const iri of wanted) this.known.set(iri, null);
    try {
      const answer = await fetch(this.address("/api/editor/names"), {
        method: "POST",
        body: JSON.stringify(wanted),
      });
      if (!answer.ok) return;
      const told = (await answer.json()) as { names: Record<string, Name> };
      for (const [iri, name] of Object.entries(told.names)) this.known.set(iri, name);
    } catch {
      // Without the server IRIs are shown.
    }
  }
}

/** Where an IRI leads: to a page of ours, elsewhere by http, else nowhere. */
export function addressOf(iri: string): string | null {
  if (iri.startsWith(`${BASE}ontology#`)) return `/ontology#${encodeURIComponent(iri.slice(BASE.length + 9))}`;
  if (iri.startsWith(BASE)) return `/${encodeURI(iri.slice(BASE.length))}`;
  return /^https?:\/\//.test(iri) ? iri : null;
}
