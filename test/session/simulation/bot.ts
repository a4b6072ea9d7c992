import * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import type { Turn } from "#platform/turn.ts";
import type { Call } from "#platform/telegram/view.ts";
import type { TelegramAnswer } from "#platform/telegram/client.ts";
import type { Delivery } from "#platform/sessions.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { SessionBot } from "#session/bot.ts";
import { jobReport, type Job, type JobReport } from "#session/jobs.ts";
import { JOB_LOST, lostJob, retryLost, settleQueued } from "#session/queued-jobs.ts";
import type { SessionStore } from "#session/store.ts";
import { draftIdOf } from "#session/drafts.ts";
import { never, type Life } from "./faults.ts";
import { causeOf, errorOf, labelIn, ledgerCell, mark, perform, planOf, reportsCell } from "./plan.ts";
import type { Attempt } from "./invariants.ts";
import type { Break, World } from "./world.ts";

export const FLOOD_LIMIT = { updates: 20, windowMs: 10_000 };
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
    renderCard: async () => undefined,
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
  const { acts, failure } = planOf(world.seed, cause, { kind, isVital: body.includes(JOB_LOST) });
  world.note(`handler ${rowKey}`);
  const running = world.checker.handlerBegun(rowKey, life.number, Date.now(), RUN_DEADLINE_MS);
  const counted = turn.state.read(ledgerCell) ?? 0;
  takeQueued(world, row, turn);
  const wanted = perform(turn, { acts, failure }, cause);
  for (const each of wanted) world.checker.wanted.set(each.label, each);
  await life.pause("in-handler");
  const run = world.countRun(cause);
  if (failure !== undefined && run <= failure.times && failure.kind === "hang" && run <= 3) await life.hang(HANGS_FOR_MS);
  turn.state.write(ledgerCell, counted + 1);
  await life.pause("before-commit");
  world.checker.handlerEnded(running);
  if (failure !== undefined && failure.kind !== "hang" && run <= failure.times) throw errorOf(failure.kind);
  return "handled";
}

/** As the dispatch does it: what comes back from the queue, or does not, is settled before anybody is told. */
function takeQueued(world: World, { kind, body }: { kind: string; body: string }, turn: Turn): void {
  const event = z.object({ kind: z.literal(JOB_LOST), data: lostJob }).safeParse(JSON.parse(body)).data;
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
  const label = world.checker.headOf("queue", store.open());
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
  world.checker.jobBegun(jobId);
  const run = { life: life.number, jobId, draftId: draftIdOf(jobId) };
  world.job = run;
  draft.show([paragraph(`draft ${jobId}`)]);
  const aborted = new Promise<void>((resolve) => stopped.addEventListener("abort", () => resolve(), { once: true }));
  await Promise.race([life.pause("job-begun"), aborted]);
  draft.show([paragraph(`draft ${jobId}`)]);
  if (!stopped.aborted) await Promise.race([life.pause("job-done-before-report"), aborted]);
  if (life.isOver) return never;
  if (stopped.aborted) world.checker.jobStopped(jobId);
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
    sessions: { of: () => ({ accept: (delivery: Delivery) => relay(world, life, store, delivery) }) },
  };
  // Only what the session itself uses.
  return deps as unknown as Deps;
}

async function callTelegram(world: World, life: Life, store: SessionStore, call: Call): Promise<TelegramAnswer> {
  if (life.isOver) return never;
  if (call.method.endsWith("Draft")) return showDraft(world, life, call);
  const label = labelIn(call.payload) ?? "no label";
  world.note(`call ${call.method} ${label}`);
  const attempt = world.checker.callBegun(label, life.number, call, store.open(), world.now());
  const askedAt = world.now();
  await life.pause("before-send");
  const { answer, heard, isFinal, isGone } = world.telegram.carryOut(call, attempt);
  // A screen whose message is gone is sent anew; an edit of a message has then nothing left to do.
  if (isFinal || (isGone && world.checker.wanted.get(label)?.class === "repeat")) world.checker.dropped.add(label);
  world.note(`Telegram: ${label} ${answer.type === "refused" ? answer.code : answer.type}${attempt.isCarriedOut ? ", carried out" : ""}`);
  if (heard === "ok" && call.method.startsWith("send") && !life.isOver) world.checker.messageSent(askedAt);
  await life.pause("after-telegram-ok-before-mark");
  attempt.answer = heard;
  return answer;
}

async function showDraft(world: World, life: Life, { payload }: Call): Promise<TelegramAnswer> {
  world.checker.draftShown(/draft (\d+-\d+)/.exec(String(payload.text))?.[1] ?? "");
  await life.pause("before-send");
  return { type: "ok", result: true };
}

/** The other object never answers, and is given up. */
async function hangUp(world: World, life: Life, { attempt, begunAt }: { attempt: Attempt; begunAt: number }): Promise<never> {
  world.note(`the relay of ${attempt.label} hangs`);
  // Just before it is given up, and something else may be relayed at once.
  await life.hang(HAND_OVER_DEADLINE_MS - 1 - (Date.now() - begunAt));
  attempt.answer = "lost";
  return never;
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
