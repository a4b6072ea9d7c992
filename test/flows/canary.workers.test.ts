import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner, anOwner, quiet } from "#support/person.ts";
import worker from "#src/index.ts";

const CANARY = "kanarienvogel";

test("no log line holds what people wrote, who they are, what the model said, or a secret", async () => {
  const lines: string[] = [];
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...parts) => void lines.push(parts.map(String).join(" ")));
  // The configuration is read once for each environment; this one is a new one, and logs everything.
  const loud = { ...env, LOG_LEVEL: "debug" };
  Object.assign(env, { LOG_LEVEL: "debug" });

  const lena = await aLearner({ user: { first_name: CANARY, username: CANARY } });
  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  model.script([`${CANARY} sagt das Modell`]);
  await lena.say(`${CANARY} schreibt die Lernende`);
  model.fail({ kind: "server-error", times: 1 });
  await lena.say(`${CANARY} noch einmal`);
  await lena.say(`/${CANARY}`);
  await telegram.forge(lena.user.id, `${CANARY}:x`);
  await quiet(lena.user.id);
  telegram.fail({ kind: "refusal", method: "sendMessage", description: "Bad Request: chat not found", times: 1 });
  await lena.say(`/help ${CANARY}`);

  const olga = await anOwner();
  const prepare = env.DB.prepare.bind(env.DB);
  const failing = vi.spyOn(env.DB, "prepare").mockImplementation((query) => {
    if (query.includes('insert into "tips"')) throw new Error(`D1_ERROR near ${CANARY}`);
    return prepare(query);
  });
  await olga.say(`/add_tip ${CANARY} says: learn a little every day.`);
  failing.mockRestore();
  await worker.scheduled({ cron: "*/5 * * * *" }, loud);

  expect(lines.length).toBeGreaterThan(20);
  const log = lines.join("\n");
  expect(log).toContain("session.row.failed");
  for (const secret of [CANARY, env.BOT_TOKEN, env.WEBHOOK_SECRET, env.ADMIN_TOKEN]) expect(log).not.toContain(secret);
});
