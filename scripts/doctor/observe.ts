import * as z from "zod";
import { webhookInfo } from "../setup/webhook-info.ts";

export type Place = {
  /** One of `wrangler.toml`; without one, production. */
  environment?: string;
  publicUrl: string;
  adminToken: string;
  /** Undefined where only the Worker is asked. */
  botToken: string | undefined;
  telegramRoot: string;
  /** The groups that the configuration names, by variable. */
  chatIds: Readonly<Record<string, string>>;
};
export type Tools = { fetch: typeof fetch; now: () => number };

/** What came back: nothing at all, or a status with JSON (undefined where it was none). `aheadMs` is how far that clock is ahead of ours. */
export type Answer = { status: number; body: unknown; aheadMs: number | undefined } | undefined;

const me = z.object({
  id: z.int(),
  username: z.string(),
  can_join_groups: z.boolean().default(true),
  can_read_all_group_messages: z.boolean().default(false),
});

export type Bot = z.infer<typeof me>;
export type Webhook = z.infer<typeof webhookInfo>;
/** `status` is the bot's own in that group; `instead` the id under which there is such a group. */
export type Group = { variable: string; chatId: string; title?: string; status?: string; instead?: string; refusal?: string };

export type Observations = {
  health: Answer;
  ready: Answer;
  /** As the Worker sees it, with its own token. */
  webhook: Webhook | undefined;
  switches: Answer;
  /** With the token that was given here: `refusal` in Telegram's words. */
  telegram: {
    isAsked: boolean;
    bot: Bot | undefined;
    webhook: Webhook | undefined;
    refusal: string | undefined;
    aheadMs: number | undefined;
  };
  groups: Group[];
};

/** Asks the Worker and Telegram, and changes nothing at either. */
export async function observe(place: Place, tools: Tools): Promise<Observations> {
  const admin = { authorization: `Bearer ${place.adminToken}` };
  const ask = (path: string, headers: Record<string, string> = {}) => get(`${place.publicUrl}${path}`, headers, tools);
  const [health, ready, webhook, switches] = await Promise.all([
    ask("/health"),
    ask("/ready", admin),
    ask("/admin/webhook", admin),
    ask("/admin/switches", admin),
  ]);
  const telegram = await observeTelegram(place, tools);
  return {
    health,
    ready,
    webhook: z.object({ result: webhookInfo }).safeParse(webhook?.body).data?.result,
    switches,
    telegram,
    groups: telegram.bot === undefined ? [] : await observeGroups(place, telegram.bot, tools),
  };
}

async function observeTelegram(place: Place, tools: Tools): Promise<Observations["telegram"]> {
  if (place.botToken === undefined) return { isAsked: false, bot: undefined, webhook: undefined, refusal: undefined, aheadMs: undefined };
  const [who, webhook] = await Promise.all([call(place, "getMe", {}, tools), call(place, "getWebhookInfo", {}, tools)]);
  return {
    isAsked: true,
    bot: me.safeParse(who.result).data,
    webhook: webhookInfo.safeParse(webhook.result).data,
    refusal: who.refusal,
    aheadMs: who.aheadMs,
  };
}

async function observeGroups(place: Place, bot: Bot, tools: Tools): Promise<Group[]> {
  const named = Object.entries(place.chatIds).filter(([, chatId]) => chatId !== "");
  return Promise.all(named.map(([variable, chatId]) => observeGroup({ variable, chatId }, { place, bot, tools })));
}

type Asking = { place: Place; bot: Bot; tools: Tools };

const chat = z.object({ title: z.string().default("") });

async function observeGroup(group: { variable: string; chatId: string }, { place, bot, tools }: Asking): Promise<Group> {
  const found = await call(place, "getChat", { chat_id: group.chatId }, tools);
  const title = chat.safeParse(found.result).data?.title;
  if (title === undefined) return { ...group, refusal: found.refusal ?? "no answer", ...(await findInstead(group.chatId, place, tools)) };
  const member = await call(place, "getChatMember", { chat_id: group.chatId, user_id: String(bot.id) }, tools);
  const status = z.object({ status: z.string() }).safeParse(member.result).data?.status ?? "unknown";
  return { ...group, title, status };
}

/** Telegram's apps show the number of a supergroup without the -100 that the Bot API puts before it. */
async function findInstead(chatId: string, place: Place, tools: Tools): Promise<{ instead?: string }> {
  const instead = `-100${chatId.replace(/^-/, "")}`;
  const found = await call(place, "getChat", { chat_id: instead }, tools);
  return chat.safeParse(found.result).success ? { instead } : {};
}

const telegramAnswer = z.object({ ok: z.boolean(), result: z.unknown().optional(), description: z.string().optional() });

type Called = { result?: unknown; refusal: string | undefined; aheadMs: number | undefined };

async function call({ telegramRoot, botToken }: Place, method: string, query: Record<string, string>, tools: Tools): Promise<Called> {
  const answer = await get(`${telegramRoot}/bot${botToken}/${method}?${new URLSearchParams(query)}`, {}, tools);
  const body = telegramAnswer.safeParse(answer?.body).data;
  if (body?.ok === true) return { result: body.result, refusal: undefined, aheadMs: answer?.aheadMs };
  return { refusal: answer === undefined ? "no answer" : (body?.description ?? `status ${answer.status}`), aheadMs: answer?.aheadMs };
}

async function get(url: string, headers: Record<string, string>, { fetch, now }: Tools): Promise<Answer> {
  const before = now();
  const response = await fetch(url, { headers, redirect: "manual" }).catch(() => undefined);
  if (response === undefined) return undefined;
  const date = Date.parse(response.headers.get("date") ?? "");
  const aheadMs = Number.isNaN(date) ? undefined : date - (before + now()) / 2;
  return { status: response.status, body: await response.json().catch(() => undefined), aheadMs };
}
