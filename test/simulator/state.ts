import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { privateChat, simulatedBot } from "./personas.ts";
import { replyKeyboard } from "./relay.ts";
import type { State } from "./wire.ts";
import type { World } from "./world.ts";

const run = crypto.randomUUID();

/** All that a page needs to draw itself. */
export function readState({ telegram, cast, clock, broadcast, waiting, traffic, switches, workerSwitch, zone }: World): State {
  return {
    run,
    seq: broadcast.seq(),
    bot: { ...simulatedBot, is_bot: true },
    zone,
    offsetMs: clock.offsetMs(),
    personas: cast.personas,
    chats: cast.personas.map(privateChat),
    screens: cast.each((personId) => telegram.screen(personId)),
    drafts: cast.each((personId) => telegram.drafts(personId)),
    keyboards: cast.each((personId) => replyKeyboard(telegram, personId)),
    waiting: waiting.all(),
    blocked: [...cast.blocked],
    commands: telegram.commands(),
    traffic,
    switches: switches.current(),
    workerStatus: workerSwitch.status(),
    webhook: webhookOf(telegram),
  };
}

/** The secret stays on this side. */
function webhookOf(telegram: FakeTelegram): State["webhook"] {
  const webhook = telegram.webhook();
  return webhook && { url: webhook.url, allowedUpdates: webhook.allowedUpdates };
}
