/** The picture: three canvases above one another, looked at through a camera. */

import { type Camera, dotScale, drawBorder, drawGround, drawNodes, drawSides, largestFirst, type Inks, type Scene } from "./drawing";
import type { Ground } from "./ground";
import { type Hit, hitAt } from "./hits";
import { type Box, type Dot, type Label, placeLabels, writeLabels } from "./labels";
import { drawTies } from "./lines";
import { markNode, markTie } from "./marks";

/** Milliseconds of drawing before the page gets to breathe. */
const SLICE = 14;
/** For the first frame after a filter or a year: what is asked for shall be there at once. */
const STEP_SLICE = 40;
/** So many lines a frame: the browser paints them after the time that is measured here. */
const LINES = 2400;
/** Above so many ties the last picture is moved while the reader drags; then it is drawn anew. */
const HEAVY = 1200;
const GLIDE = 550;
/** So many of the largest nodes in sight get a label, or keep labels off themselves. */
const MOST_DISCS = 1500;
/** How small and how large a unit of a layout may become on the screen. */
export const ZOOMED: [number, number] = [0.02, 60];

export type { Hit };

export interface Places { layout: string; x: Float32Array; y: Float32Array }

export class Picture {
  readonly canvases: [HTMLCanvasElement, HTMLCanvasElement, HTMLCanvasElement];
  private contexts: CanvasRenderingContext2D[];
  camera: Camera = { k: 1, x: 0, y: 0 };
  private drawnAt: Camera | null = null;
  private pending = 0;
  private steps: Generator<number> | null = null;
  private mix = 1;
  private before: Places | null = null;
  labels: Label[] = [];
  width = 0;
  height = 0;
  home = 1;
  ratio = 1;
  places: Places | null = null;
  /** A node is under the pressed pointer: it moves, not the picture. */
  isCarrying = false;
  /** Whether the reader looks elsewhere than the picture did by itself. */
  isMoved = false;
  private untouched: Float32Array | null = null;
  scene: Scene | null = null;
  ground: Ground | null = null;
  inks!: Inks;
  hover: Hit = null;
  marked: { node: number | null; tie: number | null } = { node: null, tie: null };
  name: (node: number) => string = () => "";
  /** Draws what is said of nodes that stand aside; gives its place. */
  aside: (context: CanvasRenderingContext2D) => Box | null = () => null;
  written: Box | null = null;
  /** The height at the head of the picture that labels leave free. */
  top: () => number = () => 2;
  /** Told when the camera rests, and when ties are drawn whole. */
  onRest: () => void = () => {};
  /** Told when the stage has another size and the reader has not looked elsewhere yet. */
  onResize: () => void = () => {};
  onDrawn: () => void = () => {};
  /** Whether all ties are drawn that are wanted. */
  isDrawn = false;
  /** Asked to show the whole layout again. */
  onWhole: () => void = () => {};
  /** Told of a node that was chosen by hand. */
  onPick: (node: number) => void = () => {};
  /** Told when the camera was moved by anything but the reader's hand. */
  onLook: (camera: Camera) => void = () => {};

  constructor(readonly stage: HTMLElement) {
    this.canvases = [0, 1, 2].map(() => {
      const canvas = document.createElement("canvas");
      canvas.setAttribute("aria-hidden", "true");
      stage.prepend(canvas);
      return canvas;
    }) as Picture["canvases"];
    this.canvases.reverse();
    this.contexts = this.canvases.map((canvas) => canvas.getContext("2d", { willReadFrequently: true })!);
    new ResizeObserver(() => this.resize()).observe(stage);
    this.resize();
  }

  private resize(): void {
    const box = this.stage.getBoundingClientRect();
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    const [oldWidth, oldHeight] = [this.width, this.height];
    [this.width, this.height] = [box.width, box.height];
    for (const canvas of this.canvases) {
      canvas.width = Math.round(box.width * this.ratio);
      canvas.height = Math.round(box.height * this.ratio);
    }
    if (oldWidth && this.places && !this.isMoved) this.onResize();
    else if (oldWidth && this.places) {
      this.look({ ...this.camera, x: this.camera.x + (this.width - oldWidth) / 2, y: this.camera.y + (this.height - oldHeight) / 2 });
    } else this.redraw();
  }

  /** Follow the reader's hand; large pictures are drawn anew when it rests. */
  follow({ k, x, y }: Camera): void {
    this.camera = { k, x, y };
    this.isMoved = true;
    if (this.scene && this.scene.network.source.length > HEAVY && this.drawnAt) this.slide();
    else this.redraw();
  }

  /** Move what is drawn to where it will be: the browser does that without drawing a tie. */
  private slide(): void {
    const { k, x, y } = this.drawnAt!;
    const scale = this.camera.k / k;
    const css = `translate(${this.camera.x - x * scale}px, ${this.camera.y - y * scale}px) scale(${scale})`;
    for (const canvas of this.canvases) canvas.style.transform = css;
  }

  look({ k, x, y }: Camera): void {
    this.camera = { k: Math.min(ZOOMED[1], Math.max(ZOOMED[0], k)), x, y };
    this.onLook(this.camera);
    this.redraw();
    this.onRest();
  }

  /** Where the camera looks: the middle of the picture in the layout's units, and the zoom. */
  get at(): [number, number, number] {
    const { k, x, y } = this.camera;
    return [(this.width / 2 - x) / k, (this.height / 2 - y) / k, k / this.home];
  }

  lookAt(x: number, y: number, zoomed: number): void {
    const k = zoomed * this.home;
    this.look({ k, x: this.width / 2 - x * k, y: this.height / 2 - y * k });
  }

  zoomBy(factor: number): void {
    const [x, y, zoomed] = this.at;
    this.isMoved = true;
    this.lookAt(x, y, zoomed * factor);
  }

  panBy(right: number, down: number): void {
    this.isMoved = true;
    this.look({ ...this.camera, x: this.camera.x - right, y: this.camera.y - down });
  }

  /** Show other places; what moved glides there unless the reader wants no motion. */
  setPlaces(places: Places, glide: boolean): void {
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.before = glide && !calm && this.places ? this.current() : null;
    this.places = places;
    this.untouched = places.x;
    this.mix = this.before ? 0 : 1;
    if (!this.before) return this.redraw();
    const start = performance.now();
    const step = () => {
      this.mix = Math.min(1, (performance.now() - start) / GLIDE);
      this.redraw();
      if (this.mix < 1) requestAnimationFrame(step);
      else this.before = null;
    };
    requestAnimationFrame(step);
  }

  /** The places as they are on the screen now, under way from one layout to the next. */
  current(): Places {
    if (!this.before || this.mix >= 1) return this.places!;
    const eased = this.mix * this.mix * (3 - 2 * this.mix);
    const between = (from: Float32Array, to: Float32Array) => to.map((value, place) => from[place]! + (value - from[place]!) * eased);
    return { layout: this.places!.layout, x: between(this.before.x, this.places!.x), y: between(this.before.y, this.places!.y) };
  }

  get isGliding(): boolean {
    return this.mix < 1;
  }

  redraw(): void {
    if (!this.pending) this.pending = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    this.pending = 0;
    this.isDrawn = false;
    const isFirst = !this.stage.dataset["first"];
    const { scene, places } = this;
    if (!scene || !places || !this.canvases[0].width || !this.canvases[0].height) return;
    for (const canvas of this.canvases) canvas.style.transform = "";
    this.drawnAt = { ...this.camera };
    const now = this.current();
    [scene.x, scene.y] = [now.x, now.y];
    const [below, middle] = this.contexts as [CanvasRenderingContext2D, CanvasRenderingContext2D];
    for (const context of this.contexts) {
      context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      context.clearRect(0, 0, this.width, this.height);
    }
    const share = this.before ? this.mix : 1;
    if (places.layout === "geographic" && this.ground) drawGround(below, this.ground, this.camera, this.inks, share, this.ratio);
    if (places.layout === "sides") drawSides(below, this.camera, this.inks, share, this.width, this.height);
    drawNodes(middle, scene, this.camera, this.home, this.width, this.height, this.inks.paper, this.ratio);
    if (places.layout === "geographic" && this.ground) drawBorder(middle, this.ground, this.camera, this.inks, share, this.ratio);
    this.overlay();
    this.steps = drawTies(below, scene, this.camera, this.width, this.height, this.ratio, places.layout === "force");
    // At first many ties begin in the next frame: the reader sees nodes and labels, and can point at them.
    if (isFirst && scene.network.source.length > HEAVY) this.later();
    else this.continue(isFirst ? SLICE : STEP_SLICE);
  }

  private later(): void {
    const { steps } = this;
    requestAnimationFrame(() => { if (this.steps === steps) this.continue(); });
  }

  /** Draw further ties for a while; the rest follows in the next frames. */
  private continue(slice = SLICE): void {
    const end = performance.now() + slice;
    let piece = this.steps!.next();
    const most = (piece.value ?? 0) + LINES;
    while (!piece.done && piece.value < most && performance.now() < end) piece = this.steps!.next();
    if (!piece.done) return this.later();
    this.isDrawn = true;
    // When all ties stand, too: benchmarks/maps.py listens for it.
    this.stage.dataset["whole"] ??= String(performance.now());
    this.stage.dispatchEvent(new Event("whole"));
    this.onDrawn();
  }

  screen(node: number): [number, number] {
    const { x, y } = this.scene!;
    return [x[node]! * this.camera.k + this.camera.x, y[node]! * this.camera.k + this.camera.y];
  }

  /** The nodes in sight as discs, the largest first; at most so many of those that are wanted. */
  dots(most = Infinity, only: Set<number> | null = null): Dot[] {
    const { scene, camera, width, height } = this;
    const scale = dotScale(scene!, camera, this.home);
    const found: Dot[] = [];
    for (const node of largestFirst(scene!)) {
      if (only && !only.has(node)) continue;
      const [x, y] = this.screen(node);
      const radius = scene!.encoded.radius[node]! * scale;
      if (x > -radius && y > -radius && x < width + radius && y < height + radius) found.push({ node, x, y, radius });
      if (found.length >= most) break;
    }
    return found;
  }

  /** Labels, and what is pointed at or chosen. */
  overlay(): void {
    const context = this.contexts[2]!;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    const { scene } = this;
    if (!scene) return;
    const first = new Set<number>();
    for (const hit of [this.hover, { node: this.marked.node ?? -1 }, { tie: this.marked.tie ?? -1 }]) {
      if (hit && "node" in hit && hit.node >= 0) first.add(hit.node);
      if (!hit || !("tie" in hit) || hit.tie < 0 || hit.tie >= scene.network.source.length) continue;
      const ends = [scene.network.source[hit.tie]!, scene.network.target[hit.tie]!] as const;
      markTie(context, this.screen(ends[0]), this.screen(ends[1]), this.inks);
      for (const end of ends) first.add(end);
    }
    for (const node of first) markNode(context, this.screen(node), scene.encoded.radius[node]! * dotScale(scene, this.camera, this.home), this.inks);
    const wanted = [...first].filter((node) => !scene.lit || scene.lit.has(node)).flatMap((node) => this.dots(1, new Set([node])));
    wanted.push(...this.dots(MOST_DISCS, scene.lit).filter((dot) => !first.has(dot.node)));
    const sides = this.places!.layout === "sides";
    const side = (node: number) => (sides && scene.x[node]! < 0 ? -1 : 1);
    this.labels = placeLabels(context, wanted, first, this.name, side, { width: this.width, height: this.height, head: this.top() }, (this.written = this.aside(context)));
    writeLabels(context, this.labels, this.inks);
    // When the picture could first be read and pointed at: benchmarks/maps.py asks for it.
    this.stage.dataset["first"] ??= String(performance.now());
  }

  /** What lies under a point of the stage: a node, else a tie. */
  hit(px: number, py: number): Hit {
    return this.scene ? hitAt(this.scene, this.camera, this.home, px, py) : null;
  }

  unprojected(px: number, py: number): [number, number] {
    return [(px - this.camera.x) / this.camera.k, (py - this.camera.y) / this.camera.k];
  }

  /** Carry a node along with the pointer. */
  carry(node: number, px: number, py: number): void {
    if (this.places!.x === this.untouched) this.places = { ...this.places!, x: this.places!.x.slice(), y: this.places!.y.slice() };
    [this.places!.x[node], this.places!.y[node]] = this.unprojected(px, py);
    this.redraw();
  }
}
