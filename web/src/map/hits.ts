/** What lies under a point of the picture. */

import { type Camera, dotScale, type Scene } from "./drawing";

export type Hit = { node: number } | { tie: number } | null;

const REACH = 6;

export function hitAt(scene: Scene, camera: Camera, home: number, px: number, py: number): Hit {
  const scale = dotScale(scene, camera, home);
  let [best, nearest] = [-1, Infinity];
  for (const node of scene.network.nodes) {
    const dx = scene.x[node]! * camera.k + camera.x - px, dy = scene.y[node]! * camera.k + camera.y - py;
    const beyond = Math.hypot(dx, dy) - scene.encoded.radius[node]! * scale;
    if (beyond < Math.min(nearest, 4)) [best, nearest] = [node, beyond];
  }
  if (best >= 0) return { node: best };
  return hitTie(scene, (px - camera.x) / camera.k, (py - camera.y) / camera.k, REACH / camera.k);
}

function hitTie({ network, x, y, litTies }: Scene, px: number, py: number, reach: number): Hit {
  let [best, nearest] = [-1, reach];
  for (let tie = 0; tie < network.source.length; tie++) {
    const one = network.source[tie]!, other = network.target[tie]!;
    const ax = x[one]!, ay = y[one]!, bx = x[other]! - ax, by = y[other]! - ay;
    const along = Math.max(0, Math.min(1, ((px - ax) * bx + (py - ay) * by) / (bx * bx + by * by || 1)));
    const away = Math.hypot(ax + along * bx - px, ay + along * by - py) - (litTies?.has(tie) ? reach / 2 : 0);
    if (away < nearest) [best, nearest] = [tie, away];
  }
  return best >= 0 ? { tie: best } : null;
}
