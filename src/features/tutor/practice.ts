import * as z from "zod";
import type { Database } from "#platform/database.ts";
import { defineJob } from "#platform/job-kind.ts";
import type { Turn } from "#platform/turn.ts";
import { conversationCell, findOpenConversation, type Conversation } from "./conversation.ts";
import { mistakesCell, noteMistakes } from "./memory.ts";
import { practice, savePractice, type Practice } from "./store.ts";
import { isSilent, SILENCE_MS } from "./study.ts";
import { summariseRest } from "./summary-job.ts";

const SAVE_MS = 15_000;
const SAVE_AGAIN_MS = 10 * 60_000;
/** A database that is away for so long has taken more than this with it. */
const GIVEN_UP_AFTER_MS = 7 * 24 * 60 * 60_000;

/** Rings when a conversation may have been left. */
export const SILENCE = "tutor.silence";
export const silence = z.object({});
/** Comes when what was practised could not be written down, to try again. */
export const UNSAVED = "tutor.unsaved";

/** Writes down what was practised, beside everything that somebody waits for. */
export const saveJob = defineJob<Practice, null>({
  name: "tutor.save",
  deadlineMs: SAVE_MS,
  input: practice,
  outcome: z.null(),
  run: async (practised, { deps }) => {
    await savePractice(deps.db, practised);
    return null;
  },
  done: () => undefined,
  failed: (_, practised, turn) => {
    if (turn.now.getTime() - practised.study.lastAt > GIVEN_UP_AFTER_MS) return;
    const dueAt = new Date(turn.now.getTime() + SAVE_AGAIN_MS);
    turn.after(`${UNSAVED}:${practised.study.startedAt}`, { dueAt, kind: UNSAVED, version: 1, data: practised });
  },
});

export function saveAgain(practised: Practice, turn: Turn): void {
  turn.start(saveJob, practised);
}

/** What was practised in a conversation, with whose it is; undefined where nothing was. */
export function practiceOf(turn: Turn, { mode, study }: Conversation): Practice | undefined {
  const profile = turn.profile();
  if (study === undefined || profile === undefined) return undefined;
  return { personId: turn.personId, mode, level: profile.level, timezone: profile.timezone, study };
}

/** Writes down what is being practised at this moment, for whoever looks at it meanwhile; at its end it is written down anew. */
export async function saveUnfinished(turn: Turn, db: Database): Promise<void> {
  const open = findOpenConversation(turn.state);
  const practised = open === undefined ? undefined : practiceOf(turn, open);
  if (practised !== undefined) await savePractice(db, practised);
}

/** Somebody stops for now: what was practised is written down, and notes are taken of what they told. */
export function leave(turn: Turn, conversation: Conversation): void {
  const practised = practiceOf(turn, conversation);
  if (practised !== undefined) turn.start(saveJob, practised);
  const made = conversation.study?.mistakes ?? [];
  if (made.length > 0) turn.state.write(mistakesCell, noteMistakes(turn.state.read(mistakesCell) ?? [], made));
  summariseRest(turn, conversation);
}

export function watchSilence(turn: Turn, lastAt = turn.now.getTime()): void {
  turn.after(SILENCE, { dueAt: new Date(lastAt + SILENCE_MS), kind: SILENCE, version: 1, data: {} });
}

/** After half an hour without a word what was practised is written down; the conversation itself stays open. */
export function endSilently(_silence: z.infer<typeof silence>, turn: Turn): void {
  const conversation = findOpenConversation(turn.state);
  if (conversation?.study === undefined) return;
  if (!isSilent(conversation.study, turn.now)) return watchSilence(turn, conversation.study.lastAt);
  leave(turn, conversation);
  const { study: _, ...rest } = conversation;
  turn.state.write(conversationCell, rest);
}
