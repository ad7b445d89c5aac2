/** How many ties there are in each year: the bars behind the slider. */

import { type MapData, NO_DAY } from "./data";
import type { Pairs } from "./pairs";
import { lastDays, type Selection } from "./selection";

const yearOf = (day: number) => new Date(day * 86400000).getUTCFullYear();

/** Count the ties of every year between two, of all that a selection keeps. */
export function tiesByYear(data: MapData, pairs: Pairs, selection: Selection, first: number, last: number): Int32Array {
  const { seatOf, activity, start, one, other } = pairs;
  const kept = new Uint8Array(activity.length);
  for (let row = 0; row < seatOf.length; row++) if (selection.part[row]) kept[seatOf[row]!] = 1;
  const { from, until } = spans(data, first, last);
  const found = new Int32Array(last - first + 1);
  // The last pair that was counted in each year: a pair counts once, however often it meets.
  const counted = new Int32Array(found.length).fill(-1);
  for (let pair = 0; pair + 1 < start.length; pair++)
    for (let at = start[pair]!; at < start[pair + 1]!; at++) {
      if (!kept[one[at]!] || !kept[other[at]!]) continue;
      const what = activity[one[at]!]!;
      for (let year = from[what]!; year <= until[what]!; year++) {
        if (counted[year] === pair) continue;
        counted[year] = pair;
        found[year]!++;
      }
    }
  return found;
}

/** The years in which each activity may run, as numbers from the first; none where no date is known. */
function spans(data: MapData, first: number, last: number): { from: Int32Array; until: Int32Array } {
  const start = data.columns["activity.start_earliest"] as Int32Array;
  const end = lastDays(data);
  const from = new Int32Array(start.length), until = new Int32Array(start.length).fill(-1);
  for (let one = 0; one < start.length; one++) {
    if (start[one] === NO_DAY && end[one] === NO_DAY) continue;
    from[one] = start[one] === NO_DAY ? 0 : Math.max(0, yearOf(start[one]!) - first);
    until[one] = end[one] === NO_DAY ? last - first : Math.min(last, yearOf(end[one]!)) - first;
  }
  return { from, until };
}
