import { expect, test } from "vitest";
import { createLog } from "#platform/log.ts";
import { OutsideError } from "#platform/outside-error.ts";

function linesOf(write: (log: ReturnType<typeof createLog>) => void): Array<Record<string, unknown>> {
  const lines: string[] = [];
  write(createLog("info", (line) => lines.push(line)));
  return lines.map((line) => JSON.parse(line));
}

test("an event is one JSON line, and what is below the level is not written", () => {
  const lines = linesOf((log) => {
    log.debug("session.row.seen", { key: "t:1" });
    log.info("session.row.handled", { key: "t:1", ms: 3 });
  });
  expect(lines).toEqual([{ level: "info", event: "session.row.handled", key: "t:1", ms: 3 }]);
});

test("an error tells its name and its place, never its message", () => {
  const [line] = linesOf((log) => log.error("session.row.failed", { error: new TypeError("Failed query with Lena's secret") }));
  expect(line).toMatchObject({ error: "TypeError" });
  expect(line?.stack).toContain("log.test.ts");
  expect(JSON.stringify(line)).not.toContain("Lena");
});

test("nor does a message that looks like places in the code, or one that was changed afterwards", () => {
  const changed = new Error("at first");
  changed.message = "later";
  const lines = linesOf((log) => {
    log.error("session.row.failed", { error: new Error("Failed query, params: hello\n    at Lena's house (with: her cat)") });
    log.error("session.row.failed", { error: changed });
  });
  expect(lines[0]?.stack).toMatch(/^at .*log\.test\.ts/);
  expect(JSON.stringify(lines)).not.toMatch(/Lena|cat|first|later/);
});

test("an outside failure tells our own reason", () => {
  const error = new OutsideError({ service: "model", reason: "status 502", retryable: true, cause: new Error("body with a secret") });
  const [line] = linesOf((log) => log.warn("session.job.failed", { error }));
  expect(line).toMatchObject({ error: "OutsideError", reason: "status 502", cause: "Error" });
  expect(JSON.stringify(line)).not.toContain("secret");
});

test("fields that could hold what people write do not compile", () => {
  const log = createLog("silent");
  // @ts-expect-error there is no such field
  log.info("x.y.z", { text: "hello" });
  // @ts-expect-error there is no such field
  log.info("x.y.z", { username: "lena" });
  // @ts-expect-error there is no such field
  log.info("x.y.z", { token: "1:t" });
  expect(log).toBeDefined();
});
