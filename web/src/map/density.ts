/** Very many ties as pixels: how many lines cross each, and what shade that makes.
 *
 * A canvas that strokes them takes three times as long.
 */

import type { Camera, Scene } from "./drawing";
import { laid, layDown, packed, sheetOf } from "./sheets";
import { type Sums, summed } from "./sums";

/** What a line adds to a pixel that it covers whole, at a width of one. */
const WHOLE = 256;
/** Beyond so many lines in one pixel it is as strong as it gets. */
const DEEPEST = 64;
const STEPS = 2048;
/** A canvas of more pixels is filled at half its fineness. */
const MOST_PIXELS = 5_000_000;

/** The two kinds of ties that are told apart by colour. */
export interface Kind { colour: string; alpha: number }

const tables = new Map<number, Uint8Array>();

/** How strong so many lines of one strength are together, of 255. */
function strengths(alpha: number): Uint8Array {
  const known = tables.get(alpha);
  if (known) return known;
  const made = Uint8Array.from({ length: STEPS }, (_, step) => Math.round(255 * (1 - (1 - alpha) ** ((step * DEEPEST) / STEPS))));
  tables.set(alpha, made);
  return made;
}

/** The sums as colours: ties across above ties within. */
function colour([within, across]: Sums, pixels: Uint32Array, kinds: { within: Kind; across: Kind }): void {
  const low = packed(kinds.within.colour), above = packed(kinds.across.colour);
  const lowStrength = strengths(kinds.within.alpha), aboveStrength = strengths(kinds.across.alpha);
  const shift = Math.log2((WHOLE * DEEPEST) / STEPS), last = STEPS - 1;
  for (let pixel = 0; pixel < within.length; pixel++) {
    const under = within[pixel]! >> shift, over = across[pixel]! >> shift;
    if (!(under | over)) continue;
    const strong = aboveStrength[over < last ? over : last]!;
    const weak = lowStrength[under < last ? under : last]!;
    pixels[pixel] = !weak ? (strong << 24) | above : !strong ? (weak << 24) | low : laid((weak << 24) | low, above, strong);
  }
}

// Long loops stand in functions of their own: browsers run them slowly in one that can pause.
function addsOf(widths: Float32Array, whole: number): Int32Array {
  const adds = new Int32Array(widths.length);
  for (let tie = 0; tie < adds.length; tie++) adds[tie] = whole * widths[tie]!;
  return adds;
}

/** Draw ties; yields between pieces so that the caller can pause, and shows them at the end.
 *
 * @param widths of each tie in pixels of the page; 0 for those that are drawn otherwise
 * @param isBare whether the canvas is empty
 */
export function* drawDensity(
  context: CanvasRenderingContext2D, scene: Scene, camera: Camera, ratio: number, widths: Float32Array, kinds: { within: Kind; across: Kind }, isBare: boolean,
): Generator<number> {
  const { canvas } = context;
  const share = canvas.width * canvas.height > MOST_PIXELS ? 0.5 : 1;
  const wide = Math.ceil(canvas.width * share), high = Math.ceil(canvas.height * share);
  const fine = ratio * share;
  const adds = addsOf(widths, WHOLE * fine);
  const { source, target, across } = scene.network;
  const sums = yield* summed({
    lines: { source, target, adds, across }, x: scene.x, y: scene.y, wide, high,
    k: camera.k * fine, left: camera.x * fine, top: camera.y * fine,
  });
  const sheet = sheetOf("ties", wide, high);
  colour(sums, sheet.pixels, kinds);
  layDown(context, sheet, isBare);
}
