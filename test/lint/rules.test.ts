import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";

const root = join(import.meta.dirname, "..", "..");
// The overrides go by path, so the fixtures are linted as a small project of their own with the real rules.
const project = mkdtempSync(join(tmpdir(), "stoa-lint-"));
let found: string[];

const report = z.object({
  diagnostics: z.array(
    z.object({ code: z.string(), filename: z.string(), labels: z.array(z.object({ span: z.object({ line: z.int() }) })) }),
  ),
});

beforeAll(async () => {
  cpSync(join(import.meta.dirname, "fixtures"), project, { recursive: true });
  cpSync(join(root, ".oxlintrc.json"), join(project, ".oxlintrc.json"));
  writeFileSync(join(project, "src", "platform", "long.ts"), "export {};\n".repeat(401));
  writeFileSync(join(project, "src", "platform", "long-function.ts"), `export function long(): void {\n${"  new Date();\n".repeat(60)}}\n`);
  found = await lint();
});

afterAll(() => rmSync(project, { recursive: true, force: true }));

test("every line marked in a fixture is refused by its rule, and no other line by any", () => {
  expect(found.filter((finding) => !finding.includes("/long"))).toEqual(listMarks());
});

test("a file of more than 400 lines is refused", () => {
  expect(found.filter((finding) => finding.startsWith("src/platform/long.ts"))).toEqual([expect.stringMatching(/ max-lines$/)]);
});

test("a function of more than 60 lines is refused", () => {
  expect(found.filter((finding) => finding.startsWith("src/platform/long-function.ts"))).toEqual([
    "src/platform/long-function.ts:1 max-lines-per-function",
  ]);
});

/** What oxlint says, as `file:line rule`. It exits with 1 because it found something. */
function lint(): Promise<string[]> {
  const bin = join(root, "node_modules", ".bin");
  const env = { ...process.env, OXLINT_TSGOLINT_PATH: join(bin, "tsgolint") };
  return new Promise((resolve, reject) => {
    execFile(join(bin, "oxlint"), ["--format=json", "src", "scripts"], { cwd: project, env }, (error, stdout) => {
      if (error === null || error.code !== 1) return reject(new Error(`oxlint ended with ${String(error?.code ?? 0)}: ${stdout}`));
      const { diagnostics } = report.parse(JSON.parse(stdout));
      const findings = diagnostics.map(
        ({ code, filename, labels }) => `${filename}:${labels[0]?.span.line ?? 0} ${/\((.+)\)/.exec(code)?.[1] ?? code}`,
      );
      resolve([...new Set(findings)].toSorted());
    });
  });
}

/** The lines of the fixtures that end in `// <- rule`. */
function listMarks(): string[] {
  const files = readdirSync(project, { recursive: true, withFileTypes: true }).filter((entry) => entry.name.endsWith(".ts"));
  const marks = files.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const lines = readFileSync(path, "utf8").split("\n");
    return lines.flatMap((line, at) => {
      const rule = /\/\/ <- ([\w-]+)$/.exec(line)?.[1];
      return rule === undefined ? [] : [`${relative(project, path)}:${at + 1} ${rule}`];
    });
  });
  return marks.toSorted();
}
