/** Very many ties as pixels: how many lines cross each, and what shade that makes.
 *
 * Lines are Wu's (An Efficient Antialiasing Technique, 1991), added up before they are
 * coloured; a canvas that strokes them takes three times as long.
 */

import type { Camera, Scene } from "./drawing";
import { laid, layDown, packed, sheetOf } from "./sheets";

/** What a line adds to a pixel that it covers whole, at a width of one. */
const WHOLE = 256;
/** Beyond so many lines in one pixel it is as strong as it gets. */
const DEEPEST = 64;
const STEPS = 2048;
/** Ties between two looks at the clock. */
const PIECE = 500;
/** A canvas of more pixels is filled at half its fineness. */
const MOST_PIXELS = 5_000_000;

/** The two kinds of ties that are told apart by colour. */
export interface Kind { colour: string; alpha: number }

interface Sums { within: Uint32Array; across: Uint32Array }

let room: Sums = { within: new Uint32Array(), across: new Uint32Array() };

function cleared(size: number): Sums {
  if (room.within.length === size) {
    room.within.fill(0);
    room.across.fill(0);
  } else room = { within: new Uint32Array(size), across: new Uint32Array(size) };
  return room;
}

/** Add one line; ends may lie outside. */
function addLine(sums: Uint32Array, wide: number, high: number, x0: number, y0: number, x1: number, y1: number, adds: number): void {
  const isSteep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  // Along the longer way pixel by pixel; across it the line lies between two.
  let a = isSteep ? y0 : x0, b = isSteep ? x0 : y0, a1 = isSteep ? y1 : x1, b1 = isSteep ? x1 : y1;
  if (a > a1) [a, a1, b, b1] = [a1, a, b1, b];
  const slope = a1 > a ? (b1 - b) / (a1 - a) : 0;
  const longest = (isSteep ? high : wide) - 1, most = (isSteep ? wide : high) - 1;
  const [stepA, stepB] = isSteep ? [wide, 1] : [1, wide];
  const from = Math.max(0, Math.round(a)), until = Math.min(longest, Math.round(a1));
  let at = b + slope * (from - a);
  for (let place = from; place <= until; place++, at += slope) {
    if (at < 0 || at >= most) continue;
    const low = at | 0;
    const far = ((at - low) * adds) | 0;
    const pixel = place * stepA + low * stepB;
    sums[pixel]! += adds - far;
    sums[pixel + stepB]! += far;
  }
}

/** How strong so many lines of one strength are together, of 255. */
function strengths(alpha: number): Uint8Array {
  return Uint8Array.from({ length: STEPS }, (_, step) => Math.round(255 * (1 - (1 - alpha) ** ((step * DEEPEST) / STEPS))));
}

/** The sums as colours: ties across above ties within. */
function colour({ within, across }: Sums, pixels: Uint32Array, kinds: { within: Kind; across: Kind }): void {
  const low = packed(kinds.within.colour), above = packed(kinds.across.colour);
  const lowStrength = strengths(kinds.within.alpha), aboveStrength = strengths(kinds.across.alpha);
  const shift = Math.log2((WHOLE * DEEPEST) / STEPS);
  for (let pixel = 0; pixel < within.length; pixel++) {
    const under = within[pixel]!, over = across[pixel]!;
    if (!under && !over) continue;
    const strong = aboveStrength[Math.min(STEPS - 1, over >> shift)]!;
    const weak = lowStrength[Math.min(STEPS - 1, under >> shift)]!;
    pixels[pixel] = !weak ? (strong << 24) | above : !strong ? (weak << 24) | low : laid((weak << 24) | low, above, strong);
  }
}

/** Draw ties of these widths; yields between pieces so that the caller can pause, and shows them at the end. */
export function* drawDensity(
  context: CanvasRenderingContext2D, scene: Scene, camera: Camera, ratio: number, widths: Float32Array, kinds: { within: Kind; across: Kind },
): Generator<number> {
  const { canvas } = context;
  const fine = canvas.width * canvas.height > MOST_PIXELS ? 0.5 : 1;
  const wide = Math.ceil(canvas.width * fine), high = Math.ceil(canvas.height * fine);
  const sums = cleared(wide * high);
  const { source, target, across } = scene.network;
  const k = camera.k * ratio * fine, left = camera.x * ratio * fine, top = camera.y * ratio * fine;
  for (let tie = 0; tie < source.length; tie++) {
    if (tie % PIECE === PIECE - 1) yield 0;
    const width = widths[tie]!;
    if (!width) continue;
    const one = source[tie]!, other = target[tie]!;
    const x1 = scene.x[one]! * k + left, y1 = scene.y[one]! * k + top, x2 = scene.x[other]! * k + left, y2 = scene.y[other]! * k + top;
    if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > wide && x2 > wide) || (y1 > high && y2 > high)) continue;
    addLine(across[tie] ? sums.across : sums.within, wide, high, x1, y1, x2, y2, (WHOLE * width * ratio * fine) | 0);
  }
  const sheet = sheetOf("ties", wide, high);
  colour(sums, sheet.pixels, kinds);
  layDown(context, sheet);
}
