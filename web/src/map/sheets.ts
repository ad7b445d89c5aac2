/** Sheets of pixels that are filled by hand and laid on a canvas as a whole. */

export interface Sheet { image: ImageData; pixels: Uint32Array; canvas: HTMLCanvasElement }

const sheets = new Map<string, Sheet>();

/** An empty sheet of a size; the last one of its name is used again. */
export function sheetOf(name: string, wide: number, high: number): Sheet {
  const known = sheets.get(name);
  if (known?.image.width === wide && known.image.height === high) {
    known.pixels.fill(0);
    return known;
  }
  const image = new ImageData(wide, high);
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [wide, high];
  const made = { image, canvas, pixels: new Uint32Array(image.data.buffer) };
  sheets.set(name, made);
  return made;
}

/** Lay a sheet over the whole of a canvas; where that is empty, in one go. */
export function layDown(context: CanvasRenderingContext2D, { image, canvas }: Sheet, isEmpty: boolean): void {
  if (isEmpty && image.width === context.canvas.width && image.height === context.canvas.height) return context.putImageData(image, 0, 0);
  canvas.getContext("2d", { willReadFrequently: true })!.putImageData(image, 0, 0);
  context.save();
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.drawImage(canvas, 0, 0, context.canvas.width, context.canvas.height);
  context.restore();
}

/** A colour, #rrggbb, as a pixel has it, without its strength (bytes red, green, blue, alpha). */
export function packed(colour: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as [number, number, number];
  return red | (green << 8) | (blue << 16);
}

/** A colour of some strength, of 255, over a pixel (W3C Compositing, source over). */
export function laid(below: number, colour: number, strength: number): number {
  const before = below >>> 24;
  if (!before) return (strength << 24) | colour;
  const share = (255 * strength) / (255 * strength + before * (255 - strength));
  const red = (below & 255) + ((colour & 255) - (below & 255)) * share;
  const green = ((below >> 8) & 255) + (((colour >> 8) & 255) - ((below >> 8) & 255)) * share;
  const blue = ((below >> 16) & 255) + (((colour >> 16) & 255) - ((below >> 16) & 255)) * share;
  const alpha = strength + (before * (255 - strength)) / 255;
  return ((alpha + 0.5) << 24) | ((blue + 0.5) << 16) | ((green + 0.5) << 8) | (red + 0.5);
}
