/** The picture by keyboard: from node to node along ties, each said aloud. */

import { byId } from "./elements";
import type { Picture } from "./picture";
import type { State } from "./state";

const WAYS: Record<string, [number, number]> = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
const PAN = 80;

/** The node that lies best in a direction: partners first, and near rather than far. */
function towards(state: State, picture: Picture, from: number, [right, down]: [number, number]): number | null {
  const [x, y] = picture.screen(from);
  let [best, least] = [-1, Infinity];
  for (const node of state.neighbours(from)) {
    const [nx, ny] = picture.screen(node);
    const [dx, dy] = [nx - x, ny - y];
    const along = dx * right + dy * down;
    const aside = Math.abs(dx * down) + Math.abs(dy * right);
    if (along <= 0 || aside > along * 2.5) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [node, far];
  }
  return best >= 0 ? best : null;
}

export function describe(state: State, node: number): string {
  const { words, network, data } = state;
  const ties = state.tiesOf(node);
  return words.say("said-node", {
    name: state.label(node), side: words.say(`side-${data.head.sides[data.group[node]!]}`),
    partners: ties.length, across: ties.filter((tie) => network.across[tie]).length,
  });
}

export function startKeyboard(state: State, picture: Picture): void {
  const live = byId("netmap-live");
  const ids = state.data.head.nodes.iri;
  /** The node from which ties are gone through, and which of them was last. */
  let turning: { node: number; at: number } | null = null;
  const say = (text: string) => { live.textContent = text; };
  const go = (node: number) => {
    turning = null;
    state.pick(ids[node]!);
    say(describe(state, node));
  };
  const nextTie = (step: number) => {
    const { node } = state.chosen;
    turning ??= node === null ? null : { node, at: step > 0 ? -1 : 0 };
    if (!turning) return;
    const ties = state.tiesOf(turning.node).sort((a, b) =>
      state.network.across[b]! - state.network.across[a]! || state.network.weight[b]! - state.network.weight[a]! || a - b);
    if (!ties.length) return;
    turning.at = (turning.at + step + ties.length) % ties.length;
    const tie = ties[turning.at]!;
    const [one, other] = [state.network.source[tie]!, state.network.target[tie]!];
    const kept = turning;
    state.pick(`${ids[one]}~${ids[other]}`);
    turning = kept;
    const told = { place: turning.at + 1, all: ties.length, one: state.label(turning.node), other: state.label(one === turning.node ? other : one), weight: state.words.number(state.network.weight[tie]!) };
    say(state.words.say("said-tie", told));
  };
  picture.stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const way = WAYS[event.key];
    if (way) {
      event.preventDefault();
      if (event.shiftKey) return picture.panBy(way[0] * PAN, way[1] * PAN);
      const { node, tie } = state.chosen;
      const from = node ?? (turning ? turning.node : tie === null ? null : state.network.source[tie]!);
      if (from === null) {
        const first = picture.dots()[0] ?? null;
        if (first) go(first.node);
        return;
      }
      const next = towards(state, picture, from, way);
      if (next !== null) go(next);
    } else if (event.key === "n" || event.key === "N") nextTie(1);
    else if (event.key === "p" || event.key === "P") nextTie(-1);
    else if (event.key === "+" || event.key === "=") picture.zoomBy(1.4);
    else if (event.key === "-") picture.zoomBy(1 / 1.4);
    else if (event.key === "0") byId("netmap-whole").click();
    else if (event.key === "Escape") {
      state.pick("");
      turning = null;
    } else if (event.key === "Enter") {
      event.preventDefault();
      byId("netmap-details").querySelector<HTMLElement>("h2")?.focus();
    }
  });
  byId("netmap-details").addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    state.pick("");
    picture.stage.focus();
  });
}
