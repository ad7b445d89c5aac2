/** The ground under the geographic layout: countries, and the Dutch-German border. */

const MIDDLE = [7, 51.8] as const;
const UNITS = 100;
const stretched = (latitude: number) => (Math.log(Math.tan(Math.PI / 4 + (latitude * Math.PI) / 360)) * 180) / Math.PI;

/** Mercator's projection, as network/layouts/geographic.py has it. */
export function projected([longitude, latitude]: [number, number]): [number, number] {
  return [(longitude - MIDDLE[0]) * UNITS, (stretched(MIDDLE[1]) - stretched(latitude)) * UNITS];
}

type Point = [number, number];
interface Shape {
  properties: { country?: string; border?: string };
  geometry: { type: string; coordinates: Point[][][] | Point[][] };
}
export interface BaseMap { features: Shape[] }

export interface Ground {
  countries: { country: string; path: Path2D }[];
  border: Path2D;
}

function drawn(lines: Point[][], closed: boolean): Path2D {
  const path = new Path2D();
  for (const line of lines) {
    line.forEach((point, place) => {
      const [x, y] = projected(point);
      if (place) path.lineTo(x, y);
      else path.moveTo(x, y);
    });
    if (closed) path.closePath();
  }
  return path;
}

export function groundOf(map: BaseMap): Ground {
  const countries: Ground["countries"] = [];
  let border = new Path2D();
  for (const { properties, geometry } of map.features) {
    if (properties.country) countries.push({ country: properties.country, path: drawn((geometry.coordinates as Point[][][]).flat(), true) });
    else border = drawn(geometry.coordinates as Point[][], false);
  }
  return { countries, border };
}
