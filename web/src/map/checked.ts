/** What the end of a file's address asks for, as far as the file has it; for a page its server looks. */

import type { MapData } from "./data";
import { byId } from "./elements";
import { FILTERS, readView, USUAL, type View } from "./view";

const [FIRST_YEAR, LAST_YEAR] = [1900, 2100];
const CHOICES = ["layout", "tie", "weight", "size", "color"];
const FLAGS = ["across", "disputed", "isolated", "backbone"];

/** The values that the controls offer for a word. */
function offered(name: string): string[] {
  const fields = byId("netmap-form").querySelectorAll<HTMLInputElement | HTMLSelectElement>(`[name="${name}"]`);
  return [...fields].flatMap((field) => (field instanceof HTMLSelectElement ? [...field.options].map((one) => one.value) : [field.value]));
}

const isWithin = (value: string, least: number, most: number) => /^\d+(\.\d+)?$/.test(value) && Number(value) >= least && Number(value) <= most;

/** Take an address apart: the words that a file can follow, and those that it has nothing for. */
export function checked(own: string, data: MapData, usual: View): { known: URLSearchParams; wrong: string[] } {
  const nodes = new Set(data.head.nodes.iri);
  const areNodes = (value: string, least: number, most: number) => {
    const all = value.split("~");
    return all.length >= least && all.length <= most && all.every((id) => nodes.has(id));
  };
  const isPin = (value: string) =>
    readView(new URLSearchParams({ pinned: value }), USUAL).pinned.every(([id, x, y]) => nodes.has(id) && Number.isFinite(x) && Number.isFinite(y));
  const isKnown = (name: string, value: string): boolean => {
    if (CHOICES.includes(name)) return value === usual[name as keyof View] || offered(name).includes(value);
    if (FILTERS.some((one) => one === name)) return offered(name).includes(value);
    if (FLAGS.includes(name)) return value === "0" || (value === "1" && offered(name).length > 0);
    if (name === "since" || name === "until") return isWithin(value, FIRST_YEAR, LAST_YEAR);
    if (name === "min") return isWithin(value, 1, 1e9);
    if (name === "steps") return value === "1" || value === "2";
    if (name === "pick") return areNodes(value, 1, 2);
    if (name === "path") return areNodes(value, 2, 2);
    if (name === "ego" || name === "hidden") return areNodes(value, 1, Infinity);
    if (name === "pinned") return isPin(value);
    if (name === "at") return readView(new URLSearchParams({ at: value }), USUAL).at !== null;
    if (name === "version") return Boolean(value) && data.head.version.startsWith(value);
    return (name === "lang" || name === "level" || name === "query") && value === usual[name];
  };
  const known = new URLSearchParams();
  const wrong: string[] = [];
  for (const [name, value] of new URLSearchParams(own)) {
    if (isKnown(name, value)) known.append(name, value);
    else wrong.push(value ? `${name}=${value}` : name);
  }
  return { known, wrong };
}
