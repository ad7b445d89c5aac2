import { join } from "node:path";

const STANDS_IN = join(import.meta.dirname, "src/map/zoom-at-once.ts");

/** Leaves d3-transition and what it drags along, 28 kB, out of the map: d3-zoom is used without. */
export const zoomAtOnce = {
  name: "zoom-at-once",
  enforce: "pre" as const,
  resolveId(source: string, importer: string | undefined) {
    const isGliding = source === "d3-transition" || source === "d3-interpolate";
    return isGliding && importer?.includes("/d3-zoom/") ? STANDS_IN : null;
  },
};
