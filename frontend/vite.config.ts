// Every file directly in src/ is an entry of its own: src/map.ts is what {% built "map" %} asks for.
// The folder built/ and its manifest are read by dentelle/web/built.py and travel in the wheel; git does not keep them.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { defineConfig, type Plugin } from "vite";

const entries = readdirSync("src").filter((name) => /\.(ts|css)$/.test(name));
// Style sheets of single pages, which {% style "map" %} asks for: as they are, but small and under a name that changes with them.
const STYLES = "../dentelle/web/static/dentelle";
const ofSite = readFileSync("src/site.css", "utf8");
const styles = readdirSync(STYLES).filter((name) => name.endsWith(".css") && !ofSite.includes(`/${name}"`));
const OUT = "../dentelle/web/static/dentelle/built";

const LARGE = 200_000; // bytes: above, the best compression takes seconds and saves a twentieth

/** Writes each text also as .br and .gz, which the server hands out as they are: no reader waits for a compression. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    writeBundle(options, bundle) {
      for (const name of Object.keys(bundle).filter((file) => /\.(js|css|svg|json)$/.test(file))) {
        const path = join(options.dir ?? OUT, name);
        const plain = readFileSync(path);
        writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
        writeFileSync(`${path}.br`, brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: plain.length > LARGE ? 9 : 11 } }));
      }
    },
  };
}

export default defineConfig({
  base: "./", // files name one another relative to themselves, whatever STATIC_URL is
  plugins: [compressed()],
  build: {
    outDir: OUT,
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2022",
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500, // kB: what draws maps is large, and loaded by the page of the map alone
    rollupOptions: {
      checks: { pluginTimings: false }, // what takes long is compression, and meant
      input: {
        ...Object.fromEntries(styles.map((name) => [`style-${basename(name, ".css")}`, join(STYLES, name)])),
        ...Object.fromEntries(entries.map((name) => [basename(name, extname(name)), join("src", name)])),
      },
    },
  },
});
