/** The pictures of an answer as Vega-Lite describes them: chart, timeline, map. */
import area from "../../../viz/base_map.json";
import type { Answer } from "./answer";
import { MOST_DRAWN, type ChartChoice, type Shape, type SpanChoice } from "./shape";
import type { Term } from "./terms";
import { colours } from "./colours";

const ROW = 20;

export interface Picture {
  spec: object;
  drawn: number;
  leftOut: number;
}

type Label = (term: Term) => string;

function column(answer: Answer, name: string | undefined): number {
  return name === undefined ? -1 : answer.columns.indexOf(name);
}

/** A date as a number of years; one that is told by year or month only ends with it. */
function yearOf(text: string, atEnd = false): number | null {
  const found = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?/.exec(text);
  if (!found) return null;
  const [year, month, day] = [found[1], found[2], found[3]].map((part) => (part === undefined ? null : Number(part)));
  if (!month) return (year ?? 0) + (atEnd ? 1 : 0);
  if (!day) return (year ?? 0) + (atEnd ? month : month - 1) / 12;
  return (year ?? 0) + (month - 1) / 12 + (atEnd ? day : day - 1) / 372;
}

export function chart(answer: Answer, choice: ChartChoice, label: Label, width: number): Picture {
  const x = column(answer, choice.x);
  const values: object[] = [];
  let leftOut = 0;
  const rows = Math.min(answer.size, MOST_DRAWN);
  const met = new Set<string>();
  for (let row = 0; row < rows; row++) {
    const terms = answer.terms(row);
    const along = terms[x];
    if (!along || along.kind === "none") leftOut++;
    else {
      const text = label(along);
      met.add(text);
      for (const name of choice.y) {
        const height = Number(terms[column(answer, name)]?.value ?? "");
        values.push({ along: text, number: Number(text), height: Number.isFinite(height) ? height : 0, part: name, row });
      }
    }
  }
  const isPoint = choice.kind === "point";
  const isLine = choice.kind === "line";
  const sideways = !isPoint && !isLine && Math.max(0, ...[...met].map((text) => text.length)) * met.size * 8 > width;
  const along = isPoint
    ? { field: "number", type: "quantitative", title: choice.x, scale: { zero: false } }
    : { field: "along", type: "nominal", sort: null, title: choice.x, axis: { labelAngle: 0, labelLimit: Math.max(120, width * 0.4) } };
  const height = { field: "height", type: "quantitative", title: choice.y.length === 1 ? choice.y[0] : null, aggregate: isPoint ? undefined : "sum" };
  const colour = choice.y.length > 1 ? { color: { field: "part", type: "nominal", title: null, sort: null } } : {};
  return {
    drawn: rows,
    leftOut,
    spec: {
      data: { values },
      width: Math.max(220, width),
      height: sideways ? met.size * ROW : 320,
      autosize: { type: "fit-x", contains: "padding" },
      mark: { type: choice.kind, tooltip: { content: "encoding" }, ...(isPoint ? { filled: true, size: 60 } : {}) },
      encoding: sideways ? { y: along, x: height, ...colour } : { x: along, y: height, ...colour },
    },
  };
}

export function timeline(answer: Answer, choice: SpanChoice, label: Label, width: number): Picture {
  const [name, start, end] = [choice.label, choice.start, choice.end].map((one) => column(answer, one));
  const values: object[] = [];
  let leftOut = 0;
  const rows = Math.min(answer.size, MOST_DRAWN);
  for (let row = 0; row < rows; row++) {
    const terms = answer.terms(row);
    const from = yearOf(terms[start ?? -1]?.value ?? "");
    const until = yearOf(terms[end ?? -1]?.value ?? "", true);
    if (from === null) leftOut++;
    else {
      const told = [terms[start ?? -1]?.value, terms[end ?? -1]?.value].filter(Boolean).join(" – ");
      values.push({ name: label(terms[name ?? -1] ?? { kind: "none", value: "" }), from, until: until === null ? from : until, told, known: until !== null });
    }
  }
  const y = { field: "name", type: "nominal", sort: { field: "from" }, title: null, axis: { labelLimit: Math.max(120, width * 0.35) } };
  const x = { field: "from", type: "quantitative", scale: { zero: false, nice: true }, axis: { format: "d", tickMinStep: 1 }, title: null };
  const tooltip = [{ field: "name", title: choice.label }, { field: "told", title: choice.start }];
  return {
    drawn: rows,
    leftOut,
    spec: {
      data: { values },
      width: Math.max(220, width),
      height: new Set(values.map((value) => (value as { name: string }).name)).size * ROW,
      autosize: { type: "fit-x", contains: "padding" },
      layer: [
        { mark: { type: "bar", height: 10, cornerRadius: 3 }, encoding: { y, x, x2: { field: "until" }, tooltip } },
        // An end that nobody tells: only the start is a fact.
        { transform: [{ filter: "!datum.known" }], mark: { type: "point", filled: true, size: 70, opacity: 1 }, encoding: { y, x, tooltip } },
      ],
    },
  };
}

export interface Place {
  name: string;
  longitude: number;
  latitude: number;
}

/** The places of an answer that has coordinates, and how many rows have none. */
export function placesOf(answer: Answer, shape: Shape, told: string | undefined, label: Label): { places: Place[]; leftOut: number } {
  const names = [told, shape.texts[0], shape.things[0]].map((name) => column(answer, name)).filter((one) => one >= 0);
  const [latitude, longitude, point] = [shape.latitude, shape.longitude, shape.point].map((name) => column(answer, name));
  const places: Place[] = [];
  let leftOut = 0;
  for (let row = 0; row < answer.size && places.length < MOST_DRAWN; row++) {
    const terms = answer.terms(row);
    const named = terms[names[0] ?? -1];
    const wkt = /POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)/i.exec(terms[point ?? -1]?.value ?? "");
    const [x, y] = wkt ? [wkt[1], wkt[2]] : [terms[longitude ?? -1]?.value, terms[latitude ?? -1]?.value];
    if (x && y) places.push({ name: named ? label(named) : "", longitude: Number(x), latitude: Number(y) });
    else leftOut++;
  }
  return { places, leftOut };
}

export function placeMap(places: Place[], width: number): object {
  const { line, muted, well, de, ink, sheet } = colours();
  const border = area.features.filter((one) => "border" in one.properties);
  const countries = area.features.filter((one) => "country" in one.properties);
  const spots = new Map<string, { names: string[]; longitude: number; latitude: number }>();
  for (const place of places) {
    const key = `${place.longitude} ${place.latitude}`;
    const spot = spots.get(key) ?? { names: [], longitude: place.longitude, latitude: place.latitude };
    spot.names.push(place.name);
    spots.set(key, spot);
  }
  const values = [...spots.values()].map((spot) => ({ ...spot, count: spot.names.length, told: spot.names.slice(0, 12).join(", ") }));
  const fit = values.map((spot) => ({ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [spot.longitude, spot.latitude] } }));
  const around = { type: "FeatureCollection", features: [...fit, ...border] };
  const projection = { type: "mercator", fit: around, size: [width, 520] };
  const shape = (features: object[], mark: object): object => ({ data: { values: features }, projection, mark: { type: "geoshape", tooltip: null, ...mark } });
  return {
    width,
    height: 520,
    layer: [
      shape(countries, { fill: well, stroke: line, strokeWidth: 1 }),
      shape(border, { filled: false, stroke: muted, strokeWidth: 2, strokeDash: [7, 4] }),
      {
        data: { values },
        projection,
        mark: { type: "circle", fill: de, stroke: sheet, strokeWidth: 1, opacity: 0.85 },
        encoding: {
          longitude: { field: "longitude", type: "quantitative" },
          latitude: { field: "latitude", type: "quantitative" },
          size: { field: "count", type: "quantitative", legend: null, scale: { range: [40, 500] } },
          tooltip: { field: "told" },
        },
      },
      ...(values.length <= 25
        ? [{
            data: { values },
            projection,
            mark: { type: "text", dy: -12, fontSize: 11, fill: ink, limit: 160, tooltip: null },
            encoding: {
              longitude: { field: "longitude", type: "quantitative" },
              latitude: { field: "latitude", type: "quantitative" },
              text: { field: "told" },
            },
          }]
        : []),
    ],
    config: { view: { stroke: line, fill: sheet, cornerRadius: 8 } },
  };
}
