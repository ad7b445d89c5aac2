/** What the editor asks of the server beside the query itself; each of the version that is open. */
import { Answer, ask, type Problem } from "./answer";
import type { Thing, Words } from "./completion";

const MOST_SEATS = 400;
const SEATS = (iris: string[]): string => `PREFIX tl: <https://w3id.org/techland/ontology#>
PREFIX wgs: <http://www.w3.org/2003/01/geo/wgs84_pos#>
SELECT ?thing (MIN(?lat) AS ?latitude) (MIN(?long) AS ?longitude) {
  VALUES ?thing { ${iris.map((iri) => `<${iri}>`).join(" ")} }
  ?thing tl:seat? ?place . ?place wgs:lat ?lat ; wgs:long ?long .
} GROUP BY ?thing`;

export class Server {
  constructor(
    private readonly version: string | null,
    private readonly language: string,
  ) {}

  readonly address = (path: string, more: Record<string, string> = {}): string => {
    const told = new URLSearchParams(more);
    if (this.version) told.set("version", this.version);
    if (path.startsWith("/api/")) told.set("lang", this.language);
    return told.size ? `${path}?${told.toString()}` : path;
  };

  async words(): Promise<Words> {
    const answer = await fetch(this.address("/api/editor/words"));
    return (await answer.json()) as Words;
  }

  readonly things = async (text: string, signal: AbortSignal): Promise<Thing[]> => {
    const answer = await fetch(this.address("/api/complete", { q: text }), { signal });
    return answer.ok ? ((await answer.json()) as { things: Thing[] }).things : [];
  };

  readonly check = async (text: string): Promise<Problem | null> => {
    try {
      const answer = await fetch(this.address("/api/editor/check"), { method: "POST", body: text, headers: { "Content-Type": "application/sparql-query" } });
      return answer.ok ? ((await answer.json()) as { problem: Problem | null }).problem : null;
    } catch {
      return null;
    }
  };

  /** How to cite an answer, or why not; nothing where the server cannot be reached. */
  async citation(text: string, title: string): Promise<Record<string, string> | Problem> {
    try {
      const answer = await fetch(this.address("/api/editor/citation", { title }), { method: "POST", body: text });
      return (await answer.json()) as Record<string, string>;
    } catch {
      return {};
    }
  }

  readonly seats = async (iris: string[]): Promise<Map<string, [number, number]>> => {
    const found = new Map<string, [number, number]>();
    const safe = iris.filter((iri) => !/[<>"{}|^`\\\s]/.test(iri));
    for (let start = 0; start < safe.length; start += MOST_SEATS) {
      const answer: Answer = await ask(SEATS(safe.slice(start, start + MOST_SEATS)), {
        address: this.address("/sparql"),
        signal: new AbortController().signal,
        progress: () => undefined,
        tripleColumns: [],
      });
      for (let row = 0; row < answer.size; row++) {
        const [thing, latitude, longitude] = answer.terms(row);
        if (thing && latitude && longitude) found.set(thing.value, [Number(latitude.value), Number(longitude.value)]);
      }
    }
    return found;
  };
}
