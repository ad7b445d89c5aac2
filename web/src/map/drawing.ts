/** Draws ties and nodes on a canvas, many at a time. */

import { drawRimmed, stampDiscs } from "./discs";
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
  /** How large discs are beside those of a wide picture. */
  small: number;
}

/** Up to so many nodes each gets a rim of its own. */
const APART = 1500;
/** More nodes than any picture holds. */
const MOST_NODES = 2 ** 28;
/** How large a node is on the screen: it grows more slowly than the picture. */
export function dotScale({ small }: Scene, camera: Camera, home: number): number {
  return small * Math.min(2.2, Math.max(0.55, (camera.k / home) ** 0.4));
}

/** All nodes; above so many as small discs without rims. */
export function drawNodes(
  context: CanvasRenderingContext2D, scene: Scene, camera: Camera, home: number, width: number, height: number, paper: string, ratio: number,
): void {
  const scale = dotScale(scene, camera, home);
  const order = largestFirst(scene);
  if (order.length <= APART) return drawRimmed(context, scene, camera, order, scale, width, height, paper, ratio);
  // The more nodes, the smaller their discs: a heap of large ones tells nothing.
  const share = Math.max(0.25, Math.min(0.6, Math.sqrt((width * height) / order.length) / 14));
  stampDiscs(context, scene, camera, order, scale * share, ratio);
}

const orders = new WeakMap<Encoded, Int32Array>();

/** The nodes of a scene by falling size; sorted once, however often the picture is drawn. */
export function largestFirst({ encoded, network }: Scene): Int32Array {
  const known = orders.get(encoded);
  if (known?.length === network.nodes.length) return known;
  // Sorted as numbers that hold size and node: without a function to compare it takes a tenth.
  const { radius } = encoded;
  const { nodes } = network;
  const keys = new Float64Array(nodes.length), made = new Int32Array(nodes.length);
  for (let at = 0; at < keys.length; at++) keys[at] = nodes[at]! - Math.round(radius[nodes[at]!]! * 1000) * MOST_NODES;
  keys.sort();
  for (let at = 0; at < keys.length; at++) made[at] = keys[at]! - Math.floor(keys[at]! / MOST_NODES) * MOST_NODES;
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
  // Behind the nodes that stand there already.
  context.globalCompositeOperation = "destination-over";
  for (const [colour, wide] of [[inks.border, 3], [inks.paper, 6.5]] as const) {
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
