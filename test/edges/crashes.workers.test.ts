import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { aDeskFor } from "#support/desk-journey.ts";
import { letDie, type CrashPoint, type Deaths } from "#support/crashes.ts";
import { beForgotten, liveThroughEverything } from "#support/journey.ts";
import { telegram } from "#support/outside.ts";
import { aStranger, type Person } from "#support/person.ts";

/** What is left of somebody who went through every handler: what they were sent, how their rows ended, what D1 holds of them. */
type Life = { sent: string[]; outcomes: string[]; held: Held; heldAfterwards: Held; deaths: Deaths };

/** The life of one of the configured owners, to whom every handler is open. */
async function live(personId: number, point?: CrashPoint): Promise<Life> {
  const person = aStranger({ id: personId });
  const desk = await aDeskFor(person);
  const deaths = await letDie(`person:${personId}`, point);
  await liveThroughEverything(person, desk);
  const held = await heldOf(person);
  // Of what was handled before they are forgotten only the keys are left.
  const known = await listOutcomes(person);
  await beForgotten(person);
  const outcomes = [...known, ...(await listOutcomes(person)).slice(known.length)];
  return { sent: sentTo(person), outcomes, held, heldAfterwards: await heldOf(person), deaths };
}

/** What the sender asked of Telegram, in words that are the same for every person at every time. */
function sentTo({ user }: Person): string[] {
  const calls = telegram.calls.filter(({ method, payload }) => recipientOf(payload) === user.id && !method.endsWith("Draft"));
  return calls.map(({ method, payload: { text, rich_message: rich, caption, reply_markup: buttons } }) =>
    JSON.stringify({ method, text, rich, caption, buttons })
      .replace(/\d{9,}/g, "<time>")
      .replaceAll(`account ${user.id}`, "account <me>")
      .replace(/account \d+/g, "account <other>")
      // Requests, records, colleagues and those who ask are others in each life.
      .replace(/#\d+/g, "#<card>")
      .replace(/"(request|desk):[^"]*"/g, (data) => data.replace(/\d+/g, "<number>"))
      .replace(/\d+ · |\(\d{4}\)|"90\d"|✋ 90\d/g, "<other>")
      .replace(/\d\d:\d\d/g, "<time>")
      // Each life has its own cards, and others around it.
      .replace(/#\d+|\(\d{4}\)|(?<=desk:[a-z-]+:)[^"]*/g, "<number>")
      // The pool is everybody's.
      .replace(/There (is|are) \d+ tips?/, "There are some tips")
      .replace(/"tips:[a-z]+:[^"]*"|campaigns:[^"]*/g, "<tip>")
      .replace(/\bto \d+( people)?\b/g, "to some people"),
  );
}

/** A command menu names its chat within its scope. */
function recipientOf({ chat_id, scope }: Record<string, unknown>): unknown {
  return typeof scope === "object" && scope !== null && "chat_id" in scope ? scope.chat_id : chat_id;
}

async function listOutcomes({ user }: Person): Promise<string[]> {
  const query = "SELECT outcome FROM inbox ORDER BY seq";
  const rows = await runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (_, state) =>
    state.storage.sql.exec<{ outcome: string }>(query).toArray(),
  );
  return rows.map(({ outcome }) => outcome);
}

async function heldOf({ user }: Person) {
  const all = async (query: string) => (await env.DB.prepare(query).bind(user.id).all()).results;
  return {
    people: await all(
      "select interface_language, level, explanation_language, timezone, is_reachable, version from people where person_id = ?",
    ),
    choices: await all("select is_wanted from tip_choices where person_id = ?"),
    tips: await all("select language, text from tips where added_by = ?"),
    // Whoever else is concerned is another in each life.
    audit: await all(
      "select action, case when subject like 'card:%' then 'card' when subject like 'campaign:%' then 'campaign' else subject end as subject, case when action = 'tips.send' then '<tip>' when after ->> '$.personId' <> ?1 then json_set(after, '$.personId', '<other>') when after ->> '$.holderId' <> ?1 then json_set(after, '$.holderId', '<other>') else replace(after, cast(?1 as integer), '<me>') end as after from audit_log where actor = 'person:' || cast(?1 as integer) order by rowid",
    ),
    usage: await all("select calls from ai_usage where scope = 'person:' || cast(? as integer)"),
    reservations: await all("select feature from ai_reservations where person_id = ?"),
    students: await all("select full_name, email, phone, status, version from students where ?1 > 0 order by student_id"),
    mirrors: await all("select kind, subject from mirror_events where ?1 > 0 order by created_at, rowid"),
    mistakes: await all("select type, wrong, right, card_wanted_at > 0 as is_wanted from mistakes where person_id = ?"),
    practice: await all("select mode, turns from study_sessions where person_id = ? order by started_at"),
    tombstones: await all("select count(*) as tombstones from tombstones where person_id = ?"),
  };
}

type Held = Awaited<ReturnType<typeof heldOf>>;

// So that no other owner is shown the cards of the one whose life this is.
Object.assign(env, { ASSIGNMENT_CHAT_ID: "-5005" });

/** A whole life, on a busy machine. */
const A_LIFE_MS = 180_000;

let plain: Life;
beforeAll(async () => {
  plain = await live(900);
}, A_LIFE_MS);

test("the journey that is compared comes through every command, button, event and job, and leaves its traces", () => {
  const features = chooseFeatures(getDeps(env).config).enabled;
  const all = features.flatMap(({ commands = [], buttons = [], events = [], jobs = [] }) => [
    ...commands.map(({ name }) => `command.${name}`),
    ...buttons.map(({ name }) => `press.${name}`),
    ...events.map(({ kind }) => `event.${kind}`),
    ...jobs.map(({ name }) => `job.${name}.done`),
  ]);
  expect(
    all.filter((name) => !plain.outcomes.includes(name)),
    plain.outcomes.join(" "),
  ).toEqual([]);
  expect(plain.outcomes.filter((outcome) => /^refused|^ignored|dead/.test(outcome))).toEqual([]);
  expect(plain.held).toMatchObject({ people: [{ level: "A1" }], choices: [{ is_wanted: 1 }], tips: [{}, {}], students: [{}, {}, {}] });
  const actions = [
    "tips.add",
    "wish.approve",
    "staff.add",
    "staff.remove",
    "access.open",
    "access.answer",
    "access.renew",
    "access.withdraw",
    "access.claim",
    "access.release",
    "access.hand-over",
    "access.link",
    "access.reject",
    "desk.send-again",
    "verification.add",
    "verification.verify",
    "verification.claim",
    "verification.claim.open",
    "verification.claim.reject",
    "verification.claim.settle",
    "verification.refuse",
    "verification.edit",
    "verification.remove",
    "verification.restore",
  ];
  expect(plain.held.audit.map(({ action }) => action)).toEqual(expect.arrayContaining(actions));
  expect(plain.heldAfterwards).toMatchObject({
    people: [],
    choices: [],
    usage: [{}],
    tombstones: [{ tombstones: 1 }],
    students: [{}, { full_name: "" }, {}],
  });
});

test("the journey comes through a job that fails, and an album with the timer that settles it", () => {
  const { outcomes } = plain;
  expect(outcomes.filter((outcome) => outcome === "album.part")).toHaveLength(2);
  expect(outcomes[outcomes.lastIndexOf("album.part") + 1]).toBe("fallback.media");
  expect(outcomes).toContain("job.tutor.reply.failed");
});

test(
  "every handler does the same when its object dies behind its D1 writes and it is run again",
  async () => {
    const crashing = await live(901, "behind its D1 writes");
    expect(crashing.deaths).toEqual({ count: plain.outcomes.length, unwoken: 0 });
    expect({ ...crashing, deaths: plain.deaths }).toEqual(plain);
  },
  A_LIFE_MS,
);

test(
  "whatever a handler wanted sent is sent once when its object dies after the commit",
  async () => {
    const crashing = await live(902, "after its commit");
    expect(crashing.deaths).toEqual({ count: plain.sent.length, unwoken: 0 });
    expect({ ...crashing, deaths: plain.deaths }).toEqual(plain);
  },
  A_LIFE_MS,
);

test(
  "whatever a handler wanted sent is sent a second time, and changes nothing else, when its object dies after Telegram's answer",
  async () => {
    const crashing = await live(903, "after Telegram's answer");
    expect(crashing.deaths).toEqual({ count: plain.sent.length, unwoken: 0 });
    const twice = plain.sent.flatMap((call) => [call, call]);
    expect({ ...crashing, deaths: plain.deaths }).toEqual({ ...plain, sent: twice });
  },
  A_LIFE_MS,
);
