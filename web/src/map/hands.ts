/** The picture moved and zoomed by mouse, wheel and fingers. */

import { select } from "d3-selection";
import { zoom, zoomIdentity, type ZoomTransform } from "d3-zoom";
import type { Camera } from "./drawing";
import { type Picture, ZOOMED } from "./picture";

export function startHands(picture: Picture): void {
  const { stage } = picture;
  /** A wheel scrolls the page until the reader has taken up the picture. */
  const mayWheel = (event: WheelEvent) =>
    event.ctrlKey || event.metaKey || stage.matches(":focus-within") || document.fullscreenElement !== null;
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent(ZOOMED)
    .filter((event: Event) => !picture.isCarrying && !(event as MouseEvent).button && (event.type !== "wheel" || mayWheel(event as WheelEvent)))
    .on("zoom", ({ transform: { k, x, y } }: { transform: ZoomTransform }) => picture.follow({ k, x, y }))
    .on("end", () => {
      picture.redraw();
      picture.onRest();
    });
  // Where the camera stands already; later moves by buttons and keys are told in the same way.
  const know = ({ k, x, y }: Camera) => select(stage).property("__zoom", zoomIdentity.translate(x, y).scale(k));
  select(stage).call(behaviour).on("dblclick.zoom", null);
  know(picture.camera);
  picture.onLook = know;
}
