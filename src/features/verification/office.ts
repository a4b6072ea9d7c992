import { currentChatId } from "#platform/chats.ts";
import type { Deps } from "#platform/deps.ts";
import { holdsRole } from "#platform/role.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { renderView, type View } from "#platform/telegram/view.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { Place, Turn } from "#platform/turn.ts";
import type { Changed } from "./changes.ts";
import type { Author } from "./record-change.ts";

/** Lets a handler answer in private and in the verifiers' own group, since others would read of students elsewhere. */
export function inOffice<Args extends unknown[], Outcome>(
  handle: (ctx: BotContext, ...args: Args) => Promise<Outcome> | Outcome,
): (ctx: BotContext, ...args: Args) => Promise<Outcome | void> {
  return async (ctx, ...args) => {
    if (await isOffice(ctx)) return handle(ctx, ...args);
    ctx.say({ text: [paragraph(ctx.t("verification-elsewhere"))] });
  };
}

async function isOffice({ turn, deps }: BotContext): Promise<boolean> {
  const chatId = deps.config.chats.verification;
  if (turn.place === undefined) return true;
  return chatId !== undefined && (await currentChatId(deps.db, chatId)) === turn.place.chatId;
}

/** The verifier of this turn, as the author of a change. */
export function verifierOf(turn: Turn, { config }: Deps): Author {
  const may = holdsRole({ config, personId: turn.personId, role: "verifier" });
  return { actor: { type: "person", personId: turn.personId, name: turn.senderName }, ...turn.writing(), may };
}

export function deliverChange(turn: Turn, { events }: Changed): void {
  for (const event of events) turn.deliver(event);
}

/** Tells the verifiers what was done elsewhere than in their group. It is written for several people, hence in their common language. */
export function noteToOffice(turn: Turn, { config }: Pick<Deps, "config">, render: (words: Pick<Turn, "t" | "profile">) => View): void {
  const chatId = config.chats.verification;
  if (chatId === undefined || turn.place !== undefined) return;
  sayAt(turn, { chatId }, render({ ...turn.inLanguage(config.staffLanguage), profile: () => undefined }));
}

/** Says something where the work began, also when no update came from there: as a job's result. */
export function sayAt(turn: Turn, place: Pick<Place, "chatId" | "threadId"> | undefined, view: View): void {
  if (place === undefined) return turn.say(view);
  const thread = place.threadId === undefined ? {} : { message_thread_id: place.threadId };
  for (const { content } of renderView(view, { richMessages: false })) {
    turn.capture("sendMessage", { chat_id: place.chatId, ...thread, ...content });
  }
}
