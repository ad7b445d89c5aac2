/** What the page says above the picture: nothing left, too much left out, no server. */

import { byId, make } from "./elements";
import type { State } from "./state";
import { writeView } from "./view";

type Line = Node | string;

/** The lines of the note, with the ways on as buttons; none where all is well. */
export function noteLines(state: State, isOffline: boolean): Line[] {
  const { words, view } = state;
  const button = (name: string, act: () => void) => make("button", { type: "button", click: act }, words.say(name));
  const lines: Line[] = isOffline ? [words.say("offline"), " "] : [];
  if (state.wrong.length) lines.push(words.say("link-wrong", { words: state.wrong.join(", ").slice(0, 200) }), " ");
  lines.push(...backboneLines(state, isOffline));
  if (!state.network.nodes.length) {
    const why = view.path.length ? "path-none" : "empty";
    lines.push(words.say(why), " ");
    // Who came by a link has no step to take back.
    if (state.canUndo) lines.push(button("undo", () => state.undo()), " ");
    lines.push(button("reset", () => byId("netmap-reset").click()));
  } else if (view.ego.length || view.path.length || view.hidden.length)
    lines.push(words.say("narrowed"), " ", button("reset", () => state.change({ ego: [], path: [], hidden: [] })));
  return state.leftOut ? [...lines, ...leftOutLines(state, button)] : lines;
}

function leftOutLines(state: State, button: (name: string, act: () => void) => Node): Line[] {
  const { words, view, handed, leftOut: left, network } = state;
  const drawn = network.source.length;
  const lines: Line[] = [words.say("too-many", { ties: left + drawn, drawn, left }), " ", button("only-across", () => state.change({ across: true })), " "];
  if (handed.addresses["backbone"]) lines.push(button("backbone-ask", () => state.change({ backbone: true })), " ");
  if (handed.addresses["page"] && !view.query) lines.push(make("a", { class: "button", href: regions(state) }, words.say("by-regions")));
  return lines;
}

/** What is kept of a network whose backbone is shown, and by which rule. */
function backboneLines({ view, handed, backbone, hasBackbone, missed, words }: State, isOffline: boolean): string[] {
  if (!view.backbone || !handed.addresses["backbone"]) return [];
  if (missed.has("backbone")) return isOffline ? [] : [words.say("backbone-missed"), " "];
  if (!hasBackbone) return isOffline ? [] : [words.say("backbone-wait"), " "];
  const { ties, all, model } = backbone!;
  return [words.say("backbone-told", { kept: ties.size, all, left: all - ties.size }), ` ${model}. `];
}

/** The same choice with regions as nodes. */
function regions({ view, handed }: State): string {
  const words = writeView({ ...view, level: "nuts3", pick: "", ego: [], path: [], hidden: [], pinned: [], at: null });
  return `${handed.addresses["page"]}?${words}`;
}
