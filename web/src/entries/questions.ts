/** The list of questions, narrowed while the reader types. */
import { element, later } from "../editor/dom";

const search = element("questions-search") as HTMLInputElement;
const found = element("questions-found");
const items = [...document.querySelectorAll<HTMLElement>("ul.questions > li")];

search.addEventListener("input", later(() => {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const item of items) {
    item.hidden = !wanted.every((word) => item.dataset.words?.includes(word));
    if (!item.hidden) shown++;
  }
  found.textContent = `${shown} / ${items.length}`;
}, 80));
