import { defineConfig } from "vite";
import { plainImportsPlugin, shellPlugin } from "./build/shell.ts";

/** Three pages, no inline script or style, names by content: the same sources give the same bytes. */
export default defineConfig({
  root: import.meta.dirname,
  base: "/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2022",
    // Dynamic imports stay bare: no preload helper that would touch the page.
    modulePreload: false,
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        landing: `${import.meta.dirname}/index.html`,
        family: `${import.meta.dirname}/family/index.html`,
        day: `${import.meta.dirname}/day/index.html`,
        sw: `${import.meta.dirname}/src/sw/sw.ts`,
      },
      output: {
        entryFileNames: "assets/[name]-[hash].js",
        chunkFileNames: "assets/[name]-[hash].js",
        assetFileNames: "assets/[name]-[hash][extname]",
      },
    },
  },
  worker: { format: "iife", rolldownOptions: { output: { entryFileNames: "assets/worker-[hash].js" } } },
  plugins: [plainImportsPlugin(), shellPlugin()],
});
