/** The link that restores a query with its view and settings: in the fragment, of any length. */
import type { View } from "./shape";
import { VIEWS } from "./shape";
import type { Setting } from "./picture_panel";

export interface Restored {
  query: string;
  view: View | null;
  setting: Setting;
  names: boolean;
  run: boolean;
}

export function readLink(fragment: string): Restored | null {
  const told = new URLSearchParams(fragment.replace(/^#/, ""));
  const query = told.get("query");
  if (query === null) return null;
  const view = VIEWS.find((one) => one === told.get("view")) ?? null;
  const setting: Setting = {};
  for (const name of ["kind", "x", "y"] as const) setting[name] = told.get(name) ?? undefined;
  return { query, view, setting, names: told.get("names") !== "0", run: told.get("run") === "1" };
}

export function writeLink(state: Restored): string {
  const told = new URLSearchParams({ query: state.query });
  if (state.view) told.set("view", state.view);
  for (const [name, value] of Object.entries(state.setting)) if (value) told.set(name, String(value));
  if (!state.names) told.set("names", "0");
  if (state.run) told.set("run", "1");
  return `#${told.toString()}`;
}
