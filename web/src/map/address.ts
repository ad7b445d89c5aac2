/** The page's address, kept in step with the view no faster than a browser lets it. */

/** Milliseconds from one change to the next: Safari throws at the 101st within 30 s, Chromium ignores the 201st within 10 s. */
const APART = 400;
/** Until it is tried again where the browser refused. */
const REFUSED = 5000;

/** Gives what is called after every change; the address follows at once or soon, and ends at the last view. */
export function keepAddress(spelled: () => string): () => void {
  let waiting = 0;
  let next = 0;
  let last = "";
  const write = () => {
    waiting = 0;
    const words = spelled();
    if (words === last) return;
    let apart = APART;
    try {
      history.replaceState(null, "", words);
      last = words;
    } catch {
      // The view does not depend on its address, and Copy link tells it anyhow.
      waiting = window.setTimeout(write, (apart = REFUSED));
    }
    next = performance.now() + apart;
  };
  return () => {
    if (waiting) return;
    const left = next - performance.now();
    if (left > 0) waiting = window.setTimeout(write, left);
    else write();
  };
}
