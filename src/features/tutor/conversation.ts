import * as z from "zod";
import type { ChatTurn } from "#platform/ai/model.ts";
import type { StateCell, StateReader } from "#platform/turn.ts";
import type { Memory } from "./memory.ts";
import { MISTAKE_TYPES, type MistakeType } from "./mistake.ts";
import { firstStep, MODES, STEPS, type Mode } from "./modes.ts";
import { beginStudy, practise, study, type Practised, type Study } from "./study.ts";
import type { Written } from "./verify.ts";

/** As many turns, the learner's and the tutor's together, as the model is given of what was said before. */
const REMEMBERED_TURNS = 10;
/** As many more, and there are new notes of what it is not given. */
const TURNS_TO_NOTE = 6;
/** Whoever has written less than this has hardly told anything of themselves. */
const MESSAGES_TO_NOTE = 3;
/** Of a longer conversation the beginning is let go. */
const KEPT_TURNS = 120;
/** Longer than anybody writes in a chat, short enough for every model. */
export const LONGEST_MESSAGE = 2_000;

/** What the model is given for the press of a button. */
const ASKED_FOR_TASK = "(asks for a task)";

/** A voice message, a round video or a sound file, as Telegram tells of it. */
export const recording = z.object({ fileId: z.string(), mimeType: z.string(), seconds: z.number() });
export type Recording = z.infer<typeof recording>;

/** What was said, oldest first. */
export const turnsSchema = z.array(z.object({ role: z.enum(["user", "assistant"]), text: z.string() }));

const conversation = z.object({
  /** When it began; an answer that belongs to another conversation comes too late. */
  startedAt: z.number(),
  /** Set once it has ended; it is kept to be taken up again. */
  endedAt: z.number().optional(),
  mode: z.enum(MODES).default("conversation"),
  step: z.enum(STEPS).default("open"),
  /** What is practised above all. */
  focus: z.enum(MISTAKE_TYPES).optional(),
  /** All that is kept of it: what the model is given, and before that what a transcript has. */
  turns: turnsSchema,
  /** Notes of its first turns, and of how many. */
  summary: z.string().default(""),
  summarised: z.number().default(0),
  /** What was read aloud for the task of the moment. */
  heard: z.string().default(""),
  /** What the tutor could not answer, or not even hear, kept to be tried again. */
  unanswered: z.array(z.string()).default([]),
  /** Whether any of it was said: its capitals and commas are then the transcript's. */
  isUnansweredSpoken: z.boolean().default(false),
  unheard: z.array(recording).default([]),
  /** What was practised since the beginning or the last long silence; absent until something was. */
  study: study.optional(),
});
export type Conversation = z.infer<typeof conversation>;

/** The newest conversation, open or ended; absent while there was none. */
export const conversationCell: StateCell<Conversation> = { feature: "tutor", key: "conversation", schema: conversation };

export function findOpenConversation(state: StateReader): Conversation | undefined {
  const newest = state.read(conversationCell);
  return newest?.endedAt === undefined ? newest : undefined;
}

export function beginConversation(
  now: Date,
  { mode = "conversation", focus }: { mode?: Mode; focus?: MistakeType | undefined } = {},
): Conversation {
  return conversation.parse({ startedAt: now.getTime(), mode, focus, step: firstStep(mode), turns: [] });
}

/** The same conversation, open again: a new stretch of practice with the memory of the last. */
export function resumeConversation({ endedAt: _ended, study: _practised, ...kept }: Conversation, now: Date): Conversation {
  return { ...kept, startedAt: now.getTime() };
}

/**
 * What the model is given: what is known from before, the last turns, and the newest message once, at the end. What is known was
 * written by the learner or after their words, and so it is given as theirs and never among our instructions.
 */
export function turnsForModel({ turns, summary }: Conversation, newest: string, memory: Memory = { facts: [], mistakes: [] }): ChatTurn[] {
  const known = [
    ...memory.facts.map(({ text }) => `- ${text}`),
    ...memory.mistakes.map(({ wrong, right, type }) => `- I got wrong: "${wrong}" for "${right}" [${type}]`),
    summary,
  ].filter((line) => line !== "");
  const notes: ChatTurn[] =
    known.length === 0
      ? []
      : [
          { role: "user", text: `(Notes about me from before, to know and not to answer:)\n${known.join("\n")}` },
          { role: "assistant", text: "👍" },
        ];
  return [...notes, ...turns.slice(-REMEMBERED_TURNS), { role: "user", text: newest === "" ? ASKED_FOR_TASK : newest }];
}

export function isAskedForTask(text: string): boolean {
  return text === ASKED_FOR_TASK;
}

/** Whether enough has been said since the last notes that the model is not given any more. */
export function isSummaryDue({ turns, summarised }: Conversation): boolean {
  return turns.length - REMEMBERED_TURNS - summarised >= TURNS_TO_NOTE;
}

/** The turns to take notes of, and how many will be covered then. */
export function notesDue({ turns, summarised }: Conversation): { turns: ChatTurn[]; upTo: number } {
  const upTo = Math.max(summarised, turns.length - REMEMBERED_TURNS);
  return { turns: turns.slice(summarised, upTo), upTo };
}

/** Whether the learner has said enough in these turns for notes of them. */
export function isWorthNoting(turns: readonly ChatTurn[]): boolean {
  return turns.filter(({ role, text }) => role === "user" && !isAskedForTask(text)).length >= MESSAGES_TO_NOTE;
}

/**
 * Keeps what could not be answered, to be asked again in one go as one message: the newest that fit into one, the very newest in any
 * case. `isAllKept` says that nothing older had to go.
 */
export function keepUnanswered(
  conversation: Conversation,
  { text, isSpoken }: Written,
): { conversation: Conversation; isAllKept: boolean } {
  const all = [...conversation.unanswered, text];
  const oldest = all.findIndex((_, at) => joinUnanswered(all.slice(at)).length <= LONGEST_MESSAGE);
  const unanswered = all.slice(oldest === -1 ? -1 : oldest);
  const isUnansweredSpoken = isSpoken || conversation.isUnansweredSpoken;
  return { conversation: { ...conversation, unanswered, isUnansweredSpoken }, isAllKept: unanswered.length === all.length };
}

export function joinUnanswered(unanswered: string[]): string {
  return unanswered.join("\n");
}

export function rememberAnswer<Kind extends Conversation>(conversation: Kind, said: { learner: string; tutor: string }): Kind {
  const asked = said.learner === "" ? ASKED_FOR_TASK : said.learner;
  const all = [...conversation.turns, { role: "user" as const, text: asked }, { role: "assistant" as const, text: said.tutor }];
  const dropped = Math.max(0, all.length - KEPT_TURNS);
  return { ...conversation, turns: all.slice(dropped), summarised: Math.max(0, conversation.summarised - dropped) };
}

/** The same with what was practised in it. */
export function rememberPractice(conversation: Conversation, practised: Practised): Conversation & { study: Study } {
  return { ...conversation, study: practise(conversation.study ?? beginStudy(practised.at), practised) };
}
