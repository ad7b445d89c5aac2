/** The network that an answer tells: its ties, and a picture of them. */
import type { Spec, Transforms } from "vega";
import type { Answer } from "./answer";
import type { TieChoice } from "./shape";
import type { Term } from "./terms";
import { colours } from "./colours";

export const MOST_TIES = 600;
// Room for the largest dot and for a label above or below it.
const RIM = 26;

export interface Tie {
  source: string;
  target: string;
  weight: number;
}

export interface Ties {
  nodes: string[];
  ties: Tie[];
  leftOut: number;
}

/** The ties that an answer tells, as the network map counts them: rows of one pair add up to one tie. */
export function tiesOf(answer: Answer, choice: TieChoice): Ties {
  const [source, target, weight] = [choice.source, choice.target, choice.weight].map((name) => (name === undefined ? -1 : answer.columns.indexOf(name)));
  const nodes = new Set<string>();
  const ties = new Map<string, Tie>();
  let leftOut = 0;
  const isNode = (term: Term | undefined): term is Term => term !== undefined && term.kind !== "none" && term.kind !== "literal";
  for (let row = 0; row < answer.size; row++) {
    const terms = answer.terms(row);
    const [one, other] = [terms[source ?? -1], terms[target ?? -1]];
    if (!isNode(one) || !isNode(other) || one.value === other.value) {
      leftOut++;
      continue;
    }
    nodes.add(one.value).add(other.value);
    const [a, b] = [one.value, other.value].sort() as [string, string];
    const adds = Number(terms[weight ?? -1]?.value ?? 1) || 1;
    const known = ties.get(`${a} ${b}`);
    if (known) known.weight += adds;
    else ties.set(`${a} ${b}`, { source: a, target: b, weight: adds });
  }
  return { nodes: [...nodes], ties: [...ties.values()], leftOut };
}

/** Transforms that bring dots which the force drove out of the picture back into it, all alike. */
function fitting(width: number, height: number): Transforms[] {
  const shrunk = `min(1, (${width} - ${2 * RIM}) / max(1, across[1] - across[0]), (${height} - ${2 * RIM}) / max(1, along[1] - along[0]))`;
  const placed = (side: number, extent: string, field: string): string => `${side / 2} + (datum.${field} - (${extent}[0] + ${extent}[1]) / 2) * ${shrunk}`;
  return [
    { type: "extent", field: "x", signal: "across" },
    { type: "extent", field: "y", signal: "along" },
    { type: "formula", as: "x", expr: placed(width, "across", "x") },
    { type: "formula", as: "y", expr: placed(height, "along", "y") },
  ];
}

/** A force layout that is computed at once and then stands still. */
export function networkPicture(found: Ties, name: (iri: string) => string, width: number): { spec: Spec; drawn: number } {
  const { ink, muted, nl, sheet } = colours();
  const ties = [...found.ties].sort((a, b) => b.weight - a.weight).slice(0, MOST_TIES);
  const place = new Map<string, number>();
  for (const tie of ties) for (const iri of [tie.source, tie.target]) if (!place.has(iri)) place.set(iri, place.size);
  const degree = new Map<string, number>();
  for (const tie of ties) for (const iri of [tie.source, tie.target]) degree.set(iri, (degree.get(iri) ?? 0) + 1);
  const nodes = [...place].map(([iri]) => ({ name: name(iri), degree: degree.get(iri) ?? 0 }));
  const least = nodes.length > 80 ? ([...degree.values()].sort((a, b) => b - a)[80] ?? 0) : 0;
  const links = ties.map((tie) => ({ source: place.get(tie.source) ?? 0, target: place.get(tie.target) ?? 0, weight: tie.weight }));
  const height = 560;
  const spread = Math.max(12, Math.min(90, 0.55 * Math.sqrt((width * height) / nodes.length)));
  const spec: Spec = {
    width,
    height,
    autosize: "none",
    data: [
      { name: "nodes", values: nodes },
      { name: "links", values: links },
    ],
    scales: [{ name: "size", type: "sqrt", domain: { data: "nodes", field: "degree" }, range: [40, 400] }],
    marks: [
      {
        name: "dots",
        type: "symbol",
        zindex: 1,
        from: { data: "nodes" },
        encode: {
          enter: {
            fill: { value: nl },
            stroke: { value: sheet },
            // The force wants them as properties of the dots.
            middleX: { value: width / 2 },
            middleY: { value: height / 2 },
            size: { scale: "size", field: "degree" },
            tooltip: { field: "name" },
          },
        },
        transform: [
          {
            type: "force",
            static: true,
            iterations: 250,
            forces: [
              { force: "center", x: width / 2, y: height / 2 },
              { force: "collide", radius: 9 },
              { force: "nbody", strength: -spread * 4, distanceMax: 400 },
              { force: "x", x: "middleX", strength: 0.06 },
              { force: "y", y: "middleY", strength: 0.11 },
              { force: "link", links: "links", distance: spread },
            ],
          },
          ...fitting(width, height),
        ],
      },
      {
        type: "path",
        from: { data: "links" },
        interactive: false,
        encode: { update: { stroke: { value: muted }, strokeOpacity: { value: 0.55 }, strokeWidth: { value: 1 } } },
        transform: [{ type: "linkpath", require: { signal: "force" }, shape: "line", sourceX: "datum.source.x", sourceY: "datum.source.y", targetX: "datum.target.x", targetY: "datum.target.y" }],
      },
      {
        type: "text",
        zindex: 2,
        from: { data: "dots" },
        interactive: false,
        encode: {
          enter: {
            text: { signal: `datum.datum.degree >= ${least} ? datum.datum.name : ''` },
            fontSize: { value: 11 },
            fill: { value: ink },
            limit: { value: 180 },
          },
        },
        // Labels that would cover a dot or another label are left out; pointing at a dot tells it.
        transform: [{ type: "label", size: [width, height], avoidMarks: ["dots"], anchor: ["top", "bottom", "right", "left"], offset: [2] }],
      },
    ],
  };
  (spec.marks?.[0] as { transform: { signal?: string }[] }).transform[0]!.signal = "force";
  return { spec, drawn: ties.length };
}
