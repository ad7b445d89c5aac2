/** Labels beside nodes, the most important first; one that would cover another is left out. */

export interface Box { left: number; top: number; right: number; bottom: number }
export interface Label extends Box { node: number; text: string; x: number; y: number; bold: boolean }
export interface Dot { node: number; x: number; y: number; radius: number }

const CELL = 48;
const LONGEST = 30;
export const FONT = '12.5px ui-sans-serif, system-ui, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif';
const HEIGHT = 15;
/** From so many nodes in sight a picture is a heap. */
const CROWD = 1000;
/** The corner of the picture where its buttons stand. */
const TOOLS = { width: 60, height: 150 };
/** On a phone the corner above where the controls are opened. */
const NARROW = 600;
const CONTROLS = { width: 230, height: 54 };

/** Boxes by the cells of a grid that they touch. */
class Taken {
  private cells = new Map<number, Box[]>();

  add(box: Box): void {
    const right = Math.floor(box.right / CELL), bottom = Math.floor(box.bottom / CELL);
    for (let x = Math.floor(box.left / CELL); x <= right; x++)
      for (let y = Math.floor(box.top / CELL); y <= bottom; y++) {
        const cell = this.cells.get(x * 65536 + y);
        if (cell) cell.push(box);
        else this.cells.set(x * 65536 + y, [box]);
      }
  }

  isFree(box: Box): boolean {
    const right = Math.floor(box.right / CELL), bottom = Math.floor(box.bottom / CELL);
    for (let x = Math.floor(box.left / CELL); x <= right; x++)
      for (let y = Math.floor(box.top / CELL); y <= bottom; y++) {
        const cell = this.cells.get(x * 65536 + y);
        if (!cell) continue;
        for (const other of cell)
          if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
      }
    return true;
  }
}

/** Measured once: a font does not change while a page is read. */
const widths = new Map<string, number>();

const shorts = new Map<string, string>();

export function shortened(text: string): string {
  let known = shorts.get(text);
  if (known === undefined) shorts.set(text, (known = cutShort(text)));
  return known;
}

function cutShort(text: string): string {
  const letters = Array.from(text.replaceAll(/\s+/g, " ").trim());
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join("").trimEnd()}…` : letters.join("");
}

/**
 * Place labels.
 *
 * @param dots the nodes in sight, the most important first
 * @param first nodes whose label stands before all others, whatever their size
 * @param side -1 to try the left of a node first, 1 for the right
 * @param written what stands there already
 */
export function placeLabels(
  context: CanvasRenderingContext2D, dots: Dot[], first: Set<number>, name: (node: number) => string,
  side: (node: number) => number, room: Room, written: Box | null,
): Label[] {
  const [taken, discs] = [new Taken(), new Taken()];
  taken.add({ left: room.width - TOOLS.width, top: room.height - TOOLS.height, right: room.width, bottom: room.height });
  if (written) taken.add(written);
  if (room.width < NARROW) taken.add({ left: 0, top: 0, right: CONTROLS.width, bottom: CONTROLS.height });
  // In a heap every place is over some node: only the largest keep labels off.
  for (const dot of dots.length < CROWD ? dots : dots.slice(0, CROWD / 10))
    discs.add({ left: dot.x - dot.radius, top: dot.y - dot.radius, right: dot.x + dot.radius, bottom: dot.y + dot.radius });
  const most = Math.ceil((room.width * room.height) / 7000);
  const order = [...dots.filter((dot) => first.has(dot.node)), ...dots.filter((dot) => !first.has(dot.node))];
  const placed: Label[] = [];
  context.font = FONT;
  for (const dot of order.slice(0, most * 6)) {
    if (placed.length >= most && !first.has(dot.node)) break;
    const text = shortened(name(dot.node));
    let wide = widths.get(text);
    if (wide === undefined) widths.set(text, (wide = context.measureText(text).width));
    const free = spots(dot, wide, side(dot.node)).filter((box) => inside(box, room) && taken.isFree(box));
    // What the reader points at or has chosen is named, even above other nodes.
    const found = free.find((box) => discs.isFree(box)) ?? (first.has(dot.node) ? free[0] : undefined);
    if (!found) continue;
    taken.add(found);
    placed.push({ ...found, node: dot.node, text, x: found.left + 1, y: (found.top + found.bottom) / 2, bold: first.has(dot.node) });
  }
  return placed;
}

/** Write labels in the ink of the page, each with a rim of its paper. */
export function writeLabels(context: CanvasRenderingContext2D, labels: Label[], inks: { paper: string; ink: string }): void {
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = inks.paper;
  context.fillStyle = inks.ink;
  context.font = FONT;
  for (const label of labels) {
    context.strokeText(label.text, label.x, label.y);
    context.fillText(label.text, label.x, label.y);
  }
}

/** The picture, but for a strip at its head. */
interface Room { width: number; height: number; head: number }

function inside(box: Box, { width, height, head }: Room): boolean {
  return box.left >= 2 && box.right <= width - 2 && box.top >= head && box.bottom <= height - 2;
}

function spots(dot: Dot, wide: number, side: number): Box[] {
  const gap = dot.radius + 3;
  const at = (left: number, top: number): Box => ({ left, top, right: left + wide + 2, bottom: top + HEIGHT });
  const right = at(dot.x + gap, dot.y - HEIGHT / 2);
  const left = at(dot.x - gap - wide - 2, dot.y - HEIGHT / 2);
  const above = at(dot.x - wide / 2, dot.y - gap - HEIGHT);
  const below = at(dot.x - wide / 2, dot.y + gap);
  return side < 0 ? [left, right, below, above] : [right, left, below, above];
}
