import { defineConfig } from "vite";

export default defineConfig({
  build: { outDir: "built", lib: { entry: "sigma_page.js", formats: ["iife"], name: "page", fileName: () => "sigma_page.js" } },
});
