/** Rehearses steps while nobody waits: code that a browser has run before is several times as fast. */

import { drawNodes, type Scene } from "./drawing";
import { drawTies } from "./lines";
import type { Picture } from "./picture";
import type { State } from "./state";
import type { View } from "./view";

/** Pictures of fewer ties are quick without. */
const MANY = 4000;
const ROUNDS = 3;
/** Milliseconds of work between two looks whether somebody waits. */
const SLICE = 12;
/** Milliseconds after the picture stands: what the reader points at first is answered at once. */
const LATER = 500;

/** The steps that are rehearsed: a filter, a year, and back to what is shown. */
function steps(view: View): View[] {
  const year = view.since ?? new Date().getFullYear();
  return [{ ...view, until: view.until ?? year }, { ...view, across: !view.across }, view];
}

function* rehearsed(state: State, picture: Picture): Generator<unknown> {
  for (let round = 0; round < ROUNDS; round++)
    for (const view of steps(state.view)) {
      const seen = state.lookInto(view);
      yield;
      yield* drawn({ ...picture.scene!, ...seen }, picture);
    }
}

/** Draw a scene where nobody sees it, piece by piece. */
function* drawn(scene: Scene, { camera, home, width, height, ratio, inks, canvases }: Picture): Generator<unknown> {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [canvases[0].width, canvases[0].height];
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  drawNodes(context, scene, camera, home, width, height, inks.paper, ratio);
  yield;
  yield* drawTies(context, scene, camera, width, height, ratio, true);
}

/** Rehearse until it is done or the reader takes the first step. */
export function startRehearsal(state: State, picture: Picture): void {
  if (state.network.source.length < MANY || !("requestIdleCallback" in window)) return;
  let isOver = false;
  state.listeners.push(() => { isOver = true; });
  const work = rehearsed(state, picture);
  const go = () => {
    const end = performance.now() + SLICE;
    // The sums of pixels are shared: a picture that is being drawn goes first.
    while (!isOver && picture.isDrawn && performance.now() < end) if (work.next().done) isOver = true;
    if (!isOver) requestIdleCallback(go);
    else picture.stage.dataset["rehearsed"] = "";
  };
  setTimeout(() => requestIdleCallback(go), LATER);
}
