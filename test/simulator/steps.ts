import { setTimeout as sleep } from "node:timers/promises";
import type { Message } from "@grammyjs/types";
import { buttonsOf } from "#fakes/telegram/presses.ts";
import { makeVoiceNote } from "#fakes/voice-note.ts";
import type { Actors } from "./actors.ts";
import { contentOf } from "./posts.ts";
import type { PersonStep } from "./scenarios/scenario.ts";
import type { Surroundings } from "./world.ts";

/** How long a button is waited for. */
const BUTTON_WITHIN_MS = 60_000;

/** Does what a person does in one step of a scenario. */
export async function takeStep(step: PersonStep, world: Surroundings, actors: Actors): Promise<void> {
  const { telegram, diary } = world;
  const personId = actors.personOf(step);
  const where = actors.placeOf(step);
  const { chatId = personId } = where;
  if ("tap" in step) {
    const { text, data, message } = await untilButton(world, chatId, step.tap);
    diary.note({ personId, chatId, deed: { tap: text } });
    await telegram.tap(personId, data, message.message_id, chatId);
  } else if ("say" in step) {
    diary.note({ personId, chatId, deed: { say: step.say } });
    await telegram.say(personId, step.say, where);
  } else if ("voice" in step) {
    diary.note({ personId, chatId, deed: { voice: step.voice } });
    const duration = Math.max(1, Math.round(step.voice.length / 12));
    await telegram.sendFile(personId, { kind: "voice", body: makeVoiceNote(step.voice), duration }, where);
  } else if ("choose" in step) {
    diary.note({ personId, chatId, deed: { choose: step.choose } });
    await telegram.choose(personId, step.choose);
  } else if ("pay" in step) {
    const invoice = telegram.screen(chatId).findLast((message) => message.invoice);
    if (!invoice) throw new Error(`${step.who} has no invoice to pay`);
    diary.note({ personId, chatId, deed: { pay: step.pay } });
    await telegram.pay(personId, { messageId: invoice.message_id, chatId });
  } else {
    diary.note({ personId, chatId, deed: { post: step.post } });
    await telegram.post(personId, contentOf(step.post, personId), where);
  }
}

type Found = { text: string; data: string; message: Message };

/** People do not name the signs on buttons, so a part of the words is enough. */
async function untilButton({ telegram }: Surroundings, chatId: number, words: string): Promise<Found> {
  for (let waited = 0; waited < BUTTON_WITHIN_MS; waited += 100) {
    for (const message of telegram.screen(chatId).toReversed()) {
      const buttons = buttonsOf(message);
      const button = buttons.find(({ text }) => text === words) ?? buttons.find(({ text }) => text.includes(words));
      if (button) return { ...button, message };
    }
    await sleep(100);
  }
  throw new Error(`No button "${words}" came up`);
}
