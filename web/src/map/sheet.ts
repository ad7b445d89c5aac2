/** On a phone the picture comes first: the controls fold into a sheet that a button opens. */

import { byId } from "./elements";
import type { State } from "./state";

/** How many things the reader has narrowed the view by. */
function narrowing({ view }: State): number {
  const flags = [view.across, view.disputed, view.backbone, view.min > 1, view.ego.length > 0, view.path.length > 0];
  return flags.filter(Boolean).length + Object.values(view.filters).reduce((sum, wanted) => sum + (wanted?.length ?? 0), 0);
}

export function startSheet(state: State): void {
  const [root, form, open] = [byId("netmap"), byId("netmap-form"), byId("netmap-controls")];
  const count = open.querySelector<HTMLElement>(".count")!;
  const set = (is: boolean): void => {
    root.classList.toggle("open", is);
    open.setAttribute("aria-expanded", String(is));
    if (is) byId("netmap-controls-close").focus();
    else open.focus();
  };
  root.classList.add("folds");
  open.addEventListener("click", () => set(!root.classList.contains("open")));
  byId("netmap-controls-close").addEventListener("click", () => set(false));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.classList.contains("open")) set(false);
  });
  document.addEventListener("pointerdown", (event) => {
    const at = event.target as Node;
    if (root.classList.contains("open") && !form.contains(at) && !open.contains(at)) set(false);
  });
  const follow = () => {
    const number = narrowing(state);
    count.textContent = number ? state.words.number(number) : "";
  };
  state.listeners.push(follow);
  follow();
}
