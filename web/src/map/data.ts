/** What the server sends: a JSON head, then typed arrays (viz/network_map/payload.py). */

export type Sparse<T> = Record<string, T>;

export interface Names {
  iri: string[];
  label: string[];
  nl: Sparse<string>;
  de: Sparse<string>;
  en: Sparse<string>;
}

export interface Head {
  version: string;
  level: string;
  directed?: boolean;
  nodes: Names & { aliases: Sparse<string[]>; place?: Sparse<string> };
  sides: string[];
  words: Record<string, string[]>;
  ties?: Record<string, { kinds: string[]; roles: string[] }>;
  aside?: string[];
  activities?: Names;
  programmes?: Record<string, string>[];
  themes?: { id: string[]; label: string[] };
  sources?: { iri: string[]; label: string[]; url: string[] };
  measures?: Record<string, (number | string | null)[]>;
  columns: [string, "int32" | "float32" | "uint8", number][];
}

export interface Incidence {
  node: Int32Array;
  body: Int32Array;
  activity: Int32Array;
  role: Int32Array;
  certainty: Int32Array;
  dataset: Int32Array;
  disputed: Uint8Array;
  sourcesEnd: Int32Array;
  sources: Int32Array;
}

export interface MapData {
  head: Head;
  size: number;
  group: Uint8Array;
  onMap: Uint8Array;
  places: Record<string, { x: Float32Array; y: Float32Array }>;
  /** Ties of a query's answer; without them ties are projected from the parts. */
  given: { source: Int32Array; target: Int32Array; weight: Float32Array } | null;
  parts: Incidence | null;
  columns: Record<string, Int32Array | Float32Array | Uint8Array>;
}

export const NO_DAY = -(2 ** 31);

const TYPES = { int32: Int32Array, float32: Float32Array, uint8: Uint8Array };

/** Read the bytes; columns are views into them, nothing is copied. */
export function unpack(bytes: ArrayBuffer): MapData {
  const length = new DataView(bytes).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, length))) as Head;
  const columns: MapData["columns"] = {};
  let at = 4 + length;
  for (const [name, type, count] of head.columns) {
    columns[name] = new TYPES[type](bytes, at, count);
    at += count * TYPES[type].BYTES_PER_ELEMENT;
  }
  const ints = (name: string) => (columns[name] ?? new Int32Array()) as Int32Array;
  const small = (name: string) => (columns[name] ?? new Uint8Array()) as Uint8Array;
  const floats = (name: string) => columns[name] as Float32Array;
  const layouts = ["force", "geographic", "sides"];
  return {
    head,
    columns,
    size: head.nodes.iri.length,
    group: small("node.group"),
    onMap: small("node.on_map"),
    places: Object.fromEntries(
      layouts.map((name) => [name, { x: floats(`node.${name}.x`), y: floats(`node.${name}.y`) }]),
    ),
    given: columns["tie.source"]
      ? { source: ints("tie.source"), target: ints("tie.target"), weight: floats("tie.weight") }
      : null,
    parts: columns["part.node"]
      ? {
          node: ints("part.node"),
          body: ints("part.body"),
          activity: ints("part.activity"),
          role: ints("part.role"),
          certainty: ints("part.certainty"),
          dataset: ints("part.dataset"),
          disputed: small("part.disputed"),
          sourcesEnd: ints("part.sources_end"),
          sources: ints("part.sources"),
        }
      : null,
  };
}

/** The word of a coded column, or "" where it is not known. */
export function word(data: MapData, list: string, code: number | undefined): string {
  return code === undefined || code < 0 ? "" : (data.head.words[list]?.[code] ?? "");
}

export interface Name {
  text: string;
  /** The language of a name that is not in the reader's; "" otherwise. */
  fallback: string;
}

/** A name in the reader's language, else English, German, Dutch, else as it is. */
export function nameOf(names: Names, place: number, language: string): Name {
  for (const tongue of [language, "en", "de", "nl"] as ("nl" | "de" | "en")[]) {
    const found = names[tongue][place];
    if (found) return { text: found, fallback: tongue === language ? "" : tongue };
  }
  const iri = names.iri[place] ?? "";
  return { text: names.label[place] || iri.slice(iri.lastIndexOf("/") + 1), fallback: "" };
}
