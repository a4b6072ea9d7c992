import { setTimeout as sleep } from "node:timers/promises";
import { migrate } from "../faults/migrate.ts";
import { percentile } from "./figures.ts";
import { line } from "./report.ts";
import { register, startSubject, type Subject } from "./subjects.ts";
import { presses, writes } from "./updates.ts";

const RECIPIENTS = 1_500;
const FIRST_RECIPIENT = 60_000;
const OWNER = 59_000;
/** What is promised a second when nothing is wrong, and how long whoever writes meanwhile may wait for the menu. */
const LEAST = 25;
const MOST = 30;
const ANSWERED_IN_MS = 1_000;
const ASKS_EVERY_MS = 2_000;

/** One tip to everybody in real time, and what somebody waits who asks for the menu meanwhile. */
export async function measureMass(recipients = RECIPIENTS): Promise<string> {
  const ours = await startSubject({ name: "stoa", config: "wrangler.toml", vars: { OWNER_IDS: String(OWNER), TIPS_AI: "off" } });
  try {
    await migrate(ours.workerd);
    await register(ours, OWNER);
    await settlePeople(ours, recipients);
    const [arrivals, answers] = await sendToAll(ours, recipients);
    const seconds = ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1_000;
    const rate = (arrivals.length - 1) / seconds;
    const p95 = percentile(answers, 0.95) ?? 0;
    return [
      line([`One message to ${recipients}`, "measured", "target"]),
      line(["sent a second", rate.toFixed(1), `${LEAST} to ${MOST}`, rate >= LEAST && rate <= MOST ? "met" : "missed"]),
      line([
        "the menu for whoever asks meanwhile, p95 ms",
        p95.toFixed(0),
        `≤ ${ANSWERED_IN_MS}`,
        p95 <= ANSWERED_IN_MS ? "met" : "missed",
      ]),
      "",
    ].join("\n");
  } finally {
    await ours.stop();
  }
}

/** People for whom it is noon now, so that nobody's night is waited for. */
async function settlePeople({ workerd }: Subject, count: number): Promise<void> {
  const database = await workerd.database("DB");
  const ahead = new Date().getUTCHours() - 12;
  const timezone = `Etc/GMT${ahead < 0 ? "-" : "+"}${Math.abs(ahead)}`;
  await database
    .prepare(
      `with recursive n(i) as (select 0 union all select i + 1 from n where i + 1 < ?)
       insert into people (person_id, interface_language, level, explanation_language, timezone, is_reachable, registered_at, version)
       select ? + i, 'en', 'B1', 'en', ?, 1, 0, 1 from n`,
    )
    .bind(count, FIRST_RECIPIENT, timezone)
    .run();
  await database.prepare("insert into tips (language, text, added_at, key) values ('en', 'Read one page aloud today.', 0, 'bench')").run();
}

/** When each message arrived at Telegram, and how long each answer took. */
async function sendToAll({ post, telegram }: Subject, count: number): Promise<[number[], number[]]> {
  const isRecipient = (chatId: number) => chatId >= FIRST_RECIPIENT && chatId < FIRST_RECIPIENT + count;
  const arrivals = () => telegram.messages.filter(({ chatId }) => isRecipient(chatId)).map(({ at }) => at);
  const answers: number[] = [];
  await post(presses(OWNER, "tips:send:1:1"));
  while (arrivals().length < count) {
    const answer = telegram.next("message", OWNER);
    const askedAt = performance.now();
    await post(writes(OWNER, "/menu"));
    answers.push((await answer) - askedAt);
    await sleep(ASKS_EVERY_MS);
  }
  return [arrivals(), answers];
}
