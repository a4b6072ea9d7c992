import * as z from "zod";
import { broken, note, type Finding } from "./finding.ts";
import type { Bot, Group, Observations, Webhook } from "./observe.ts";

const MANY_PENDING = 100;
const RECENT_MS = 10 * 60_000;
const DAY_MS = 24 * 3_600_000;

/** What Telegram says of the bot, its webhook and its groups. */
export function judgeTelegram(seen: Observations, { publicUrl, now }: { publicUrl: string; now: number }): Finding[] {
  const { isAsked, bot, refusal } = seen.telegram;
  if (isAsked && bot === undefined) return [judgeRefusal(refusal ?? "no answer")];
  const webhook = seen.webhook ?? seen.telegram.webhook;
  return [
    ...judgeIdentity(seen),
    ...(webhook === undefined ? [] : [...judgeAddress(webhook, publicUrl), ...judgeBacklog(webhook), ...judgeLastError(webhook, now)]),
    ...(bot === undefined ? [] : judgeGroups(seen.groups, bot)),
  ];
}

function judgeRefusal(refusal: string): Finding {
  if (/unauthorized|not found/i.test(refusal))
    return broken(
      "Telegram does not know the BOT_TOKEN that was given here",
      "it is mistyped or was revoked",
      "/mybots at BotFather shows the right one",
    );
  return broken(`Telegram does not answer getMe: ${refusal}`, "this machine does not reach it, or Telegram is down", "try again later");
}

const identity = z.object({ checks: z.object({ telegram: z.object({ bot: z.string() }) }) });

/** The Worker's own bot, by BOT_INFO and by its webhook, beside the one whose token was given here. */
function judgeIdentity({ ready, webhook, telegram: { bot, webhook: own } }: Observations): Finding[] {
  if (bot === undefined) return [];
  const known = identity.safeParse(ready?.body).data?.checks.telegram.bot;
  const isOther = webhook !== undefined && own !== undefined && webhook.url !== own.url;
  if (isOther)
    return [
      broken(
        `The Worker runs another bot than @${bot.username}`,
        "its BOT_TOKEN is not the one that was given here",
        "npx wrangler secret put BOT_TOKEN, then npm run setup; or give the right token here",
      ),
    ];
  if (known === undefined || known === bot.username) return [];
  return [
    broken(
      `The Worker takes itself for @${known}, and its bot is @${bot.username}`,
      "the bot was renamed or its token replaced; commands that name the bot, as in groups, go unheard",
      "npm run setup",
    ),
  ];
}

function judgeAddress({ url, allowed_updates: kinds }: Webhook, publicUrl: string): Finding[] {
  // Telegram reaches no Worker on somebody's own machine: `npm run dev` brings it the updates.
  if (!publicUrl.startsWith("https://")) return [];
  const expected = `${publicUrl}/telegram/webhook`;
  if (url === "")
    return [
      broken(
        "The bot is silent: Telegram has no webhook for it",
        "setup never ran, or another program that polls with the same token, such as npm run dev -- --take-over, has removed it",
        "stop the other program, then npm run setup",
      ),
    ];
  if (url !== expected)
    return [
      broken(
        `The bot is silent here: Telegram sends its updates to ${url}`,
        "another installation has set the webhook of the same token, or this one has moved; one bot serves one of them",
        "npm run setup takes it back; the other needs a bot of its own from BotFather",
      ),
    ];
  if (kinds === undefined || ["message", "callback_query"].every((kind) => kinds.includes(kind))) return [];
  return [broken(`Telegram sends only ${kinds.join(", ")}`, "the webhook was set by something else than Stoa", "npm run setup")];
}

function judgeBacklog({ pending_update_count: pending }: Webhook): Finding[] {
  if (pending <= MANY_PENDING) return [];
  return [
    broken(
      `${pending} updates wait at Telegram`,
      "they come faster than they are taken, or are refused; Telegram keeps them for 24 hours",
      "npx wrangler tail shows whether they arrive; the last error, if there is one, says why not",
    ),
  ];
}

function judgeLastError({ last_error_date: seconds, last_error_message: words = "no reason given" }: Webhook, now: number): Finding[] {
  if (seconds === undefined) return [];
  const ageMs = now - seconds * 1000;
  if (ageMs > DAY_MS) return [];
  const { why, cure } = EXPLANATIONS.find(({ words: pattern }) => pattern.test(words)) ?? UNEXPLAINED;
  const seen = `Telegram could not deliver an update at ${new Date(seconds * 1000).toISOString()}: ${words}`;
  return [ageMs < RECENT_MS ? broken(seen, why, cure) : note(seen, why, cure)];
}

const UNEXPLAINED = { why: "the Worker answered what Telegram does not take", cure: "npx wrangler tail" };

const EXPLANATIONS = [
  {
    words: /\b401\b/,
    why: "WEBHOOK_SECRET is not the one that Telegram was given: the secret was replaced after the webhook was set",
    cure: "npm run setup",
  },
  {
    words: /\b403\b/,
    why: "TELEGRAM_IPS is on and the update came from elsewhere, or a firewall stands before the Worker",
    cure: 'TELEGRAM_IPS = "off" in wrangler.toml, then npm run deploy',
  },
  { words: /\b404\b/, why: "there is no Stoa at that address", cure: "npm run deploy, then npm run setup" },
  {
    words: /\b429\b/,
    why: "the account has used up its requests of the day",
    cure: "wait for midnight UTC, or choose Workers Paid in the dashboard",
  },
  {
    words: /\b30\d\b/,
    why: "the address redirects, which Telegram does not follow",
    cure: "set PUBLIC_URL to the address it redirects to, then npm run setup",
  },
  {
    words: /\b5\d\d\b/,
    why: "the Worker could not store the update, or its configuration is incomplete; Telegram repeats it",
    cure: "mend what else is named here; npx wrangler tail",
  },
  {
    words: /ssl|certificate/i,
    why: "the address has no certificate that Telegram accepts",
    cure: "use the workers.dev address or a domain at Cloudflare as PUBLIC_URL, then npm run setup",
  },
  {
    words: /resolve|timed? ?out|refused|reset/i,
    why: "Telegram does not reach the address",
    cure: "curl $PUBLIC_URL/health from elsewhere, then npm run setup",
  },
];

function judgeGroups(groups: readonly Group[], bot: Bot): Finding[] {
  const findings = groups.flatMap((group) => judgeGroup(group, bot));
  if (groups.length === 0 || bot.can_join_groups) return findings;
  return [
    ...findings,
    broken(`@${bot.username} may not join groups`, "BotFather has it switched off", "/setjoingroups at BotFather: Enable"),
  ];
}

function judgeGroup({ variable, chatId, title, status = "", instead, refusal }: Group, bot: Bot): Finding[] {
  if (instead !== undefined)
    return [
      broken(
        `${variable} is ${chatId}, and the group is ${instead}`,
        "Telegram's apps show the number of a supergroup without the -100 before it",
        `${variable} = "${instead}" in wrangler.toml, then npm run deploy`,
      ),
    ];
  if (title === undefined)
    return [
      broken(
        `${variable}: there is no chat ${chatId} for the bot (${refusal})`,
        "the number is wrong, or the bot was never let in; whoever is staff and lets it in is told the number",
        `add @${bot.username} to the group, mend ${variable} in wrangler.toml, then npm run deploy`,
      ),
    ];
  if (["left", "kicked"].includes(status))
    return [
      broken(
        `${variable}: the bot is not in “${title}”`,
        "it was removed, so that staff see nothing there",
        `add @${bot.username} to the group`,
      ),
    ];
  if (bot.can_read_all_group_messages || ["administrator", "creator"].includes(status)) return [];
  return [
    note(
      `Privacy mode is on, and in “${title}” the bot is no administrator`,
      "there it hears commands and replies to itself, and nothing else that is said",
      `make it an administrator; or /setprivacy at BotFather: Disable, then remove it from the group and add it again`,
    ),
  ];
}
