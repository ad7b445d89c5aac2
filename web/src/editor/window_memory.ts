/** What is remembered as long as the window is open; null where the browser keeps nothing. */
export let memory: Storage | null = null;

try {
  memory = sessionStorage;
} catch {
  // Whoever lets pages keep nothing reads and asks without.
}
