/** Where a camera has to stand to show some nodes. */

import type { Camera } from "./drawing";

interface At { x: Float32Array; y: Float32Array }

/** The camera that shows these nodes whole, with room for labels, below a head. */
export function fitted(nodes: ArrayLike<number>, places: At, width: number, whole: number, head = 0): Camera {
  const height = whole - head;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < nodes.length; at++) {
    const [x, y] = [places.x[nodes[at]!]!, places.y[nodes[at]!]!];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
  }
  if (!(right >= left)) [left, top, right, bottom] = [-100, -100, 100, 100];
  const [padX, padY] = width < 600 ? [28, 34] : [110, 48];
  // A tab that opens behind another has no size yet: a zoom stays above 0 whatever there is.
  const [wide, high] = [Math.max(1, width - 2 * padX), Math.max(1, height - 2 * padY)];
  const k = Math.min(wide / Math.max(right - left, 40), high / Math.max(bottom - top, 40));
  return { k, x: width / 2 - ((left + right) / 2) * k, y: head + height / 2 - ((top + bottom) / 2) * k };
}
