// Cuts the base map out of Natural Earth's 1:10m countries (public domain) as world-atlas packs
// them, and writes it as GeoJSON to stdout: npm run --silent base-map > ../viz/base_map.json
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { feature, mesh } from "topojson-client";

const WEST = 2.2, SOUTH = 47.2, EAST = 15.2, NORTH = 55.2;
const NAMED = { 528: "NL", 276: "DE", 56: "BE", 442: "LU", 250: "FR", 208: "DK", 826: "GB", 756: "CH", 40: "AT", 203: "CZ", 616: "PL", 438: "LI", 752: "SE" };
const path = createRequire(import.meta.url).resolve("world-atlas/countries-10m.json");
const world = JSON.parse(readFileSync(path, "utf8"));
const countries = world.objects.countries;

/** Sutherland and Hodgman: cut a ring at one edge of the area. */
function cut(ring, inside, meet) {
  const kept = [];
  ring.forEach((point, index) => {
    const before = ring[(index + ring.length - 1) % ring.length];
    if (inside(point) !== inside(before)) kept.push(meet(before, point));
    if (inside(point)) kept.push(point);
  });
  return kept;
}

const atX = (x) => (a, b) => [x, a[1] + ((b[1] - a[1]) * (x - a[0])) / (b[0] - a[0])];
const atY = (y) => (a, b) => [a[0] + ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]), y];

function inArea(ring) {
  let left = ring.slice(0, -1);
  left = cut(left, (p) => p[0] >= WEST, atX(WEST));
  left = cut(left, (p) => p[0] <= EAST, atX(EAST));
  left = cut(left, (p) => p[1] >= SOUTH, atY(SOUTH));
  left = cut(left, (p) => p[1] <= NORTH, atY(NORTH));
  return left.length > 2 ? [...left, left[0]] : null;
}

const rounded = (line) =>
  line
    .map(([x, y]) => [Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000])
    .filter((p, i, all) => i === 0 || p[0] !== all[i - 1][0] || p[1] !== all[i - 1][1]);

const features = [];
for (const geometry of countries.geometries) {
  const country = NAMED[Number(geometry.id)];
  if (!country) continue;
  const shape = feature(world, geometry).geometry;
  const polygons = (shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates)
    .map((rings) => rings.map(inArea).filter(Boolean).map(rounded).filter((ring) => ring.length > 3))
    .filter((rings) => rings.length);
  if (polygons.length)
    features.push({ type: "Feature", properties: { country }, geometry: { type: "MultiPolygon", coordinates: polygons } });
}
features.sort((a, b) => (a.properties.country < b.properties.country ? -1 : 1));
const border = mesh(world, countries, (a, b) => [a.id, b.id].map(Number).sort().join() === "276,528");
features.push({
  type: "Feature",
  properties: { border: "NL-DE" },
  geometry: { type: "MultiLineString", coordinates: border.coordinates.map(rounded) },
});
const source = "Natural Earth 1:10m, public domain, by way of world-atlas 2.0.2; cut to the area";
process.stdout.write(JSON.stringify({ type: "FeatureCollection", source, features }) + "\n");
