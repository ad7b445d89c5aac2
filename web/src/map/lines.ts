/** Draws ties: few as lines, each in its look; very many as pixels, with those that matter above. */

import { drawDensity } from "./density";
import type { Camera, Scene } from "./drawing";

/** Above so many ties each is a shade of pixels rather than a line of its own. */
const MANY = 4000;
/** Up to so many disputed ties stand out even among very many. */
const MOST_MARKED = 1000;
/** One stroke of very many lines is slower than many strokes of some. */
const BUNDLE = 48;

export function tieWidth(weight: number, high: number, [least, most]: [number, number]): number {
  return least + (most - least) * (high > 1 ? Math.log(Math.max(1, weight)) / Math.log(high) : 0);
}

const FAINT = 0.06;
const amongMany = (width: number) => Math.max(0.6, width * 0.7);

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
  const alpha = faint ? FAINT : across ? scene.calm : scene.calm * 0.8;
  const colour = (across ? palette.across : palette.within)[dark ? 1 : 0];
  return { colour, alpha, width: many ? amongMany(width) : Math.max(0.6, width), dash: disputed ? [5, 4] : [] };
}

function heaviest({ network }: Scene): number {
  const { weight } = network;
  let high = 1;
  for (let tie = 0; tie < weight.length; tie++) if (weight[tie]! > high) high = weight[tie]!;
  return high;
}

/** 1 for each tie that is drawn as a line of its own. */
function markedTies({ network, litTies }: Scene): Uint8Array {
  const count = network.source.length;
  const marked = new Uint8Array(count);
  if (count <= MANY) return marked.fill(1);
  if (litTies) {
    for (const tie of litTies) marked[tie] = 1;
    return marked;
  }
  let disputed = 0;
  for (let tie = 0; tie < count; tie++) disputed += network.disputed[tie]!;
  if (disputed && disputed <= MOST_MARKED) marked.set(network.disputed);
  return marked;
}

/** The widths of the ties that are shades of pixels; 0 for those that are lines of their own. */
function shadeWidths({ network, palette }: Scene, marked: Uint8Array, high: number): Float32Array {
  const { weight } = network;
  const found = new Float32Array(weight.length);
  let known = 1, width = amongMany(tieWidth(1, high, palette.width));
  for (let tie = 0; tie < found.length; tie++) {
    if (marked[tie]) continue;
    // Most ties weigh the same as the one before.
    if (weight[tie] !== known) width = amongMany(tieWidth((known = weight[tie]!), high, palette.width));
    found[tie] = width;
  }
  return found;
}

type Bundle = { style: Style; ties: number[] };
const known = new WeakMap<Scene, Bundle[]>();

/** Ties in the order of drawing, in bundles of one style: faint and within first, across on top. */
function bundles(scene: Scene, marked: Uint8Array, high: number): Bundle[] {
  const before = known.get(scene);
  if (before) return before;
  const { network } = scene;
  const found = new Map<number, Bundle>();
  for (let tie = 0; tie < marked.length; tie++) {
    if (!marked[tie]) continue;
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
export function* drawTies(
  context: CanvasRenderingContext2D, scene: Scene, camera: Camera, width: number, height: number, ratio: number, isBare: boolean,
): Generator<number> {
  const { x, y, palette } = scene;
  const shade = scene.dark ? 1 : 0;
  const high = heaviest(scene);
  const marked = markedTies(scene);
  if (scene.network.source.length > MANY)
    yield* drawDensity(context, scene, camera, ratio, shadeWidths(scene, marked, high), {
      within: { colour: palette.within[shade], alpha: scene.litTies ? FAINT : 0.14 },
      across: { colour: palette.across[shade], alpha: scene.litTies ? FAINT : 0.3 },
    }, isBare);
  const { source, target } = scene.network;
  context.lineCap = "butt";
  let drawn = 0;
  for (const { style, ties } of bundles(scene, marked, high)) {
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
