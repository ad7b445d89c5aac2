/** The slider of years: an interval or a moment, with the ties of each year behind it. */

import { NO_DAY } from "./data";
import { byId, make } from "./elements";
import { whenIdle } from "./idle";
import { pairsOfTie } from "./pairs";
import { select } from "./selection";
import type { State } from "./state";
import { tiesByYear } from "./years";

const BEAT = 1100;

/** The years between which anything that can tie is dated. */
function range(state: State): [number, number] | null {
  const { data } = state;
  let [first, last] = [Infinity, -Infinity];
  for (const name of ["start_earliest", "end_latest"]) {
    const days = data.columns[`activity.${name}`] as Int32Array;
    const kinds = data.columns["activity.kind"] as Int32Array;
    const tying = new Set(data.head.ties![state.view.tie]!.kinds.map((kind) => data.head.words["kind"]!.indexOf(kind)));
    days.forEach((day, activity) => {
      if (day === NO_DAY || !tying.has(kinds[activity]!)) return;
      const year = new Date(day * 86400000).getUTCFullYear();
      [first, last] = [Math.min(first, year), Math.max(last, year)];
    });
  }
  return first <= last ? [first, Math.min(last, first + 120)] : null;
}

export function startTimeline(state: State): void {
  const root = byId("netmap-time");
  if (!state.data.parts || !state.data.head.ties) return;
  const { words } = state;
  const bars = make("div", { class: "bars", "aria-hidden": "true" });
  const slider = (name: string) => make("input", { type: "range", class: `year-${name}`, "aria-label": words.say(name), step: 1 });
  const [from, until] = [slider("from"), slider("until")];
  const play = make("button", { type: "button", class: "play", "aria-label": words.say("play"), title: words.say("play") }, "▶");
  const all = make("button", { type: "button", class: "all" }, words.say("all-years"));
  const told = make("output", { class: "told" });
  // Below the handles, which must not move while they are dragged.
  const undated = make("p", { class: "undated", role: "status" });
  const ends = [make("span", {}), make("span", {})] as const;
  root.append(make("div", { class: "time-head" }, play, told, all),
    make("div", { class: "time-track" }, bars, from, until), make("div", { class: "time-ends", "aria-hidden": "true" }, ...ends), undated);
  let [first, last] = [0, 0];
  let counting = 0;
  let beat = 0;

  const years = (): [number, number] => [state.view.since ?? first, state.view.until ?? last];
  const set = (a: number, b: number, remember = false) => {
    const whole = a <= first && b >= last;
    state.change({ since: whole ? null : a, until: whole ? null : b }, remember);
  };
  const stop = () => {
    window.clearTimeout(beat);
    beat = 0;
    play.textContent = "▶";
    play.setAttribute("aria-label", words.say("play"));
  };
  const step = () => {
    const [a, b] = years();
    const wide = b - a;
    if (b >= last) return stop();
    set(a + 1, a + 1 + wide);
    beat = window.setTimeout(step, BEAT);
  };
  play.addEventListener("click", () => {
    if (beat) return stop();
    const [a, b] = years();
    play.textContent = "❚❚";
    play.setAttribute("aria-label", words.say("pause"));
    const wide = a <= first && b >= last ? 0 : b - a;
    set(b >= last ? first : a, (b >= last ? first : a) + wide, true);
    beat = window.setTimeout(step, BEAT);
  });
  all.addEventListener("click", () => { stop(); set(first, last, true); });
  from.addEventListener("input", () => { stop(); set(Number(from.value), Math.max(Number(from.value), years()[1])); });
  until.addEventListener("input", () => { stop(); set(Math.min(Number(until.value), years()[0]), Number(until.value)); });

  const show = () => {
    const [a, b] = years();
    from.value = String(a);
    until.value = String(b);
    const whole = state.view.since === null && state.view.until === null;
    told.textContent = whole ? words.say("all-years") : a === b ? words.say("moment", { year: String(a) }) : words.say("interval", { since: String(a), until: String(b) });
    const number = state.network.selection?.undated ?? 0;
    undated.textContent = number ? words.say("undated", { number }) : "";
    all.hidden = whole;
    for (const bar of bars.children as Iterable<HTMLElement>) {
      const year = Number(bar.dataset["year"]);
      bar.classList.toggle("in", year >= a && year <= b);
    }
  };

  const scale = () => {
    const found = range(state);
    root.hidden = !found;
    if (!found) return;
    [first, last] = found;
    for (const one of [from, until]) {
      one.min = String(first);
      one.max = String(last);
    }
    // As wide as a bar: what the handles leave free beside the bars is theirs.
    root.style.setProperty("--year", `calc((100% - 16px) / ${last - first + 1})`);
    [ends[0].textContent, ends[1].textContent] = [String(first), String(last)];
    histogram();
  };

  /** Count the ties of every year when nobody waits for the page. */
  const histogram = () => {
    const turn = ++counting;
    whenIdle(() => {
      const { data, view } = state;
      if (turn === counting) draw(Array.from(tiesByYear(data, pairsOfTie(data, view.tie), select(data, view, "time"), first, last)));
    });
  };

  const draw = (found: number[]) => {
    const most = Math.max(1, ...found);
    bars.replaceChildren(...found.map((number, place) => {
      const year = first + place;
      const bar = make("span", { "data-year": year, title: words.say("year-ties", { year: String(year), number }) });
      bar.style.height = `${number ? Math.max(6, (number / most) * 100) : 0}%`;
      return bar;
    }));
    bars.dataset["ready"] = "";
    show();
  };

  let key = "";
  const follow = () => {
    const { since, until: to, at, pick, layout, size, color, pinned, ...rest } = state.view;
    const now = JSON.stringify(rest);
    if (now !== key) {
      key = now;
      scale();
    }
    show();
  };
  state.listeners.push(follow);
  follow();
}
