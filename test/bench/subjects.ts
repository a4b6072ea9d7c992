import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Update } from "@grammyjs/types";
import { buildWorker } from "../faults/built-worker.ts";
import { migrate } from "../faults/migrate.ts";
import { startWorkerd, type Workerd } from "../faults/workerd.ts";
import { createStubModel, type StubModel } from "./model.ts";
import { createStubTelegram, type StubTelegram } from "./telegram.ts";
import { listPeople, presses, writes } from "./updates.ts";

const SECRET = "webhook-secret";
const TOKEN = `1:${"t".repeat(35)}`;
/** Storage in memory, where there is such a folder: this machine's disk says nothing about Cloudflare's. */
const MEMORY = "/dev/shm";
/** So many that nobody comes near the limit on updates in ten seconds. */
export const people = listPeople(300);
const REGISTERING_AT_ONCE = 10;

/** A Worker under measurement. */
export type Subject = {
  workerd: Workerd;
  telegram: StubTelegram;
  model: StubModel;
  /** Settles when the Worker has answered; throws on anything but a 200. */
  post: (update: Update) => Promise<void>;
  stop: () => Promise<void>;
};

type SubjectInput = { name: string; config: string; vars?: Record<string, string> };

/** Starts a Worker beside a Telegram of its own. The root is Telegram's: any other would make our clock movable, and that reads D1. */
export async function startSubject({ name, config, vars = {} }: SubjectInput): Promise<Subject> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), "stoa-bench-"));
  const telegram = createStubTelegram();
  const model = createStubModel();
  const workerd = await startWorkerd({
    worker: await buildWorker({ name, config }),
    bindings: {
      BOT_TOKEN: TOKEN,
      WEBHOOK_SECRET: SECRET,
      ADMIN_TOKEN: "admin-token-of-the-bench",
      BOT_INFO: JSON.stringify({ id: 1, is_bot: true, first_name: "Stoa", username: "stoa_bot" }),
      AI_CHAT: "compatible:none",
      AI_BASE_URL: "https://model.test/v1",
      ...vars,
    },
    outside: {
      node: (request, response) =>
        request.url?.endsWith("/chat/completions") === true ? model.handle(request, response) : telegram.handle(request, response),
    },
    folder,
  });
  const address = new URL("/telegram/webhook", workerd.url);
  const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": SECRET };
  return {
    workerd,
    telegram,
    model,
    post: async (update) => {
      const response = await fetch(address, { method: "POST", headers, body: JSON.stringify(update) });
      await response.body?.cancel();
      if (response.status !== 200) throw new Error(`${name} answered ${response.status}`);
    },
    stop: async () => {
      await workerd.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Registers everybody and has them talk to the tutor, so that what is measured is a step of somebody who is known. */
export async function registerPeople(subject: Subject): Promise<void> {
  await migrate(subject.workerd);
  for (let at = 0; at < people.length; at += REGISTERING_AT_ONCE) {
    await Promise.all(people.slice(at, at + REGISTERING_AT_ONCE).map((personId) => register(subject, personId)));
  }
}

/** Somebody who has registered, and talks to the tutor. */
export async function register({ post, telegram }: Subject, personId: number): Promise<void> {
  const answers = ["language:en", "level:A2", "explanations:de"].map((answer) => `flow:choose:register:${answer}`);
  for (const step of [writes(personId, "/start"), ...[...answers, "tutor:talk:conversation"].map((data) => presses(personId, data))]) {
    const shown = telegram.next("message", personId);
    await post(step);
    await shown;
  }
}
