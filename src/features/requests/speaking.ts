import type { Message } from "grammy/types";
import * as z from "zod";
import { defineFlow } from "#platform/flow-kind.ts";
import type { Deps } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { sentMessage, type SentMessage } from "#platform/desk/messages.ts";
import { takeStep, type StepResult } from "#platform/desk/steps.ts";
import { findCardFile, type CardFile } from "#platform/desk/store.ts";
import { wordsOf } from "#platform/telegram/words-of.ts";
import type { Turn, Writing } from "#platform/turn.ts";
import { labelOf } from "./rules.ts";
import { noteCard, readStanding, refreshStanding } from "./standing.ts";
import { renderNoRequest, renderPassedOn, renderSpeakQuestion, renderStatus } from "./view.ts";

const DAY_MS = 24 * 60 * 60_000;

const speaking = z.object({ cardId: z.int(), question: z.string().optional() });

/** Asks what a person wants to add to their request, or to answer: in words, or with whatever they send. */
export const speakFlow = defineFlow<z.infer<typeof speaking>>({
  name: "speaking",
  version: 1,
  first: "text",
  data: speaking,
  expiresAfterMs: DAY_MS,
  steps: {
    text: {
      accepts: "message",
      ask: ({ cardId, question }, turn) => renderSpeakQuestion(turn, { cardId, question }),
      decide: (_, data) => ({ type: "finish", data }),
    },
  },
  save: ({ cardId }, turn, deps, sent) => speak(turn, deps, { cardId, sent }),
});

/** Passes on what a person writes or sends for their request: as the answer where staff have asked. */
export async function speak(turn: Turn, deps: Deps, { cardId, sent }: { cardId: number; sent: readonly Message[] }): Promise<void> {
  const writing = turn.writing();
  const file = await findOwn(turn, deps, cardId);
  if (file === undefined) return sayNoRequest(turn, deps);
  // Said already by a try that came no further: it is what it was then.
  const before = file.steps.find(({ stepKey }) => stepKey === writing.key)?.action;
  const name = before ?? (file.card.status === "information" ? "answer" : "add");
  const said = await takeOwnStep(turn, deps, { file, name, text: wordsOf(sent), messages: sent.map(sentMessage), ...writing });
  if (said === undefined) return sayNoRequest(turn, deps);
  noteCard(turn, said.file.card);
  if (said.type === "refused") turn.say(renderStatus(turn, deps.config, { file: said.file, note: "request-settled" }));
  else turn.say(renderPassedOn(turn, said.file.card));
}

type OwnStep = Writing & { file: CardFile; name: string; text?: string | undefined; messages?: readonly SentMessage[] };

/** A step that people take on their own requests; undefined where no feature knows these any more. */
export async function takeOwnStep(turn: Turn, deps: Deps, { file, name, ...said }: OwnStep): Promise<StepResult | undefined> {
  const kind = turn.directory.cardKind(file.card.kind);
  const action = kind === undefined ? undefined : actionOf(kind, name);
  if (kind === undefined || action === undefined) return undefined;
  const { personId, username, senderName } = turn;
  const actor = { type: "person" as const, personId, name: labelOf({ username, name: senderName, personId }) };
  const result = await takeStep(deps, { file, kind, action, actor, ...said });
  if (result.type === "done") result.events.forEach(turn.deliver);
  return result;
}

/** A request of this person's; undefined for those of others, and what is none. */
export async function findOwn(turn: Turn, { db }: Deps, cardId: number): Promise<CardFile | undefined> {
  return ownOf(turn, await findCardFile(db, cardId));
}

export function ownOf(turn: Turn, file: CardFile | undefined): CardFile | undefined {
  const isRequest = turn.directory.requestKinds.some(({ name }) => name === file?.card.kind);
  return isRequest && file?.card.personId === turn.personId ? file : undefined;
}

/** What was said found nothing to go to: the person reads how things stand. */
async function sayNoRequest(turn: Turn, deps: Deps): Promise<void> {
  await refreshStanding(turn, deps);
  turn.say(renderNoRequest(turn, readStanding(turn.state)));
}
