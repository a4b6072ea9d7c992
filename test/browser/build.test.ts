import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, expect, test } from "vitest";
import { be } from "./someone.ts";
import { setStage } from "./stage.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const SOUND = `export { Session, default } from "${relative(join(ROOT, "reports", "any"), join(ROOT, "test", "simulator", "worker", "index.ts"))}";\n`;

// Beside the project's own modules, so that it can be written to.
mkdirSync(join(ROOT, "reports"), { recursive: true });
const folder = mkdtempSync(join(ROOT, "reports", "worker-"));
const entry = join(folder, "worker.ts");
writeFileSync(entry, SOUND);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const stage = setStage({ worker: relative(ROOT, entry) });

test("a Worker that does not build any more is told of over the phones, and answers what came meanwhile when it builds again", async () => {
  const page = await stage.openPage();
  const mira = await be(page, "Mira");
  writeFileSync(entry, `${SOUND}const broken = ;\n`);
  const banner = page.getByRole("alert").filter({ hasText: "The Worker does not build" });
  await banner.filter({ hasText: /in \S+worker\.ts:2:15$/ }).waitFor();
  await mira.write("/ping");
  await page.reload();
  await banner.waitFor();
  writeFileSync(entry, SOUND);
  await banner.waitFor({ state: "hidden" });
  expect(await (await mira.reads("pong")).isVisible()).toBe(true);
});
