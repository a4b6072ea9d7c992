import { listChats, reactionsIn, receiptsIn } from "./chats.ts";
import { simulatedBot } from "./personas.ts";
import { replyKeyboard } from "./relay.ts";
import { scenarios } from "./scenarios/index.ts";
import type { State } from "./wire.ts";
import type { World } from "./world.ts";

const run = crypto.randomUUID();

/** All that a page needs to draw itself. */
export function readState(world: World): State {
  const { telegram, cast, clock, broadcast, waiting, traffic, switches, workerSwitch, player, zone, targetLanguage } = world;
  const playing = player.playing();
  const buildProblem = workerSwitch.buildProblem();
  const chats = listChats(telegram, cast.personas);
  const each = <T>(valueOf: (chatId: number) => T) => Object.fromEntries(chats.map(({ chatId }) => [chatId, valueOf(chatId)]));
  return {
    run,
    world: world.id,
    seq: broadcast.seq(),
    bot: { ...simulatedBot, is_bot: true },
    zone,
    targetLanguage,
    offsetMs: clock.offsetMs(),
    personas: cast.personas,
    chats,
    screens: each((chatId) => telegram.screen(chatId)),
    reactions: each((chatId) => reactionsIn(telegram, chatId)),
    receipts: each((chatId) => receiptsIn(telegram, chatId)),
    drafts: cast.each((personId) => telegram.drafts(personId)),
    keyboards: each((chatId) => replyKeyboard(telegram, chatId)),
    asked: each((chatId) => telegram.forcedReplies(chatId)),
    waiting: waiting.messages(),
    blocked: [...cast.blocked],
    commands: telegram.commands(),
    traffic,
    switches: switches.current(),
    scenarios: scenarios.map(({ name, title }) => ({ name, title })),
    ...(playing && { playing }),
    workerStatus: workerSwitch.status(),
    ...(buildProblem !== undefined && { buildProblem }),
  };
}
