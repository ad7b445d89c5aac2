/** Work that waits until nobody waits for the page. */

/** Run something when the browser has nothing better to do, but within half a second. */
export function whenIdle(act: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(() => act(), { timeout: 500 });
  else setTimeout(act, 1);
}

/** Run something when the browser has painted what was asked for until now. */
export function afterPaint(act: () => void): void {
  requestAnimationFrame(() => {
    if ("requestIdleCallback" in window) requestIdleCallback(() => act(), { timeout: 100 });
    else setTimeout(act, 0);
  });
}
