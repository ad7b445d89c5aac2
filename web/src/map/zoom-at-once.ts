/** Stands in for the parts of d3 that d3-zoom needs for gliding: the map's camera moves at once. */

export function interrupt(): void {}

export function interpolateZoom(): never {
  throw new Error("the camera does not glide");
}
