// The editor of pages as one file, static/dist/editor.js. The names that carry the content are given where those of all
// static files are, by collectstatic.
//
//   node build.mjs            what the product serves
//   node build.mjs --watch    again whenever a source changes, readable and with a map
//   node build.mjs --sizes    also prints what weighs how much
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { analyzeMetafile, build, context } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(here, "../static/dist");
const scripts = resolve(here, "../static/js");
const watching = process.argv.includes("--watch");

// What every page of Portico has loaded already is not loaded a second time within the bundle: toasts, words, requests
// and the live line are one each, also on this page.
const ofTheHouse = {
  name: "of-the-house",
  setup({ onResolve }) {
    onResolve({ filter: /\/static\/js\// }, ({ path, resolveDir }) => ({
      path: relative(out, resolve(resolveDir, path)).replaceAll("\\", "/"),
      external: true,
    }));
  },
};

const options = {
  absWorkingDir: here,
  entryPoints: { editor: "src/editor.js" },
  outdir: out,
  bundle: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  alias: { "@codemirror/lang-html": resolve(here, "src/without-html.js") },
  plugins: [ofTheHouse],
  minify: !watching,
  sourcemap: watching ? "inline" : false,
  metafile: true,
  logLevel: "warning",
};

if (watching) {
  await (await context(options)).watch();
  console.log(`Watching ${relative(process.cwd(), resolve(here, "src")) || "."} for changes`);
} else {
  const { metafile, outputFiles } = await build({ ...options, write: process.argv.includes("--sizes") ? false : true });
  if (outputFiles) {
    for (const { path, contents } of outputFiles) {
      const [whole, gzip, brotli] = [contents, gzipSync(contents), brotliCompressSync(contents)].map(({ length }) => length);
      console.log(`${relative(scripts, path)}: ${kilo(whole)} kB, gzip ${kilo(gzip)}, brotli ${kilo(brotli)}`);
    }
    console.log(await analyzeMetafile(metafile));
  }
}

function kilo(bytes) {
  return Math.round(bytes / 1024);
}
