/** Which parts count for a view, as network/selecting.py chooses them. */

import { type MapData, NO_DAY } from "./data";
import type { Filter, View } from "./view";

export interface Selection {
  /** 1 for each part that ties. */
  part: Uint8Array;
  /** 1 for each activity that ties; undated ones that an interval leaves out are counted. */
  activity: Uint8Array;
  body: Uint8Array;
  undated: number;
}

/** The codes of words, or null where nothing is asked for. */
function codes(words: string[] | undefined, wanted: string[] | undefined): Set<number> | null {
  if (!wanted) return null;
  return new Set(wanted.map((one) => words?.indexOf(one) ?? -1).filter((code) => code >= 0));
}

/** Whether each word is kept, by its code and one more: the first stands for a word that is not known. */
function flags(words: string[] | undefined, keeps: (code: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: (words?.length ?? 0) + 1 }, (_, place) => Number(keeps(place - 1)));
}

function flagsOf(words: string[] | undefined, wanted: string[] | undefined): Uint8Array {
  const found = codes(words, wanted);
  return flags(words, (code) => !found || found.has(code));
}

const DAY = 86400000;
const day = (year: number, month: number, date: number) => Date.UTC(year, month, date) / DAY;

/** Themes with all that are below them. */
export function withNarrower(data: MapData, wanted: string[]): Set<number> {
  const broader = data.columns["theme.broader"] as Int32Array;
  const found = codes(data.head.themes?.id, wanted) ?? new Set<number>();
  for (let grown = true; grown; ) {
    grown = false;
    broader.forEach((above, theme) => {
      if (above >= 0 && found.has(above) && !found.has(theme)) {
        found.add(theme);
        grown = true;
      }
    });
  }
  return found;
}

function aboutThemes(data: MapData, wanted: string[], count: number): Uint8Array {
  const themes = withNarrower(data, wanted);
  const about = new Uint8Array(count);
  const theme = data.columns["about.theme"] as Int32Array;
  (data.columns["about.activity"] as Int32Array).forEach((activity, row) => {
    if (themes.has(theme[row]!)) about[activity] = 1;
  });
  return about;
}

const lasts = new WeakMap<MapData, Int32Array>();

/** The latest day of each activity; an event of which no end is known lasts a day. */
export function lastDays(data: MapData): Int32Array {
  const known = lasts.get(data);
  if (known) return known;
  const startLatest = data.columns["activity.start_latest"] as Int32Array;
  const kind = data.columns["activity.kind"] as Int32Array;
  const event = data.head.words["kind"]?.indexOf("event") ?? -1;
  const found = (data.columns["activity.end_latest"] as Int32Array).map((end, one) =>
    end === NO_DAY && kind[one] === event ? startLatest[one]! : end);
  lasts.set(data, found);
  return found;
}

/** Whether each activity may have run between two years, as network/selecting.py reads it. */
export function running(data: MapData, since: number | null, until: number | null): (activity: number) => boolean | null {
  const [from, to] = [since === null ? null : day(since, 0, 1), until === null ? null : day(until, 11, 31)];
  const start = data.columns["activity.start_earliest"] as Int32Array;
  const last = lastDays(data);
  return (activity) => {
    const begin = start[activity]!, end = last[activity]!;
    if (begin === NO_DAY && end === NO_DAY) return null;
    return (to === null || begin === NO_DAY || begin <= to) && (from === null || end === NO_DAY || end >= from);
  };
}

/** Choose what counts; `without` leaves one filter out, for the counts beside its values. */
export function select(data: MapData, view: View, without: Filter | "time" | null = null): Selection {
  const parts = data.parts!;
  const asked = (name: Filter) => (name === without ? undefined : view.filters[name]);
  const activity = chosenActivities(data, view, asked, without);
  const body = chosenBodies(data, asked);
  const tie = data.head.ties![view.tie]!;
  const words = data.head.words;
  const roles = codes(words["role"], asked("role"));
  const only = tie.roles.length ? codes(words["role"], tie.roles) : null;
  const aside = only || roles ? null : codes(words["role"], data.head.aside);
  const role = flags(words["role"], (code) => (!only || only.has(code)) && !aside?.has(code) && (!roles || roles.has(code)));
  const dataset = flagsOf(words["dataset"], asked("dataset"));
  const certainty = flagsOf(words["certainty"], asked("certainty"));
  const source = chosenSources(data, asked("source"));
  const part = new Uint8Array(parts.node.length);
  const { kept } = activity;
  for (let row = 0; row < part.length; row++) {
    if (!kept[parts.activity[row]!] || !body[parts.body[row]!] || !role[parts.role[row]! + 1]) continue;
    if (!dataset[parts.dataset[row]! + 1] || !certainty[parts.certainty[row]! + 1]) continue;
    if (source && !witnessed(parts, row, source)) continue;
    part[row] = 1;
  }
  return { part, activity: activity.kept, body, undated: activity.undated };
}

function witnessed(parts: NonNullable<MapData["parts"]>, row: number, source: Set<number>): boolean {
  for (let at = row ? parts.sourcesEnd[row - 1]! : 0; at < parts.sourcesEnd[row]!; at++)
    if (source.has(parts.sources[at]!)) return true;
  return false;
}

function chosenActivities(
  data: MapData, view: View, asked: (name: Filter) => string[] | undefined, without: string | null,
): { kept: Uint8Array; undated: number } {
  const kind = data.columns["activity.kind"] as Int32Array;
  const programme = data.columns["activity.programme"] as Int32Array;
  const words = data.head.words;
  const tying = codes(words["kind"], data.head.ties![view.tie]!.kinds)!;
  const kinds = codes(words["kind"], asked("kind"));
  const programmes = codes(words["programme"], asked("programme"));
  const wanted = asked("theme");
  const themes = wanted ? aboutThemes(data, wanted, kind.length) : null;
  const timed = without !== "time" && (view.since !== null || view.until !== null);
  const runs = timed ? running(data, view.since, view.until) : null;
  const kept = new Uint8Array(kind.length);
  let undated = 0;
  for (let one = 0; one < kept.length; one++) {
    if (!tying.has(kind[one]!) || (kinds && !kinds.has(kind[one]!))) continue;
    if (programmes && !programmes.has(programme[one]!)) continue;
    if (themes && !themes[one]) continue;
    const ran = runs ? runs(one) : true;
    if (ran === null) undated++;
    if (ran) kept[one] = 1;
  }
  return { kept, undated };
}

function chosenBodies(data: MapData, asked: (name: Filter) => string[] | undefined): Uint8Array {
  const words = data.head.words;
  const types = codes(words["body.type"], asked("type"));
  const countries = codes(words["body.country"], asked("country"));
  const regions = asked("region");
  const [type, country, region] = ["type", "country", "region"].map(
    (name) => data.columns[`body.${name}`] as Int32Array,
  ) as [Int32Array, Int32Array, Int32Array];
  const inside = (words["body.region"] ?? []).map((code) => regions?.some((one) => code.startsWith(one)));
  const kept = new Uint8Array(type.length);
  for (let one = 0; one < kept.length; one++) {
    if ((types && !types.has(type[one]!)) || (countries && !countries.has(country[one]!))) continue;
    if (!regions || inside[region[one]!]) kept[one] = 1;
  }
  return kept;
}

function chosenSources(data: MapData, wanted: string[] | undefined): Set<number> | null {
  if (!wanted) return null;
  const { iri, url } = data.head.sources!;
  const found = new Set<number>();
  iri.forEach((one, place) => {
    const end = one.slice(one.lastIndexOf("/") + 1);
    if (wanted.includes(end) || wanted.includes(one) || wanted.includes(url[place]!)) found.add(place);
  });
  return found;
}
