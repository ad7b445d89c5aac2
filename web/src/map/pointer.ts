/** The picture by mouse and finger: hover, choose, move a node. */

import type { Hit, Picture } from "./picture";
import type { State } from "./state";

const STILL = 4;

export function startPointer(state: State, picture: Picture): void {
  const { stage } = picture;
  const ids = state.data.head.nodes.iri;
  const at = (event: MouseEvent): [number, number] => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const same = (a: Hit, b: Hit) => JSON.stringify(a) === JSON.stringify(b);
  let down: { x: number; y: number; node: number | null; moved: boolean } | null = null;

  stage.addEventListener("pointermove", (event) => {
    const [x, y] = at(event);
    if (down && Math.hypot(x - down.x, y - down.y) > STILL) down.moved = true;
    if (down?.moved && down.node !== null) return picture.carry(down.node, x, y);
    if (down || event.pointerType === "touch") return;
    const hit = picture.hit(x, y);
    stage.classList.toggle("over", hit !== null);
    if (same(hit, picture.hover)) return;
    picture.hover = hit;
    picture.overlay();
  });
  stage.addEventListener("pointerleave", () => {
    picture.hover = null;
    picture.overlay();
  });
  // Before the camera sees it: a node under the mouse is carried, the picture stays.
  stage.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const [x, y] = at(event);
    const hit = picture.hit(x, y);
    const node = hit && "node" in hit && event.pointerType !== "touch" ? hit.node : null;
    down = { x, y, node, moved: false };
    picture.isCarrying = node !== null;
  }, true);
  stage.addEventListener("pointerup", (event) => {
    const was = down;
    down = null;
    picture.isCarrying = false;
    if (!was) return;
    const [x, y] = at(event);
    if (was.moved) {
      if (was.node !== null) state.pin(was.node, true, picture.unprojected(x, y));
      return;
    }
    const hit = picture.hit(x, y);
    if (!hit) state.pick("");
    else if ("node" in hit) {
      state.pick(ids[hit.node]!);
      picture.onPick(hit.node);
    } else state.pick(`${ids[state.network.source[hit.tie]!]}~${ids[state.network.target[hit.tie]!]}`);
  });
}
