import { expect, test } from "vitest";
import { judgeSize, type Metafile } from "../../scripts/check/bundle.ts";
import { judgeEagerCode } from "../../scripts/check/eager.ts";
import { judgeStartup, parseActiveMs } from "../../scripts/check/startup.ts";

const KIB = 1024;

test("texts count towards the bundle, WebAssembly does not", () => {
  const modules = [
    { name: "index.js", gzipBytes: 300 * KIB },
    { name: "words.ftl", gzipBytes: 99 * KIB },
    { name: "pictures.wasm", gzipBytes: 900 * KIB },
  ];
  expect(judgeSize(modules)).toEqual({ ok: true, line: "the bundle has 399 of 400 KiB gzipped, and 900 KiB of WebAssembly apart" });
  expect(judgeSize([...modules, { name: "more.md", gzipBytes: 2 * KIB }]).ok).toBe(false);
  expect(judgeSize([]).ok).toBe(false);
});

/** A bundle of these imports; `~` marks a dynamic one. */
function bundleOf(imports: Record<string, string[]>): Metafile {
  const inputs = Object.entries(imports).map(([path, targets]) => [
    path,
    {
      imports: targets.map((target) => ({
        path: target.replace("~", ""),
        kind: target.startsWith("~") ? "dynamic-import" : "import-statement",
      })),
    },
  ]);
  return { inputs: Object.fromEntries(inputs), outputs: { "out/index.js": { entryPoint: "src/index.ts" }, "out/index.js.map": {} } };
}

test("AI code behind an import() is not evaluated at start-up", () => {
  const bundle = bundleOf({
    "src/index.ts": ["src/models.ts"],
    "src/models.ts": ["~src/sdk.ts"],
    "src/sdk.ts": ["node_modules/ai/index.js"],
    "node_modules/ai/index.js": [],
  });
  expect(judgeEagerCode(bundle).ok).toBe(true);
});

test("one static import is enough to evaluate AI code at start-up, and the way to it is told", () => {
  const bundle = bundleOf({
    "src/index.ts": ["src/models.ts", "src/tutor.ts"],
    "src/models.ts": ["~src/sdk.ts"],
    "src/tutor.ts": ["src/sdk.ts"],
    "src/sdk.ts": ["node_modules/@ai-sdk/openai-compatible/index.js"],
    "node_modules/@ai-sdk/openai-compatible/index.js": [],
  });
  expect(judgeEagerCode(bundle)).toEqual({
    ok: false,
    line: "AI code is evaluated at start-up: src/index.ts → src/tutor.ts → src/sdk.ts → node_modules/@ai-sdk/openai-compatible/index.js",
  });
});

test("a bundle in which the check finds no AI code at all does not pass it", () => {
  expect(judgeEagerCode(bundleOf({ "src/index.ts": [] })).ok).toBe(false);
});

test("start-up is judged by medians, so that one slow round does not decide", () => {
  expect(judgeStartup({ ours: [50, 60, 400, 55, 58], echo: [30, 31, 29, 90, 30] }).ok).toBe(true);
  expect(judgeStartup({ ours: [61, 61, 61], echo: [30, 30, 30] }).ok).toBe(false);
});

test("the active time is read from what wrangler prints", () => {
  expect(parseActiveMs("│   Sampled time: 90.8 ms\n│   Active: 56.1 ms (including 3.4 ms garbage collection)")).toBe(56.1);
  expect(parseActiveMs("│   Active: 1.2 s")).toBe(1200);
  expect(parseActiveMs("nothing of the kind")).toBeUndefined();
});
