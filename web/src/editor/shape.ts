/** What an answer can be drawn as: chosen from its columns, or from the query's `#+ chart`. */
import type { Answer } from "./answer";
import { isDate, isNumber, type Term } from "./terms";

export type View = "table" | "chart" | "map" | "network" | "timeline";
export const VIEWS: readonly View[] = ["table", "chart", "map", "network", "timeline"];

/** A chart as a header tells it: its sort, and the columns of each channel. */
export interface Told {
  type: string;
  [channel: string]: string | string[];
}

export interface Shape {
  numbers: string[];
  dates: string[];
  things: string[];
  texts: string[];
  latitude: string | undefined;
  longitude: string | undefined;
  point: string | undefined;
}

// So many rows are drawn; the table holds every one.
export const MOST_DRAWN = 2000;
const SAMPLE = 400;
const POINT = /^(?:<[^>]*>\s*)?POINT\s*\(/i;

export function shapeOf(answer: Answer): Shape {
  const shape: Shape = {
    numbers: [], dates: [], things: [], texts: [],
    latitude: undefined, longitude: undefined, point: undefined,
  };
  const rows = Array.from({ length: Math.min(SAMPLE, answer.size) }, (_, row) => answer.terms(row));
  answer.columns.forEach((name, column) => {
    const terms = rows.map((row) => row[column]).filter((term): term is Term => !!term && term.kind !== "none");
    if (!terms.length) return;
    const every = (test: (term: Term) => boolean): boolean => terms.every(test);
    if (every(isNumber)) {
      shape.numbers.push(name);
      if (/^(lat|latitude)$/i.test(name)) shape.latitude = name;
      if (/^(lon|long|lng|longitude)$/i.test(name)) shape.longitude = name;
    } else if (every(isDate)) shape.dates.push(name);
    else if (every((term) => term.kind === "iri")) shape.things.push(name);
    else if (every((term) => POINT.test(term.value))) shape.point = name;
    else shape.texts.push(name);
  });
  return shape;
}

function yearLike(name: string): boolean {
  return /year|jahr|jaar/i.test(name);
}

/** The chart that a query's header tells, if it has one. */
export function toldChart(query: string): Told | null {
  const line = /^#\+\s*chart:\s*\{(.*)\}\s*$/m.exec(query)?.[1];
  if (!line) return null;
  const told: Told = { type: "" };
  for (const [, name, list, one] of line.matchAll(/(\w+):\s*(?:\[([^\]]*)\]|([^,\s]+))/g)) {
    const columns = (list ?? one ?? "").split(",").map((word) => word.trim().replace(/^\?/, ""));
    told[name ?? ""] = name === "type" ? (columns[0] ?? "") : columns;
  }
  return told;
}

/** The view that suits an answer best. */
export function likeliest(shape: Shape, told: Told | null): View {
  if (told) return told.type === "bar" ? "chart" : (VIEWS.find((view) => view === told.type) ?? "table");
  if (shape.latitude && shape.longitude) return "map";
  return "table";
}

export interface ChartChoice {
  kind: "bar" | "line" | "point";
  x: string;
  y: string[];
}

export function chartChoice(shape: Shape, told: Told | null): ChartChoice | null {
  if (told?.type === "bar") return { kind: "bar", x: String(told.x), y: [told.y ?? []].flat() };
  const years = shape.numbers.filter(yearLike);
  const heights = shape.numbers.filter((name) => !yearLike(name));
  const along = [...shape.dates, ...years, ...shape.texts, ...shape.things];
  const y = heights[heights.length - 1] ?? years[0];
  const x = along.find((name) => name !== y) ?? shape.numbers.find((name) => name !== y);
  if (!x || !y) return null;
  const isTime = shape.dates.includes(x) || yearLike(x);
  return { kind: shape.numbers.includes(x) && !isTime ? "point" : "bar", x, y: [y] };
}

export interface TieChoice {
  source: string;
  target: string;
  weight: string | undefined;
}

export function tieChoice(answer: Answer, shape: Shape, told: Told | null): TieChoice | null {
  if (told?.type === "network") {
    return { source: String(told.source), target: String(told.target), weight: told.weight ? String(told.weight) : undefined };
  }
  if (answer.isTriples) {
    return { source: answer.columns[0] ?? "", target: answer.columns[2] ?? "", weight: undefined };
  }
  const named = ["source", "target"].every((name) => answer.columns.includes(name));
  const [source, target] = named ? ["source", "target"] : shape.things;
  if (!source || !target) return null;
  return { source, target, weight: shape.numbers.find((name) => !yearLike(name)) };
}

export interface SpanChoice {
  label: string;
  start: string;
  end: string | undefined;
}

export function spanChoice(shape: Shape, told: Told | null): SpanChoice | null {
  if (told?.type === "timeline") return { label: String(told.label), start: String(told.start), end: String(told.end) };
  const dates = shape.dates.length ? shape.dates : shape.numbers.filter(yearLike);
  const [start, end] = dates;
  const label = shape.texts[0] ?? shape.things[0];
  return start && label ? { label, start, end } : null;
}
