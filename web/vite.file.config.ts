import { join } from "node:path";
import { defineConfig } from "vite";
import { zoomAtOnce } from "./zoom_at_once";

// The map as one script without imports, which viz/network_map/html_file.py puts into its page.
export default defineConfig({
  plugins: [zoomAtOnce],
  build: {
    outDir: "../viz/static/built",
    emptyOutDir: true,
    target: "es2022",
    cssCodeSplit: false,
    lib: {
      entry: join(import.meta.dirname, "src/entries/map.ts"),
      formats: ["iife"],
      name: "techlandMap",
      fileName: () => "map-file.js",
      cssFileName: "map-file",
    },
  },
});
