import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { letDie } from "#support/crashes.ts";
import { aDeskFor } from "#support/desk-journey.ts";
import { beForgotten, liveThroughEverything } from "#support/journey.ts";
import { model, telegram } from "#support/outside.ts";
import { aStranger } from "#support/person.ts";
import type { SessionBot } from "#session/bot.ts";
import worker from "#src/index.ts";

const CANARY = "Kanarienvogel";
const KEY = "sk-canary-0123456789";
/** Texts of the journey that are no secret: they stand in the code as well. */
const LONG_ENOUGH = 12;
/** One row in so many fails at its first try. */
const EVERY = 15;

Object.assign(env, { LOG_LEVEL: "debug", AI_API_KEY: KEY, WEBHOOK_SECRET_NEXT: KEY, ASSIGNMENT_CHAT_ID: "-5007" });

const lines: string[] = [];
for (const method of ["log", "info", "warn", "error", "debug"] as const)
  vi.spyOn(console, method).mockImplementation((...parts) => void lines.push(parts.map(String).join(" ")));

/** From now on rows fail with errors that hold all that the row holds, as those of a database do. */
async function failNowAndThen(objectName: string): Promise<() => number> {
  let rows = 0;
  let failures = 0;
  const failed = new Set<string>();
  await runInDurableObject(env.SESSIONS.getByName(objectName), (instance: unknown) => {
    const object = instance as { parts: unknown; createBot: () => SessionBot };
    const createBot = object.createBot.bind(object);
    const create = (): SessionBot => {
      const bot = createBot();
      return {
        ...bot,
        run: (work, turn) => {
          if (failed.has(work.body) || ++rows % EVERY > 0) return bot.run(work, turn);
          failed.add(work.body);
          failures += 1;
          throw new Error(`Failed query, params: ${CANARY}\n    at ${CANARY} (${work.body})`, { cause: new Error(work.body) });
        },
      };
    };
    Object.assign(object, { parts: undefined, createBot: create });
  });
  return () => failures;
}

test("whoever comes through every feature, with failures on the way, leaves no word, name, number, address or secret in a log line", async () => {
  const person = aStranger({ id: 904, first_name: CANARY, last_name: CANARY, username: CANARY });
  const desk = await aDeskFor(person);
  await letDie(`person:${person.user.id}`, undefined);
  const failures = await failNowAndThen(`person:${person.user.id}`);
  await liveThroughEverything(person, desk);
  await beForgotten(person);
  for (const cron of ["* * * * *", "*/5 * * * *"]) await worker.scheduled({ cron }, env);

  expect(failures()).toBeGreaterThan(5);
  expect(lines.length).toBeGreaterThan(100);
  const log = lines.join("\n");
  expect(log).toContain("session.row.failed");
  const written = telegram.people().flatMap(({ id }) => telegram.screen(id).map(({ text, caption }) => text ?? caption ?? ""));
  const said = model.calls.flatMap(({ messages }) => messages.map(({ content }) => content));
  const words = [...written, ...said].filter((text) => text.length >= LONG_ENOUGH && !text.startsWith("/"));
  expect(words.length).toBeGreaterThan(100);
  const secrets = [env.BOT_TOKEN, env.WEBHOOK_SECRET, env.ADMIN_TOKEN, KEY];
  const facts = [CANARY, "Lovelace", "Hopper", "Noether", "+49301234", "@example.com", "Bücher", "chess"];
  expect([...facts, ...secrets, ...words].filter((text) => log.includes(text))).toEqual([]);
}, 240_000);
