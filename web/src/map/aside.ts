/** What has no place on the ground stands aside: it is fenced, and the picture says why. */

import { dotScale } from "./drawing";
import { type Box, FONT } from "./labels";
import type { Picture } from "./picture";
import type { State } from "./state";

/** The box around some nodes, with room for a rim. */
function around(picture: Picture, nodes: number[]): Box {
  const scene = picture.scene!;
  const scale = dotScale(scene, picture.camera, picture.home);
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const node of nodes) {
    const [x, y] = picture.screen(node), reach = scene.encoded.radius[node]! * scale + 8;
    box.left = Math.min(box.left, x - reach);
    box.top = Math.min(box.top, y - reach);
    box.right = Math.max(box.right, x + reach);
    box.bottom = Math.max(box.bottom, y + reach);
  }
  return box;
}

/** Draw the fence, and the words below it; gives their place. */
function fence(context: CanvasRenderingContext2D, { left, top, right, bottom }: Box, words: string, { inks, width }: Picture): Box | null {
  if (right < 0) return null;
  const { muted, paper } = inks;
  context.save();
  context.strokeStyle = context.fillStyle = muted;
  context.lineWidth = 1;
  context.setLineDash([2, 3]);
  context.beginPath();
  context.roundRect(left, top, right - left, bottom - top, 8);
  context.stroke();
  context.setLineDash([]);
  context.font = `italic ${FONT}`;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  context.lineWidth = 3.5;
  context.strokeStyle = paper;
  // In sight even where the fence is only half so.
  const wide = context.measureText(words).width, y = bottom + 11;
  const x = Math.max(4, Math.min(left, width - wide - 4));
  context.strokeText(words, x, y);
  context.fillText(words, x, y);
  const box = { left: x, top: y - 9, right: x + wide, bottom: y + 9 };
  context.restore();
  return box;
}

export function startAside(state: State, picture: Picture): void {
  picture.aside = (context) => {
    if (state.view.layout !== "geographic" || picture.isGliding) return null;
    const pinned = new Set(state.view.pinned.map(([id]) => state.numbers.get(id)));
    const nodes = Array.from(state.network.nodes).filter((node) => !state.data.onMap[node] && !pinned.has(node));
    return nodes.length ? fence(context, around(picture, nodes), state.words.say("aside"), picture) : null;
  };
  picture.overlay();
}
