/** What every page has: the choice of a language that follows at once, and the box for search. */
import { suggestIn } from "../search-box";

document.documentElement.classList.add("scripted");
for (const form of document.querySelectorAll<HTMLFormElement>("form.find")) {
  suggestIn(form);
}
