import * as z from "zod";
import { defineFlow } from "#platform/feature.ts";
import type { Deps } from "#platform/deps.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { takeStep, type StepResult } from "#platform/desk/steps.ts";
import { findCardFile, type CardFile } from "#platform/desk/store.ts";
import type { Turn, Writing } from "#platform/turn.ts";
import { labelOf, readText } from "./rules.ts";
import { noteCard, readStanding, refreshStanding } from "./standing.ts";
import { renderNoRequest, renderPassedOn, renderSpeakQuestion, renderStatus } from "./view.ts";

const DAY_MS = 24 * 60 * 60_000;

const speaking = z.object({ cardId: z.int(), question: z.string().optional(), text: z.string().optional() });

/** Asks what a person wants to add to their request, or to answer. */
export const speakFlow = defineFlow<z.infer<typeof speaking>>({
  name: "speaking",
  version: 1,
  first: "text",
  data: speaking,
  expiresAfterMs: DAY_MS,
  steps: {
    text: {
      accepts: "text",
      ask: ({ cardId, question }, turn) => renderSpeakQuestion(turn, { cardId, question }),
      decide: (input, data) => {
        const text = readText(input);
        return text === undefined ? { type: "stay", reason: "request-text-length" } : { type: "finish", data: { ...data, text } };
      },
    },
  },
  save: async ({ cardId, text }, turn, deps) => {
    if (text !== undefined) await speak(turn, deps, { cardId, text });
  },
});

/** Passes on what a person says to their request: as the answer where staff have asked. */
export async function speak(turn: Turn, deps: Deps, { cardId, text }: { cardId: number; text: string }): Promise<void> {
  const writing = turn.writing();
  const file = await findOwn(turn, deps, cardId);
  if (file === undefined) return sayNoRequest(turn, deps);
  // Said already by a try that came no further: it is what it was then.
  const before = file.steps.find(({ stepKey }) => stepKey === writing.key)?.action;
  const name = before ?? (file.card.status === "information" ? "answer" : "add");
  const said = await takeOwnStep(turn, deps, { file, name, text, ...writing });
  if (said === undefined) return sayNoRequest(turn, deps);
  noteCard(turn, said.file.card);
  if (said.type === "refused") turn.say(renderStatus(turn, deps.config, { file: said.file, note: "request-settled" }));
  else turn.say(renderPassedOn(turn, said.file.card));
}

/** A step that people take on their own requests; undefined where no feature knows these any more. */
export async function takeOwnStep(
  turn: Turn,
  deps: Deps,
  { file, name, text, ...writing }: Writing & { file: CardFile; name: string; text?: string },
): Promise<StepResult | undefined> {
  const kind = turn.directory.cardKind(file.card.kind);
  const action = kind === undefined ? undefined : actionOf(kind, name);
  if (kind === undefined || action === undefined) return undefined;
  const { personId, username, senderName } = turn;
  const actor = { type: "person" as const, personId, name: labelOf({ username, name: senderName, personId }) };
  const result = await takeStep(deps, { file, kind, action, ...writing, actor, text });
  if (result.type === "done") result.events.forEach(turn.deliver);
  return result;
}

/** A request of this person's; undefined for those of others, and what is none. */
export async function findOwn(turn: Turn, { db }: Deps, cardId: number): Promise<CardFile | undefined> {
  const file = await findCardFile(db, cardId);
  const isRequest = turn.directory.requestKinds.some(({ name }) => name === file?.card.kind);
  return isRequest && file?.card.personId === turn.personId ? file : undefined;
}

/** What was said found nothing to go to: the person reads how things stand. */
async function sayNoRequest(turn: Turn, deps: Deps): Promise<void> {
  await refreshStanding(turn, deps);
  turn.say(renderNoRequest(turn, readStanding(turn.state)));
}
