import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import type { Turn } from "#platform/turn.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Delivery } from "#platform/sessions.ts";
import { paragraph } from "#platform/text/tree.ts";
import { parseName } from "#platform/object-name.ts";
import type { RenderedCard, SessionBot } from "#session/bot.ts";
import { jobReport, type Job, type JobReport } from "#session/jobs.ts";
import { JOB_LOST, jobMessage, lostJob, retryLost, settleQueued } from "#session/queued-jobs.ts";
import type { SessionStore } from "#session/store.ts";
import { draftIdOf } from "#session/drafts.ts";
import { CARD_REFRESH } from "#platform/desk/events.ts";
import { handleDesk } from "./desk-bot.ts";
import { NOTICE } from "./desk.ts";
import { forever, type Life } from "./faults.ts";
import { cardLabel, openingLabel } from "./labels.ts";
import { readSent } from "#session/sent.ts";
import { causeOf, errorOf, labelIn, ledgerCell, mark, perform, planOf, reportsCell } from "./plan.ts";
import type { Running } from "./checker.ts";
import type { Attempt } from "./invariants.ts";
import type { Break, World } from "./world.ts";

export const FLOOD_LIMIT = { updates: 20, windowMs: 10_000 };
/** The object has no other way to hear of these. */
const VITAL = [JOB_LOST, CARD_REFRESH, NOTICE];
const RUN_DEADLINE_MS = 20_000;
const HANGS_FOR_MS = 25_000;
const HAND_OVER_DEADLINE_MS = 10_000;
/** Twice this is still in time. */
const SLOW_RELAY_MS = 4_000;

/** The bot as one incarnation of the object has it: handlers that follow their plan, and an outside that misbehaves. */
export function createBot(world: World, life: Life, store: SessionStore, broken: Break): SessionBot {
  return {
    deps: createDeps(world, life, store, broken),
    directory: {
      menuItems: () => [],
      questions: [],
      settingItems: () => [],
      commands: () => [],
      personalMenus: () => [],
      home: () => ({ text: [] }),
      gate: () => undefined,
      registered: () => [],
      cardKind: () => undefined,
      cardKinds: [],
      requestKinds: [],
      welcome: () => [],
      profileSlices: [],
      cancelAll: () => [],
      cancelFlow: async () => false,
      exportPerson: notHere,
      forgetPerson: notHere,
    },
    words: () => (key) => key,
    run: (row, turn) => handle(world, life, row, turn),
    renderCard: (cardId) => renderCard(world, life, cardId),
    knowsJob: () => true,
    runJob: (job, { draft }, stopped) => runJob(world, life, job, draft, stopped),
    answerPress: async () => undefined,
    answerCheckout: async () => undefined,
    draftIdOf: (body) => JSON.parse(body).draftId,
    isCancel: (body) => JSON.parse(body).isCancel === true,
    apologise: (turn) => {
      const label = `${causeOf(turn).cause}/sorry`;
      world.checker.wanted.set(label, { label, class: "atLeastOnce", isTold: false });
      turn.say({ text: [paragraph(mark(label))] });
    },
  };
}

async function notHere(): Promise<never> {
  throw new Error("no feature of the simulation does this");
}

async function handle(world: World, life: Life, row: { kind: string; body: string }, turn: Turn): Promise<string> {
  const { cause, rowKey } = causeOf(turn);
  const { kind, body } = row;
  const { acts, failure } = planOf(world.seed, cause, { kind, isVital: VITAL.some((kind) => body.includes(kind)) });
  world.note(`handler ${rowKey}`);
  const running = world.checker.handlerBegun(rowKey, life.number, Date.now(), RUN_DEADLINE_MS);
  const counted = turn.state.read(ledgerCell) ?? 0;
  takeQueued(world, row, turn);
  const wanted = [...handleDesk(eventIn(row), { turn, desk: world.desk, cause }), ...perform(turn, { acts, failure }, cause)];
  for (const each of wanted) world.checker.wanted.set(each.label, each);
  for (const act of acts) if (act.type === "decide") await decide(world, life, { turn, cardId: act.cardId, running });
  await life.pause("in-handler");
  const run = world.countRun(cause);
  if (failure !== undefined && run <= failure.times && failure.kind === "hang" && run <= 3) await life.hang(HANGS_FOR_MS);
  turn.state.write(ledgerCell, counted + 1);
  await life.pause("before-commit");
  world.checker.handlerEnded(running);
  if (failure !== undefined && failure.kind !== "hang" && run <= failure.times) throw errorOf(failure.kind);
  return "handled";
}

const lostEvent = z.object({ data: lostJob });

function eventIn({ kind, body }: { kind: string; body: string }): { kind: string; data: unknown } {
  return kind === "event" ? JSON.parse(body) : { kind, data: undefined };
}

type Deciding = { turn: Turn; cardId: number; running: Running };

/** What is written is written by its own key: a handler that is run again gets back what it wrote. */
async function decide(world: World, life: Life, { turn, cardId, running }: Deciding): Promise<void> {
  const key = turn.key();
  await life.pause("at-database");
  const fails = world.faults.isOn() ? world.random.weighted({ never: 8, before: 1, after: 1 }) : "never";
  const fail = () => {
    world.checker.handlerEnded(running);
    throw errorOf("passing");
  };
  if (fails === "before") fail();
  const written = world.desk.decide(cardId, key);
  world.note(`card ${cardId} ${written.length > 0 ? "is decided" : "was decided already"}`);
  await life.pause("at-database");
  if (fails === "after") fail();
  for (const eventId of written) turn.deliver({ eventId, to: parseName(world.desk.find(eventId)?.to ?? "") });
}

/** What the card says at this moment. */
async function renderCard(world: World, life: Life, cardId: number): Promise<RenderedCard> {
  world.checker.cards.rendered(cardId);
  await life.pause("at-card");
  if (world.faults.isOn() && world.random.chance(0.05)) throw errorOf("passing");
  const { rev, isOpen } = world.desk.cardOf(cardId);
  const entities = rev % 3 === 0 ? [{ type: "bold", offset: 0, length: 1 }] : undefined;
  return { content: { text: `${mark(cardLabel(cardId))} rev ${rev}`, ...(entities === undefined ? {} : { entities }) }, rev, isOpen };
}

/** As the dispatch does it: what comes back from the queue, or does not, is settled before anybody is told. */
function takeQueued(world: World, { kind, body }: { kind: string; body: string }, turn: Turn): void {
  const event = body.includes(JOB_LOST) ? lostEvent.parse(JSON.parse(body)) : undefined;
  const report = kind === "job" ? jobReport.parse(JSON.parse(body)) : event === undefined ? undefined : retryLost(turn, event.data);
  if (report?.queued === undefined || !settleQueued(turn, report.queued)) return;
  const { queued, outcome } = report;
  world.note(`job ${queued.jobId} ends: ${outcome.ok ? "done" : outcome.reason}`);
  world.checker.queue.taken(queued);
  const cell = reportsCell(queued.jobId);
  turn.state.write(cell, (turn.state.read(cell) ?? 0) + 1);
}

/** The queue as the object sees it. */
async function enqueue(world: World, life: Life, store: SessionStore, message: unknown): Promise<void> {
  const { jobId } = jobMessage.parse(message);
  const label = world.checker.labelIn(store.open(), (target) => target.type === "queue job" && target.jobId === jobId);
  world.note(`queue ${label}`);
  const attempt = world.checker.callBegun(label, life.number, undefined, store.open(), world.now());
  await life.pause("before-queue", SLOW_RELAY_MS);
  const { isTaken, isHeard } = world.queue.send(message);
  attempt.isCarriedOut = isTaken;
  await life.pause("after-queue-before-mark", SLOW_RELAY_MS);
  attempt.answer = isHeard ? "ok" : "lost";
  if (!isHeard) throw new Error("the queue is out of reach");
}

async function runJob(
  world: World,
  life: Life,
  job: { name: string; input: unknown },
  draft: Draft,
  stopped: AbortSignal,
): Promise<JobReport["outcome"]> {
  const { jobId } = job as Job;
  world.note(`job ${jobId} begins`);
  world.checker.jobs.begins(jobId);
  const run = { life: life.number, jobId, draftId: draftIdOf(jobId) };
  world.job = run;
  draft.show(() => [paragraph(`draft ${jobId}`)]);
  const aborted = new Promise<void>((resolve) => stopped.addEventListener("abort", () => resolve(), { once: true }));
  await Promise.race([life.pause("job-begun"), aborted]);
  draft.show(() => [paragraph(`draft ${jobId}`)]);
  if (!stopped.aborted) await Promise.race([life.pause("job-done-before-report"), aborted]);
  if (life.isOver) return forever();
  if (stopped.aborted) world.checker.jobs.stopped(jobId);
  if (world.job === run) world.job = undefined;
  return stopped.aborted ? { ok: false, reason: "stopped" } : { ok: true, value: null };
}
type Draft = Parameters<SessionBot["runJob"]>[1]["draft"];

function createDeps(world: World, life: Life, store: SessionStore, broken: Break): Deps {
  const ignore = () => undefined;
  const clock = {
    now: async () => {
      await life.pause("at-clock");
      return new Date(world.now());
    },
    toRealTime: async (at: Date) => new Date(at.getTime() - world.clockOffsetMs),
  };
  const call = (request: Call) => callTelegram(world, life, store, request);
  const deps = {
    config: { richMessages: true, floodLimit: FLOOD_LIMIT, cooldowns: { telegramMs: 600_000 } },
    clock,
    count: ignore,
    log: { debug: ignore, info: ignore, warn: ignore, error: (event: string, fields: { error?: unknown }) => world.logged(event, fields) },
    telegram: { call: broken.telegram?.(call) ?? call },
    queue: { send: (message: unknown) => enqueue(world, life, store, message) },
    deliverWritten: (eventId: string) => deliverWritten(world, life, store, eventId),
    sessions: { of: () => ({ accept: (delivery: Delivery) => relay(world, life, store, delivery) }) },
  };
  // Only what the session itself uses.
  return deps as unknown as Deps;
}

async function callTelegram(world: World, life: Life, store: SessionStore, call: Call): Promise<TelegramAnswer> {
  if (life.isOver) return forever();
  if (call.method.endsWith("Draft")) return showDraft(world, life, call);
  const label = labelOfCall(call);
  world.note(`call ${call.method} ${label}`);
  const attempt = world.checker.callBegun(label, life.number, call, store.open(), world.now());
  const askedAt = world.now();
  await life.pause("before-send");
  const { answer, heard, isFinal, isGone } = world.telegram.carryOut(call, attempt);
  world.note(`Telegram: ${label} ${answer.type === "refused" ? answer.code : answer.type}${attempt.isCarriedOut ? ", carried out" : ""}`);
  if (answer.type === "refused" && answer.code === 429) attempt.wait = waitOf(world, answer.retryAfterSeconds);
  if (heard === "ok" && call.method.startsWith("send") && !life.isOver) world.checker.messageSent(askedAt);
  await life.pause("after-telegram-ok-before-mark");
  attempt.answer = heard;
  const { messageId } = answer.type === "ok" && call.method.startsWith("send") ? readSent(answer.result, {}) : {};
  const description = answer.type === "refused" ? answer.description : "";
  world.checker.answered(call, attempt, { messageId, description, isFinal, isGone });
  return answer;
}

/** Ten minutes where Telegram names no time, and never less than a second. */
function waitOf(world: World, seconds = 600): NonNullable<Attempt["wait"]> {
  const ms = Math.max(1, seconds) * 1000;
  return { until: world.now() + ms, realUntil: Date.now() + ms };
}

function labelOfCall(call: Call): string {
  if (call.method === "reopenForumTopic") return openingLabel(call);
  if (call.method === "createForumTopic") return `topic ${String(call.payload.name)}`;
  return labelIn(call.payload) ?? "no label";
}

async function showDraft(world: World, life: Life, { payload }: Call): Promise<TelegramAnswer> {
  world.checker.jobs.draftShown(/draft (\d+-\d+)/.exec(String(payload.text))?.[1] ?? "");
  await life.pause("before-send");
  return { type: "ok", result: true };
}

/** The other object never answers, and is given up. */
async function hangUp(world: World, life: Life, { attempt, begunAt }: { attempt: Attempt; begunAt: number }): Promise<never> {
  world.note(`the relay of ${attempt.label} hangs`);
  // Just before it is given up, and something else may be relayed at once.
  await life.hang(HAND_OVER_DEADLINE_MS - 1 - (Date.now() - begunAt));
  attempt.answer = "lost";
  return forever();
}

/** Another chat's object, which takes each key once. */
async function relay(world: World, life: Life, store: SessionStore, { key, body }: Delivery): Promise<void> {
  const label = labelIn(JSON.parse(body)) ?? "no label";
  world.note(`relay ${label}`);
  const attempt = world.checker.callBegun(label, life.number, undefined, store.open(), world.now());
  const begunAt = Date.now();
  await life.pause("before-relay", SLOW_RELAY_MS);
  const isUnreachable = world.faults.isOn() && world.random.chance(0.2);
  attempt.isCarriedOut = !isUnreachable || world.random.chance(0.5);
  if (attempt.isCarriedOut) world.relayed.set(key, label);
  if (isUnreachable && world.random.chance(0.3)) return hangUp(world, life, { attempt, begunAt });
  await life.pause("after-relay-before-mark", SLOW_RELAY_MS);
  attempt.answer = isUnreachable ? "lost" : "ok";
  if (isUnreachable) throw new Error("the other object is out of reach");
}

/** An event whose row is in the database, handed to its object and marked as delivered; what fails here is left to cron. */
async function deliverWritten(world: World, life: Life, store: SessionStore, eventId: string): Promise<void> {
  const label = world.checker.labelIn(store.open(), (target) => target.type === "event" && target.eventId === eventId);
  world.note(`event ${eventId}`);
  const attempt = world.checker.callBegun(label, life.number, undefined, store.open(), world.now());
  await life.pause("before-delivery", SLOW_RELAY_MS);
  const isUnreachable = world.faults.isOn() && world.random.chance(0.2);
  attempt.isCarriedOut = !isUnreachable || world.random.chance(0.5);
  if (attempt.isCarriedOut) world.deliverWritten(eventId);
  attempt.answer = isUnreachable ? "lost" : "ok";
  if (isUnreachable) throw new Error("the object is out of reach");
}
