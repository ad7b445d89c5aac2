/** Work that waits until nobody waits for the page. */

/** Run something when the browser has nothing better to do, but within half a second. */
export function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(() => act(), { timeout: 500 });
  else setTimeout(act, 1);
}
