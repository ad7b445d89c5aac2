import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { defineConfig } from "vite";
import { zoomAtOnce } from "./zoom_at_once";

// Every file in src/entries is the script of a page; server/web_assets.py finds it in the manifest.
const folder = join(import.meta.dirname, "src/entries");
const entries = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => [basename(name, ".ts"), join(folder, name)]),
);

export default defineConfig({
  base: "/static/built/",
  plugins: [zoomAtOnce],
  build: {
    outDir: "../server/static/built",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: { polyfill: false },
    rolldownOptions: { input: entries },
  },
});
