import { expect, test } from "vitest";
import { judgeLockFile } from "../../scripts/check/lock-file.ts";

test("each platform's package needs an entry of its own, wherever it lies", () => {
  const tool = { optionalDependencies: { "@tool/linux": "1.0.0", "@tool/darwin": "1.0.0" } };
  const linux = { "node_modules/tool": tool, "node_modules/@tool/linux": {} };
  expect(judgeLockFile({ packages: linux }).line).toContain("@tool/darwin, optional for node_modules/tool, is missing");
  expect(judgeLockFile({ packages: { ...linux, "node_modules/tool/node_modules/@tool/darwin": {} } }).ok).toBe(true);
});

test("a package may come from the public registry or name none, but not from a private host", () => {
  const from = (resolved: string) => judgeLockFile({ packages: { "node_modules/a": { resolved }, "node_modules/b": {} } });
  expect(from("https://registry.npmjs.org/a/-/a-1.0.0.tgz").ok).toBe(true);
  expect(from("https://npm.corp.example/a/-/a-1.0.0.tgz").line).toContain("node_modules/a comes from npm.corp.example");
});
