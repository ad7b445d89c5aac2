/** What every page has: the choice of a language that follows at once. */
document.documentElement.classList.add("scripted");
export {};
