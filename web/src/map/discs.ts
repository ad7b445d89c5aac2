/** Discs of nodes as ready pixels: painting a path for each is most of the time of a picture. */

import type { Camera, Scene } from "./drawing";
import { laid, layDown, packed, sheetOf } from "./sheets";

/** Discs differ by so many parts of a pixel of the screen. */
const FINE = 4;
/** So many are kept; more colours and sizes than that do not stand in one picture. */
const MOST = 2000;
/** How strong nodes are that are not partners of the chosen one. */
const FAINT = 0.18;
const OPAQUE = 255 << 24;

interface Sprite { canvas: HTMLCanvasElement; middle: number }
const sprites = new Map<string, Sprite>();

/** A disc with a rim of the paper's colour. */
function spriteOf(colour: string, paper: string, radius: number, ratio: number): Sprite {
  const key = `${colour} ${paper} ${radius} ${ratio}`;
  const known = sprites.get(key);
  if (known) return known;
  if (sprites.size >= MOST) sprites.clear();
  const middle = Math.ceil(radius * ratio + 2);
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 2 * middle;
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.fillStyle = colour;
  context.strokeStyle = paper;
  context.lineWidth = 1.2 * ratio;
  context.arc(middle, middle, radius * ratio, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  const made = { canvas, middle };
  sprites.set(key, made);
  return made;
}

/** Each node with a rim of its own, in this order: the smaller above the larger. */
export function drawRimmed(
  context: CanvasRenderingContext2D, scene: Scene, camera: Camera, order: Int32Array, scale: number, width: number, height: number, paper: string, ratio: number,
): void {
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  for (const node of order) {
    const at = scene.x[node]! * camera.k + camera.x, top = scene.y[node]! * camera.k + camera.y;
    const radius = Math.round(scene.encoded.radius[node]! * scale * ratio * FINE) / FINE / ratio;
    if (at < -radius || top < -radius || at > width + radius || top > height + radius) continue;
    const { canvas, middle } = spriteOf(scene.encoded.colour[node]!, paper, radius, ratio);
    context.globalAlpha = scene.lit && !scene.lit.has(node) ? FAINT : 1;
    context.drawImage(canvas, Math.round(at * ratio) - middle, Math.round(top * ratio) - middle);
  }
  context.restore();
}

/** The pixels of a disc around its middle: rows that it covers whole, and its rim with how much of each, of 255. */
interface Mask { reach: number; rows: Int8Array; right: Int8Array; down: Int8Array; cover: Uint8Array }

/** By radius in parts of a pixel. */
const masks: Mask[] = [];

function maskOf(parts: number): Mask {
  const known = masks[parts];
  if (known) return known;
  const radius = parts / FINE, reach = Math.ceil(radius + 0.5);
  const rim: [number, number, number][] = [];
  const rows: number[] = [];
  for (let y = -reach; y <= reach; y++) {
    const inside: number[] = [];
    for (let x = -reach; x <= reach; x++) {
      const cover = Math.round(255 * Math.min(1, radius + 0.5 - Math.hypot(x, y)));
      if (cover === 255) inside.push(x);
      else if (cover > 0) rim.push([x, y, cover]);
    }
    if (inside.length) rows.push(y, inside[0]!, inside.at(-1)!);
  }
  const column = (at: 0 | 1 | 2) => rim.map((one) => one[at]);
  return (masks[parts] = {
    reach, rows: Int8Array.from(rows), right: Int8Array.from(column(0)), down: Int8Array.from(column(1)), cover: Uint8Array.from(column(2)),
  });
}

const packs = new Map<string, number>();

/** A colour as a pixel has it, read once. */
function pixelOf(colour: string): number {
  let known = packs.get(colour);
  if (known === undefined) packs.set(colour, (known = packed(colour)));
  return known;
}

/** Very many small discs without rims, the largest first, laid over a whole canvas. */
export function stampDiscs(context: CanvasRenderingContext2D, scene: Scene, camera: Camera, order: Int32Array, scale: number, ratio: number): void {
  const { width: wide, height: high } = context.canvas;
  const sheet = sheetOf("nodes", wide, high);
  const { pixels } = sheet;
  const { x, y, lit, encoded } = scene;
  for (let place = 0; place < order.length; place++) {
    const node = order[place]!;
    const left = Math.round((x[node]! * camera.k + camera.x) * ratio), top = Math.round((y[node]! * camera.k + camera.y) * ratio);
    const mask = maskOf(Math.round(encoded.radius[node]! * scale * ratio * FINE));
    const { reach } = mask;
    if (left < -reach || top < -reach || left >= wide + reach || top >= high + reach) continue;
    const colour = pixelOf(encoded.colour[node]!);
    const strength = lit !== null && !lit.has(node) ? FAINT : 1;
    stamp(pixels, wide, high, left, top, mask, colour, strength);
  }
  layDown(context, sheet, true);
}

function stamp(pixels: Uint32Array, wide: number, high: number, left: number, top: number, { rows, right, down, cover }: Mask, colour: number, strength: number): void {
  for (let row = 0; row < rows.length; row += 3) {
    const along = top + rows[row]!;
    if (along < 0 || along >= high) continue;
    const from = along * wide + Math.max(0, left + rows[row + 1]!), until = along * wide + Math.min(wide - 1, left + rows[row + 2]!);
    if (strength === 1) for (let at = from; at <= until; at++) pixels[at] = OPAQUE | colour;
    else for (let at = from; at <= until; at++) pixels[at] = laid(pixels[at]!, colour, 255 * strength);
  }
  for (let one = 0; one < cover.length; one++) {
    const across = left + right[one]!, along = top + down[one]!;
    if (across < 0 || along < 0 || across >= wide || along >= high) continue;
    const at = along * wide + across;
    pixels[at] = laid(pixels[at]!, colour, cover[one]! * strength);
  }
}
