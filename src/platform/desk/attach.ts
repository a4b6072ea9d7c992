import type { Message } from "grammy/types";
import type { Deps } from "../deps.ts";
import type { Writing } from "../turn.ts";
import type { Actor } from "./actor.ts";
import type { CardAction, CardKind } from "./kind.ts";
import { wordsOf } from "../telegram/words-of.ts";
import { sentMessage } from "./messages.ts";
import { takeStep, type StepResult } from "./steps.ts";
import type { CardFile } from "./store.ts";

/** `messages` is one message or the parts of an album, of any content. */
type Attached = Writing & { kind: CardKind; file: CardFile; action: CardAction; messages: readonly Message[]; actor: Actor };

/**
 * What a person sends for their open work, by an action of theirs: it stands in the card's history with its words, and is copied
 * below the card wherever staff have it. The events of the result are to be delivered. Done again it changes nothing.
 */
export function attachToCard(deps: Deps, { messages, ...step }: Attached): Promise<StepResult> {
  return takeStep(deps, { ...step, text: wordsOf(messages), messages: messages.map(sentMessage) });
}
