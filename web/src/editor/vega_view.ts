/** Draw a Vega-Lite picture without evaluating text as code: its expressions are interpreted. */
import { parse, View, type Spec } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";
import { colours } from "./colours";

function config(): object {
  const { ink, muted, line, nl, de, both } = colours();
  const font = getComputedStyle(document.body).fontFamily;
  return {
    background: null,
    font,
    mark: { color: nl, tooltip: true },
    range: { category: [nl, de, both, "#009e73", muted, "#e69f00"] },
    axis: { labelColor: ink, titleColor: muted, gridColor: line, domainColor: muted, tickColor: muted, labelFontSize: 12, titleFontSize: 12, labelLimit: 260 },
    legend: { labelColor: ink, titleColor: muted, labelFontSize: 12, orient: "top" },
    view: { stroke: null },
  };
}

export async function drawSpec(spec: Spec, holder: HTMLElement, description: string): Promise<View> {
  const runtime = parse(spec, undefined, { ast: true });
  const view = new View(runtime, { expr: expressionInterpreter, renderer: "svg", container: holder, hover: true });
  view.tooltip((_, event, __, value) => {
    holder.title = value === null || value === undefined || value === "" ? "" : told(value);
    void event;
  });
  view.description(description);
  await view.runAsync();
  // A group of marks without a name of its own says nothing to a screen reader.
  for (const group of holder.querySelectorAll("[role^='graphics-']:not([aria-label])")) group.removeAttribute("role");
  holder.dataset.drawn = "true";
  return view;
}

function told(value: unknown): string {
  if (typeof value !== "object") return String(value);
  return Object.entries(value as object).map(([name, one]) => `${name}: ${String(one)}`).join("\n");
}

export async function drawLite(spec: object, holder: HTMLElement, description: string): Promise<View> {
  const whole = { ...spec, config: { ...config(), ...("config" in spec ? (spec.config as object) : {}) } };
  return drawSpec(compile(whole as TopLevelSpec).spec, holder, description);
}
