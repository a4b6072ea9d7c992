import { replayDeadLetter } from "#platform/dead-letters.ts";
import { currentChatId } from "#platform/chats.ts";
import { nameOf } from "#platform/object-name.ts";
import { findRolesOf } from "#platform/role.ts";
import { isStaffChat } from "#platform/staff-chats.ts";
import type { BotContext } from "#platform/telegram/context.ts";
import { authorRepliedTo, mentionIn } from "#platform/telegram/meant.ts";
import type { View } from "#platform/telegram/view.ts";
import { subjectOfButton } from "./buttons.ts";
import { answerAgain, answerWhy, type Answer, type Refusal } from "./lookup.ts";
import { markOf, parseQuestion, type Question } from "./rules.ts";
import { seenWith, sightOf, type Sight } from "./sight.ts";
import { renderElsewhere, renderHidden, renderRefusal, renderReplayed, renderTimeline } from "./view.ts";

const SCREEN = "why";

/** Answers about whoever is named behind the command, or wrote the message that it replies to. */
export async function tellWhy(ctx: BotContext, rest: string): Promise<void> {
  if (!(await isAmongStaff(ctx))) return ctx.say(renderElsewhere(ctx));
  const asked = readQuestion(ctx, rest);
  if (asked === "hidden") return ctx.show(SCREEN, renderHidden(ctx));
  if (asked === undefined) return ctx.show(SCREEN, renderRefusal(ctx, { reason: "malformed" }));
  ctx.show(SCREEN, await renderAnswer(ctx, await answerWhy(ctx.deps, asked)));
}

export async function turnPage(ctx: BotContext, asked: { subject: string; updateId: number; page: number }): Promise<void> {
  if (!(await isAmongStaff(ctx))) return ctx.say(renderElsewhere(ctx));
  const answer = await findAgain(ctx, asked);
  ctx.show(SCREEN, await renderAnswer(ctx, answer, { page: asked.page }));
}

/** Hands in again what the button stands for. Pressed twice, or by two, it is done once. */
export async function replay(ctx: BotContext, asked: { subject: string; updateId: number; mark: string }): Promise<void> {
  if (!(await isAmongStaff(ctx))) return ctx.say(renderElsewhere(ctx));
  const { turn, deps } = ctx;
  const before = await findAgain(ctx, asked);
  if (!before.ok) return ctx.show(SCREEN, renderRefusal(ctx, before.reason));
  const deadLetterId = findMarked(before.value, asked.mark);
  const replayed =
    deadLetterId === undefined
      ? { ok: false as const, reason: "already" as const }
      : await replayDeadLetter(deps, {
          deadLetterId,
          by: turn.key(),
          actor: nameOf({ type: "person", id: ctx.from?.id ?? 0 }),
          origin: "chat",
          now: turn.now,
        });
  const note = renderReplayed(ctx, replayed.ok ? undefined : replayed.reason);
  ctx.show(SCREEN, await renderAnswer(ctx, await findAgain(ctx, asked), { note }));
}

/** What is told of people is not for others who read along. */
async function isAmongStaff({ turn, deps }: BotContext): Promise<boolean> {
  return turn.place === undefined || isStaffChat(deps, turn.place.chatId);
}

type Found = { ok: true; value: Answer } | { ok: false; reason: Refusal };

function findAgain(ctx: BotContext, { subject, updateId }: { subject: string; updateId: number }): Promise<Found> {
  return answerAgain(ctx.deps, subjectOfButton(subject), updateId === 0 ? undefined : updateId);
}

/** As much of it as whoever asks may see. */
async function renderAnswer(ctx: BotContext, answer: Found, options: { page?: number; note?: string } = {}): Promise<View> {
  if (!answer.ok) return renderRefusal(ctx, answer.reason);
  const sight = await findSight(ctx);
  if (!sight.isWhole && (await isColleague(ctx, answer.value))) return renderRefusal(ctx, { reason: "colleague" });
  const seen = { ...answer.value, stories: seenWith(sight, answer.value.stories) };
  return renderTimeline(wordsOf(ctx, sight), seen, options);
}

async function findSight({ turn, deps, from }: BotContext): Promise<Sight> {
  const roles = await findRolesOf(deps, from?.id ?? 0);
  return sightOf(roles, { othersRead: turn.place !== undefined && !(await isForAlerts(deps, turn.place.chatId)) });
}

/** Who reads the alerts runs the bot. */
async function isForAlerts({ config, db }: BotContext["deps"], chatId: number): Promise<boolean> {
  const { alerts } = config.chats;
  return alerts !== undefined && (await currentChatId(db, alerts)) === chatId;
}

/** How staff fare with the bot is not for their equals, but each may ask about themselves. */
async function isColleague({ deps, from }: BotContext, { subject }: Answer): Promise<boolean> {
  return subject.type === "person" && subject.id !== from?.id && (await findRolesOf(deps, subject.id)).length > 0;
}

function findMarked({ stories }: Answer, mark: string): string | undefined {
  const letters = stories.flatMap((story) => (story.type === "row" || story.type === "letter" ? [story.deadLetterId ?? ""] : []));
  return letters.find((deadLetterId) => deadLetterId !== "" && markOf(deadLetterId) === mark);
}

function wordsOf({ turn, deps, t }: BotContext, { costs }: Sight) {
  return { t, timezone: turn.profile()?.timezone ?? deps.config.timezone, showsCosts: costs };
}

function readQuestion(ctx: BotContext, rest: string): Question | "hidden" | undefined {
  if (rest === "") return readReply(ctx);
  const mention = mentionIn(ctx.message);
  return mention === undefined ? parseQuestion(rest) : { by: "person", personId: mention.user.id };
}

function readReply(ctx: BotContext): Question | "hidden" | undefined {
  const author = authorRepliedTo(ctx);
  return author === "hidden" || author === undefined ? author : { by: "person", personId: author.id };
}
