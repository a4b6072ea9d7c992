import type { Update } from "@grammyjs/types";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { createModel } from "#fakes/model.ts";
import { createTelegram } from "#fakes/telegram/telegram.ts";
import { createBroadcast, type Broadcast } from "./broadcast.ts";
import { createCast, type Cast } from "./cast.ts";
import { createClock, type Clock } from "./clock.ts";
import type { Deliver } from "./deliver.ts";
import { firstPersonas, simulatedBot } from "./personas.ts";
import { relayChanges, replyKeyboard } from "./relay.ts";
import { createWaitingList } from "./waiting-list.ts";
import type { State } from "./wire.ts";

/** Slow enough to see an answer grow. */
const MODEL_PACE_MS = 40;

/** All that lies outside the Worker, and what the pages need to know of it. */
export type World = {
  telegram: FakeTelegram;
  model: { fetch: (request: Request) => Promise<Response> };
  clock: Clock;
  broadcast: Broadcast;
  cast: Cast;
  zone: string;
  state: () => State;
};

type WorldOptions = { token: string; zone: string; deliver: Deliver };

export function createWorld({ token, zone, deliver }: WorldOptions): World {
  const run = crypto.randomUUID();
  const clock = createClock();
  const broadcast = createBroadcast();
  const waiting = createWaitingList(broadcast);
  const send = (update: Update) => {
    waiting.add(update);
    deliver(update).then(
      () => waiting.remove(update),
      (error: unknown) => console.error("Delivery broke:", error),
    );
  };
  // Settles at once: as in Telegram, what a person wrote is on screen whether or not the bot is there.
  const telegram = createTelegram({ token, bot: simulatedBot, now: clock.now, deliver: async (update) => send(update) });
  const cast = createCast(telegram, broadcast);
  const traffic = relayChanges({ telegram, broadcast, clock });
  for (const persona of firstPersonas) cast.enter(persona);

  return {
    telegram,
    model: createModel({ now: clock.now, pace: MODEL_PACE_MS }),
    clock,
    broadcast,
    cast,
    zone,
    state: () => ({
      run,
      seq: broadcast.seq(),
      bot: { ...simulatedBot, is_bot: true },
      zone,
      offsetMs: clock.offsetMs(),
      personas: cast.personas,
      chats: cast.personas.map(({ personId }) => ({ chatId: personId, kind: "private", title: simulatedBot.first_name, members: [personId] })),
      screens: cast.each((personId) => telegram.screen(personId)),
      drafts: cast.each((personId) => telegram.drafts(personId)),
      keyboards: cast.each((personId) => replyKeyboard(telegram, personId)),
      waiting: waiting.all(),
      blocked: [...cast.blocked],
      commands: telegram.commands(),
      traffic,
      webhook: webhookOf(telegram),
    }),
  };
}

/** The secret stays on this side. */
function webhookOf(telegram: FakeTelegram): State["webhook"] {
  const webhook = telegram.webhook();
  return webhook && { url: webhook.url, allowedUpdates: webhook.allowedUpdates };
}
