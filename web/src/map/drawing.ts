/** Draws ties and nodes on a canvas, many at a time. */

import type { Encoded, Palette } from "./encodings";
import type { Ground } from "./ground";
import type { Network } from "./ties";

export interface Camera { k: number; x: number; y: number }
export interface Inks {
  paper: string; ink: string; muted: string; line: string; sea: string; land: string; nl: string; de: string; border: string;
}
export interface Scene {
  network: Network;
  encoded: Encoded;
  x: Float32Array;
  y: Float32Array;
  palette: Palette;
  dark: boolean;
  /** Nodes that stay strong while all others fade; null for all. */
  lit: Set<number> | null;
  litTies: Set<number> | null;
  /** How strong ties are: fainter on the ground, where many lie over one another. */
  calm: number;
}

const MANY = 4000;
/** Up to so many nodes each gets a rim of its own. */
const APART = 1500;
/** Beyond it, so many are drawn colour by colour at a time. */
const BLOCK = 400;
/** One stroke of very many lines is slower than many strokes of some. */
const BUNDLE = 48;

export function tieWidth(weight: number, high: number, [least, most]: [number, number]): number {
  return least + (most - least) * (high > 1 ? Math.log(Math.max(1, weight)) / Math.log(high) : 0);
}

interface Style { colour: string; alpha: number; width: number; dash: number[] }

/** What decides the look of a tie, as one small number: width in half pixels, then three flags. */
function lookOf(scene: Scene, tie: number, high: number): number {
  const { network, palette } = scene;
  const width = Math.round(tieWidth(network.weight[tie]!, high, palette.width) * 2);
  const faint = scene.lit !== null && !scene.litTies?.has(tie);
  return (width << 3) | (Number(faint) << 2) | (network.across[tie]! << 1) | network.disputed[tie]!;
}

function styleOf(scene: Scene, look: number): Style {
  const { network, palette, dark } = scene;
  const [width, faint, across, disputed] = [(look >> 3) / 2, look & 4, look & 2, look & 1];
  const many = network.source.length > MANY;
  const alpha = faint ? 0.06 : many ? (across ? 0.3 : 0.14) : across ? scene.calm : scene.calm * 0.8;
  const colour = (across ? palette.across : palette.within)[dark ? 1 : 0];
  return { colour, alpha, width: Math.max(0.6, many ? width * 0.7 : width), dash: disputed && !many ? [5, 4] : [] };
}

type Bundle = { style: Style; ties: number[] };
const known = new WeakMap<Scene, Bundle[]>();

/** Ties in the order of drawing, in bundles of one style: faint and within first, across on top. */
function bundles(scene: Scene): Bundle[] {
  const before = known.get(scene);
  if (before) return before;
  const { network } = scene;
  let high = 1;
  for (const weight of network.weight) high = Math.max(high, weight);
  const found = new Map<number, Bundle>();
  for (let tie = 0; tie < network.source.length; tie++) {
    const look = lookOf(scene, tie, high);
    const same = found.get(look);
    if (same) same.ties.push(tie);
    else found.set(look, { style: styleOf(scene, look), ties: [tie] });
  }
  const rank = (one: Bundle) =>
    (scene.litTies?.has(one.ties[0]!) ? 100 : 0) + network.across[one.ties[0]!]! * 10 + one.style.width;
  const sorted = [...found.values()].sort((a, b) => rank(a) - rank(b));
  known.set(scene, sorted);
  return sorted;
}

/** Draw bundles until the time is up; yields between pieces so that the caller can pause. */
export function* drawTies(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, width: number, height: number): Generator<number> {
  const { x, y } = scene;
  const { source, target } = scene.network;
  context.lineCap = "butt";
  let drawn = 0;
  for (const { style, ties } of bundles(scene)) {
    context.strokeStyle = style.colour;
    context.globalAlpha = style.alpha;
    context.lineWidth = style.width;
    context.setLineDash(style.dash);
    for (let from = 0; from < ties.length; from += BUNDLE) {
      context.beginPath();
      for (let at = from; at < Math.min(from + BUNDLE, ties.length); at++) {
        const tie = ties[at]!;
        const x1 = x[source[tie]!]! * camera.k + camera.x, y1 = y[source[tie]!]! * camera.k + camera.y;
        const x2 = x[target[tie]!]! * camera.k + camera.x, y2 = y[target[tie]!]! * camera.k + camera.y;
        if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > width && x2 > width) || (y1 > height && y2 > height)) continue;
        context.moveTo(x1, y1);
        context.lineTo(x2, y2);
      }
      context.stroke();
      drawn += BUNDLE;
      yield drawn;
    }
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
}

/** How large a node is on the screen: it grows more slowly than the picture. */
export function dotScale(camera: Camera, home: number): number {
  return Math.min(2.2, Math.max(0.55, (camera.k / home) ** 0.4));
}

export function drawNodes(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, home: number, width: number, height: number, paper: string): void {
  const scale = dotScale(camera, home);
  if (scene.network.nodes.length <= APART) return drawApart(context, scene, camera, scale, width, height, paper);
  // The more nodes, the smaller their discs: a heap of large ones tells nothing.
  const share = Math.max(0.25, Math.min(0.6, Math.sqrt((width * height) / scene.network.nodes.length) / 14));
  const order = largestFirst(scene);
  for (let from = 0; from < order.length; from += BLOCK)
    drawAlike(context, scene, camera, order.subarray(from, from + BLOCK), scale * share, width, height);
  context.globalAlpha = 1;
}

/** Some nodes, those of one colour at a time; block after block no colour covers all others. */
function drawAlike(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, nodes: Int32Array, scale: number, width: number, height: number): void {
  const byColour = new Map<string, number[]>();
  for (const node of nodes) {
    const faint = scene.lit && !scene.lit.has(node);
    const key = `${faint ? "0.18" : "1"}${scene.encoded.colour[node]}`;
    const known = byColour.get(key);
    if (known) known.push(node);
    else byColour.set(key, [node]);
  }
  for (const [key, alike] of byColour) {
    context.globalAlpha = key.startsWith("1") ? 1 : 0.18;
    context.fillStyle = key.slice(key.indexOf("#"));
    context.beginPath();
    for (const node of alike) {
      const at = scene.x[node]! * camera.k + camera.x, top = scene.y[node]! * camera.k + camera.y;
      const radius = scene.encoded.radius[node]! * scale;
      if (at < -radius || top < -radius || at > width + radius || top > height + radius) continue;
      context.moveTo(at + radius, top);
      context.arc(at, top, radius, 0, 2 * Math.PI);
    }
    context.fill();
  }
}

/** Each node with a rim of its own, the smaller above the larger, so that none is lost in a heap. */
function drawApart(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, scale: number, width: number, height: number, paper: string): void {
  context.strokeStyle = paper;
  context.lineWidth = 1.2;
  for (const node of largestFirst(scene)) {
    const at = scene.x[node]! * camera.k + camera.x, top = scene.y[node]! * camera.k + camera.y;
    const radius = scene.encoded.radius[node]! * scale;
    if (at < -radius || top < -radius || at > width + radius || top > height + radius) continue;
    context.globalAlpha = scene.lit && !scene.lit.has(node) ? 0.18 : 1;
    context.fillStyle = scene.encoded.colour[node]!;
    context.beginPath();
    context.arc(at, top, radius, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
  context.globalAlpha = 1;
}

const orders = new WeakMap<Encoded, Int32Array>();

/** The nodes of a scene by falling size; sorted once, however often the picture is drawn. */
export function largestFirst({ encoded, network }: Scene): Int32Array {
  const known = orders.get(encoded);
  if (known?.length === network.nodes.length) return known;
  const { radius } = encoded;
  const made = network.nodes.slice().sort((a, b) => radius[b]! - radius[a]! || a - b);
  orders.set(encoded, made);
  return made;
}

/** Countries in the tint of their side, seas around, the border in the strongest line. */
export function drawGround(context: CanvasRenderingContext2D, ground: Ground, camera: Camera, inks: Inks, alpha: number, ratio: number): void {
  context.save();
  context.globalAlpha = alpha;
  context.fillStyle = inks.sea;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
  context.setTransform(camera.k * ratio, 0, 0, camera.k * ratio, camera.x * ratio, camera.y * ratio);
  for (const { country, path } of ground.countries) {
    context.fillStyle = country === "NL" ? inks.nl : country === "DE" ? inks.de : inks.land;
    context.fill(path, "evenodd");
    context.lineWidth = 0.8 / camera.k;
    context.strokeStyle = inks.line;
    context.stroke(path);
  }
  context.restore();
}

/** The border, above the ties and below the nodes: the strongest line of the picture. */
export function drawBorder(context: CanvasRenderingContext2D, ground: Ground, camera: Camera, inks: Inks, alpha: number, ratio: number): void {
  context.save();
  context.globalAlpha = alpha;
  context.setTransform(camera.k * ratio, 0, 0, camera.k * ratio, camera.x * ratio, camera.y * ratio);
  context.lineJoin = "round";
  for (const [colour, wide] of [[inks.paper, 6.5], [inks.border, 3]] as const) {
    context.lineWidth = wide / camera.k;
    context.strokeStyle = colour;
    context.stroke(ground.border);
  }
  context.restore();
}

/** The two sides as fields, with the border as a line between them. */
export function drawSides(context: CanvasRenderingContext2D, camera: Camera, inks: Inks, alpha: number, width: number, height: number): void {
  context.save();
  context.globalAlpha = alpha;
  context.fillStyle = inks.nl;
  context.fillRect(0, 0, camera.x, height);
  context.fillStyle = inks.de;
  context.fillRect(camera.x, 0, width - camera.x, height);
  context.strokeStyle = inks.border;
  context.lineWidth = 3;
  context.setLineDash([14, 5, 3, 5]);
  context.beginPath();
  context.moveTo(camera.x, 0);
  context.lineTo(camera.x, height);
  context.stroke();
  context.restore();
}
