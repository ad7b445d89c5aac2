/** How many lines cross each pixel, kept from one picture to the next.
 *
 * Lines are Wu's (An Efficient Antialiasing Technique, 1991). The sums are whole numbers:
 * a step of a filter or a year takes lines away and adds others, and comes to the same
 * sums as if all were added anew.
 */

/** Lines between nodes, in any order: what each adds to a pixel (0 for none), and to which of the two sums. */
export interface Lines { source: Int32Array; target: Int32Array; adds: Int32Array; across: Uint8Array }

/** Lines as they are looked at: the places of nodes, and from where, in pixels. */
export interface Sight { lines: Lines; x: Float32Array; y: Float32Array; wide: number; high: number; k: number; left: number; top: number }

/** The sums of lines within a country, and of lines across. */
export type Sums = [within: Uint32Array, across: Uint32Array];

/** Lines between two looks at the clock. */
const PIECE = 500;

let room: Sums = [new Uint32Array(), new Uint32Array()];
/** What the room holds; null while it is being filled. */
let held: Sight | null = null;

/** Add one line, or take it away (`adds` below zero); ends may lie outside. */
function addLine(sums: Uint32Array, wide: number, high: number, x0: number, y0: number, x1: number, y1: number, adds: number): void {
  const isSteep = Math.abs(y1 - y0) > Math.abs(x1 - x0);
  // Along the longer way pixel by pixel; across it the line lies between two.
  let a = isSteep ? y0 : x0, b = isSteep ? x0 : y0, a1 = isSteep ? y1 : x1, b1 = isSteep ? x1 : y1;
  if (a > a1) {
    let other = a;
    a = a1;
    a1 = other;
    other = b;
    b = b1;
    b1 = other;
  }
  const slope = a1 > a ? (b1 - b) / (a1 - a) : 0;
  const longest = (isSteep ? high : wide) - 1, most = (isSteep ? wide : high) - 1;
  const stepA = isSteep ? wide : 1, stepB = isSteep ? 1 : wide;
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

function addTo(sight: Sight, line: number, sign: 1 | -1): void {
  const { lines, x, y, wide, high, k, left, top } = sight;
  const adds = lines.adds[line]!;
  if (!adds) return;
  const one = lines.source[line]!, other = lines.target[line]!;
  const x1 = x[one]! * k + left, y1 = y[one]! * k + top, x2 = x[other]! * k + left, y2 = y[other]! * k + top;
  if ((x1 < 0 && x2 < 0) || (y1 < 0 && y2 < 0) || (x1 > wide && x2 > wide) || (y1 > high && y2 > high)) return;
  addLine(room[lines.across[line]!]!, wide, high, x1, y1, x2, y2, sign * adds);
}

/** Numbers of the lines that go, come and stay; used again, since a step shall leave nothing to sweep up. */
const lists = [new Int32Array(), new Int32Array(), new Int32Array()];

function list(which: number, room: number): Int32Array {
  if (lists[which]!.length < room) lists[which] = new Int32Array(room);
  return lists[which]!;
}

interface Changes { gone: Int32Array; come: Int32Array; stay: Int32Array }

/** Compare two pictures line by line; the lines of both are best in the same order. */
function changes(before: Sight, after: Sight): Changes {
  const { source: s0, target: t0, adds: d0, across: k0 } = before.lines;
  const { source: s1, target: t1, adds: d1, across: k1 } = after.lines;
  const { x: x0, y: y0 } = before, { x: x1, y: y1 } = after;
  const n0 = s0.length, n1 = s1.length;
  const gone = list(0, n0), come = list(1, n1), stay = list(2, n1);
  let a = 0, b = 0, going = 0, coming = 0, staying = 0;
  while (a < n0 && b < n1) {
    const one = s0[a]!, other = t0[a]!;
    const order = one - s1[b]! || other - t1[b]!;
    if (order > 0) come[coming++] = b++;
    else if (order < 0 || d0[a] !== d1[b] || k0[a] !== k1[b] || x0[one] !== x1[one] || y0[one] !== y1[one] || x0[other] !== x1[other] || y0[other] !== y1[other]) gone[going++] = a++;
    else {
      stay[staying++] = b++;
      a++;
    }
  }
  while (a < n0) gone[going++] = a++;
  while (b < n1) come[coming++] = b++;
  return { gone: gone.subarray(0, going), come: come.subarray(0, coming), stay: stay.subarray(0, staying) };
}

function isFromSamePlace(one: Sight, other: Sight): boolean {
  return one.wide === other.wide && one.high === other.high && one.k === other.k && one.left === other.left && one.top === other.top;
}

let turn = 0;

/** Come to the sums of these lines; yields between pieces so that the caller can pause, and begin others instead. */
export function* summed(sight: Sight): Generator<number, Sums> {
  const before = held && isFromSamePlace(held, sight) ? held : null;
  const mine = ++turn;
  // What is left half done counts for nothing.
  held = null;
  for (const piece of before ? change(before, sight) : anew(sight)) {
    yield piece;
    if (mine !== turn) return room;
  }
  // The reader may carry a node: its place is kept as it was.
  held = { ...sight, x: sight.x.slice(), y: sight.y.slice() };
  return room;
}

function* anew(sight: Sight): Generator<number, void> {
  const size = sight.wide * sight.high;
  if (room[0].length === size) for (const sums of room) sums.fill(0);
  else room = [new Uint32Array(size), new Uint32Array(size)];
  for (let line = 0; line < sight.lines.source.length; line++) {
    if (line % PIECE === PIECE - 1) yield 0;
    addTo(sight, line, 1);
  }
}

/** Of which kinds more goes than stays: there it is less work to begin from nothing. */
function emptied({ gone, stay }: Changes, before: Uint8Array, after: Uint8Array): [boolean, boolean] {
  const more = [0, 0];
  for (let at = 0; at < gone.length; at++) more[before[gone[at]!]!]!++;
  for (let at = 0; at < stay.length; at++) more[after[stay[at]!]!]!--;
  return [more[0]! > 0, more[1]! > 0];
}

function* change(before: Sight, after: Sight): Generator<number, void> {
  const found = changes(before, after);
  const { gone, come, stay } = found;
  const isAnew = emptied(found, before.lines.across, after.lines.across);
  for (const kind of [0, 1]) if (isAnew[kind]) room[kind]!.fill(0);
  for (let at = 0; at < gone.length; at++) {
    if (at % PIECE === PIECE - 1) yield 0;
    if (!isAnew[before.lines.across[gone[at]!]!]) addTo(before, gone[at]!, -1);
  }
  for (let at = 0; at < come.length; at++) {
    if (at % PIECE === PIECE - 1) yield 0;
    addTo(after, come[at]!, 1);
  }
  if (!isAnew[0] && !isAnew[1]) return;
  for (let at = 0; at < stay.length; at++) {
    if (at % PIECE === PIECE - 1) yield 0;
    if (isAnew[after.lines.across[stay[at]!]!]) addTo(after, stay[at]!, 1);
  }
}
