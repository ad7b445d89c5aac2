/** What is pointed at or chosen stands out. */

import type { Inks } from "./drawing";

type Point = [number, number];

/** A ring around a node. */
export function markNode(context: CanvasRenderingContext2D, [x, y]: Point, radius: number, inks: Inks): void {
  context.beginPath();
  context.arc(x, y, radius + 3.5, 0, 2 * Math.PI);
  context.lineWidth = 2.5;
  context.strokeStyle = inks.ink;
  context.stroke();
}

/** A strong line with a rim in place of a tie. */
export function markTie(context: CanvasRenderingContext2D, from: Point, to: Point, inks: Inks): void {
  for (const [colour, wide] of [[inks.paper, 7], [inks.ink, 3.5]] as const) {
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    context.lineWidth = wide;
    context.strokeStyle = colour;
    context.stroke();
  }
}
