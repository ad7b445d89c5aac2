/** Colours of the page for what is drawn, light or dark. */
function colour(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

/** Colours of the page, so that pictures are dark on dark pages. */
export function colours(): Record<"ink" | "muted" | "line" | "sheet" | "nl" | "de" | "both" | "well", string> {
  return {
    ink: colour("ink"), muted: colour("muted"), line: colour("line"), sheet: colour("sheet"),
    nl: colour("nl"), de: colour("de"), both: colour("both"), well: colour("well"),
  };
}
