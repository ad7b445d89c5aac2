/** The legend, made from what colours, sizes and lines show. */

import { make } from "./elements";
import type { State } from "./state";

function swatch(colour: string): HTMLElement {
  const dot = make("span", { class: "swatch", "aria-hidden": "true" });
  dot.style.background = colour;
  return dot;
}

function line(colour: string, kind = ""): HTMLElement {
  const drawn = make("span", { class: `line ${kind}`, "aria-hidden": "true" });
  drawn.style.borderTopColor = colour;
  return drawn;
}

function valueName({ words, handed }: State, measure: string, value: string): string {
  if (measure === "rest") return words.say("rest");
  if (measure === "") return words.say(`side-${value}`);
  if (measure === "community") return words.say("community", { name: value });
  if (measure === "role") return words.say(`role-${value}`);
  return handed.names[measure]?.[value] ?? value;
}

export function drawLegend(state: State, root: HTMLElement): void {
  const { words, encoded, view, handed, network, dark } = state;
  const shade = (pair: [string, string]) => pair[dark ? 1 : 0];
  const items: HTMLElement[] = encoded.legend.map((entry) =>
    make("li", {}, swatch(entry.colour), valueName(state, entry.measure, entry.value), " ", make("span", { class: "count" }, words.number(entry.count))));
  if (encoded.scale) {
    const bar = make("span", { class: "scale", "aria-hidden": "true" });
    bar.style.background = `linear-gradient(90deg, ${encoded.scale.colours[0]}, ${encoded.scale.colours[1]})`;
    items.push(make("li", {}, words.number(encoded.scale.low), " ", bar, " ", words.number(encoded.scale.high)));
  }
  for (const one of new Set(encoded.missing))
    items.push(make("li", { class: "how" }, words.say(state.missed.has(one) ? "measure-missed" : "measuring", { measure: words.say(`measure-${one}`) })));
  items.push(make("li", {}, line(shade(handed.palette.across)), words.say("legend-across")));
  if (!view.across) items.push(make("li", {}, line(shade(handed.palette.within)), words.say("legend-within")));
  if (network.disputed.some(Boolean)) items.push(make("li", {}, line(shade(handed.palette.across), "dashed"), words.say("legend-disputed")));
  if (encoded.sizes?.high) items.push(make("li", { class: "how" }, words.say("legend-size", { measure: words.say(`measure-${view.size}`) })));
  items.push(make("li", { class: "how" }, words.say("legend-width")));
  root.replaceChildren(make("h2", {}, words.say(`measure-${view.color}`)), make("ul", {}, ...items));
}
