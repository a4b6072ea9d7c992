import type { UserFromGetMe } from "grammy/types";
import * as z from "zod";
import { parseWorkingHours, type WorkingHours } from "./desk/working-hours.ts";
import { parseJson } from "./json.ts";
import { logLevels, type LogLevel } from "./log.ts";
import { parsePlans, type Offer } from "./plans.ts";
import { INTERFACE_LANGUAGES } from "./profile.ts";
import { accepted, refused, type Result } from "./result.ts";

const TELEGRAM_ROOT = "https://api.telegram.org";
const LOCATION_HINTS = ["wnam", "enam", "sam", "weur", "eeur", "apac", "oc", "afr", "me"] as const;
const PROVIDERS = ["workers-ai", "openrouter", "compatible"] as const;

/** `voice` is one that the model knows by name; only speech has it. */
export type ModelName = { provider: (typeof PROVIDERS)[number]; model: string; voice?: string };

const MODEL_VARIABLES = ["AI_CHAT", "AI_JUDGE", "AI_JUDGE_SECOND", "AI_TRANSCRIBE", "AI_SPEAK", "AI_EMBED"] as const;

/** What is wrong with the environment, by the variable's own name and never with its value. */
export type ConfigProblem = { variable: string; problem: string };

const text = (fallback = "") => z.string().trim().default(fallback);
const secret = z.string("is missing").trim().min(1, "is missing");
const url = (fallback: string) =>
  text(fallback)
    .pipe(z.string().regex(/^(https?:\/\/[^\s/]+(\/\S*)?)?$/, "must be a URL"))
    .transform(withoutSlash);
const wholeNumber = (fallback: number) =>
  text(String(fallback))
    .pipe(z.string().regex(/^[1-9]\d{0,5}$/, "must be a whole number above 0"))
    .transform(Number);
const days = () =>
  text("0")
    .pipe(z.string().regex(/^\d{1,4}$/, "must be a number of days"))
    .transform(Number);
const onOff = (fallback: "on" | "off") =>
  text(fallback)
    .pipe(z.enum(["on", "off"], "must be on or off"))
    .transform((value) => value === "on");
const chatId = () => text().transform(parseChatId);

const environment = z.object({
  BOT_TOKEN: secret,
  WEBHOOK_SECRET: secret.pipe(z.string().regex(/^[\w-]{1,256}$/, "must be 1 to 256 characters of A-Z, a-z, 0-9, _ and -")),
  WEBHOOK_SECRET_NEXT: text().pipe(z.string().regex(/^[\w-]{0,256}$/, "must be at most 256 characters of A-Z, a-z, 0-9, _ and -")),
  ADMIN_TOKEN: secret.pipe(z.string().min(16, "must have at least 16 characters")),
  BOT_INFO: z.string("is missing: run `npm run setup`").transform(parseBotInfo),
  OWNER_IDS: text().transform(parseIds),
  VERIFICATION_CHAT_ID: chatId(),
  ASSIGNMENT_CHAT_ID: chatId(),
  QUESTIONS_CHAT_ID: chatId(),
  SUPPORT_CHAT_ID: chatId(),
  REQUESTS_CHAT_ID: chatId(),
  ALERTS_CHAT_ID: chatId(),
  FEATURES: text("all"),
  ACADEMY_NAME: text("Stoa"),
  TIMEZONE: text("UTC").refine(isTimezone, "must be an IANA time zone such as Europe/Berlin"),
  WORKING_HOURS: text("mon-fri 09:00-18:00").transform(parseHours),
  STAFF_LANGUAGE: text("en").pipe(z.enum(INTERFACE_LANGUAGES, `must be one of ${INTERFACE_LANGUAGES.join(", ")}`)),
  TARGET_LANGUAGE: text("de").pipe(z.string().regex(/^[a-z]{2}$/, "must be a language code of two letters")),
  PUBLIC_URL: url(""),
  CONTACT: text(),
  LANDING_PAGE_URL: url(""),
  VERIFY_BY: text("self").pipe(z.enum(["self", "card"], "must be self or card")),
  PHONE_COUNTRY: text().pipe(z.string().regex(/^([A-Z]{2})?$/, "must be a country code of two capital letters, such as DE")),
  SUBSCRIPTION_PLANS: text().transform(parseOffer),
  TRIAL_DAYS: days(),
  GRACE_DAYS: days(),
  TIPS_AI: text("approve").pipe(z.enum(["approve", "auto", "off"], "must be approve, auto or off")),
  LOG_LEVEL: text("info").pipe(z.enum(logLevels as readonly [LogLevel, ...LogLevel[]], `must be one of ${logLevels.join(", ")}`)),
  ENVIRONMENT: text("production"),
  LOCATION_HINT: text("weur").pipe(z.enum(LOCATION_HINTS, `must be one of ${LOCATION_HINTS.join(", ")}`)),
  TELEGRAM_IPS: onOff("off"),
  RICH_MESSAGES: onOff("on"),
  FLOOD_UPDATES: wholeNumber(20),
  FLOOD_SECONDS: wholeNumber(10),
  TELEGRAM_COOLDOWN_SECONDS: wholeNumber(600),
  AI_COOLDOWN_SECONDS: wholeNumber(300),
  AI_CHAT: text().transform(parseModels),
  AI_JUDGE: text().transform(parseModels),
  AI_JUDGE_SECOND: text().transform(parseModels),
  AI_TRANSCRIBE: text().transform(parseModels),
  AI_SPEAK: text().transform(parseSpeakers),
  AI_EMBED: text().transform(parseModels),
  AI_PERSON_DAILY: wholeNumber(20),
  AI_FEATURE_DAILY: wholeNumber(500),
  AI_DAILY: wholeNumber(1000),
  OPENROUTER_API_KEY: text(),
  AI_API_KEY: text(),
  OPENROUTER_API_KEY_NEXT: text(),
  AI_API_KEY_NEXT: text(),
  TELEGRAM_API_ROOT: url(TELEGRAM_ROOT),
  OPENROUTER_BASE_URL: url("https://openrouter.ai/api/v1"),
  AI_BASE_URL: url(""),
});

export type Config = ReturnType<typeof toConfig>;

/** Reads the whole environment once; every missing or wrong variable is named, not only the first. */
export function readConfig(env: object): Result<Config, ConfigProblem[]> {
  const parsed = environment.safeParse(env);
  const problems = parsed.success ? connected(parsed.data) : parsed.error.issues.map(toProblem);
  return parsed.success && problems.length === 0 ? accepted(toConfig(parsed.data)) : refused(problems);
}

const secretsOnly = environment.pick({ WEBHOOK_SECRET: true, WEBHOOK_SECRET_NEXT: true, ADMIN_TOKEN: true });

/** The secrets that callers present, read as the configuration reads them; none where they are missing or malformed. */
export function readSecrets(env: object): { webhook: string[]; admin: string[] } {
  const { WEBHOOK_SECRET, WEBHOOK_SECRET_NEXT, ADMIN_TOKEN } = secretsOnly.shape;
  const read = (schema: z.ZodType<string>, name: string) => {
    const secret = schema.safeParse(Reflect.get(env, name)).data;
    return secret === undefined || secret === "" ? [] : [secret];
  };
  const current = read(WEBHOOK_SECRET, "WEBHOOK_SECRET");
  return {
    webhook: current.length === 0 ? [] : [...current, ...read(WEBHOOK_SECRET_NEXT, "WEBHOOK_SECRET_NEXT")],
    admin: read(ADMIN_TOKEN, "ADMIN_TOKEN"),
  };
}

type Environment = z.infer<typeof environment>;

function toConfig(env: Environment) {
  return {
    botToken: env.BOT_TOKEN,
    webhookSecrets: [env.WEBHOOK_SECRET, env.WEBHOOK_SECRET_NEXT].filter((value) => value !== ""),
    adminToken: env.ADMIN_TOKEN,
    botInfo: env.BOT_INFO,
    ownerIds: env.OWNER_IDS,
    /** The groups of the academy; each is undefined where none is named. `support` is that of the students. */
    chats: {
      verification: env.VERIFICATION_CHAT_ID,
      assignment: env.ASSIGNMENT_CHAT_ID,
      questions: env.QUESTIONS_CHAT_ID,
      support: env.SUPPORT_CHAT_ID,
      requests: env.REQUESTS_CHAT_ID,
      alerts: env.ALERTS_CHAT_ID,
    },
    features: env.FEATURES,
    academyName: env.ACADEMY_NAME,
    timezone: env.TIMEZONE,
    workingHours: env.WORKING_HOURS,
    /** In which groups are written to. */
    staffLanguage: env.STAFF_LANGUAGE,
    targetLanguage: env.TARGET_LANGUAGE,
    publicUrl: env.PUBLIC_URL,
    contact: env.CONTACT,
    /** Where verified students go on; empty where there is no such page. */
    landingPage: env.LANDING_PAGE_URL,
    verifyBy: env.VERIFY_BY,
    /** The country whose numbers are written without a country code; empty where there is none. */
    phoneCountry: env.PHONE_COUNTRY,
    /** What access costs; undefined where nobody has ever needed any. */
    offer: env.SUBSCRIPTION_PLANS,
    /** How long access lasts from registration on, and for how long what has ended is still open. */
    trialDays: env.TRIAL_DAYS,
    graceDays: env.GRACE_DAYS,
    tipsByModel: env.TIPS_AI,
    logLevel: env.LOG_LEVEL,
    environment: env.ENVIRONMENT,
    locationHint: env.LOCATION_HINT,
    telegramIpsOnly: env.TELEGRAM_IPS,
    richMessages: env.RICH_MESSAGES,
    floodLimit: { updates: env.FLOOD_UPDATES, windowMs: env.FLOOD_SECONDS * 1000 },
    /** How long Telegram is left alone where it gives no time, and a model that failed again and again. */
    cooldowns: { telegramMs: env.TELEGRAM_COOLDOWN_SECONDS * 1000, modelMs: env.AI_COOLDOWN_SECONDS * 1000 },
    models: {
      chat: env.AI_CHAT,
      judge: env.AI_JUDGE,
      judgeSecond: env.AI_JUDGE_SECOND,
      transcribe: env.AI_TRANSCRIBE,
      speak: env.AI_SPEAK,
      embed: env.AI_EMBED,
    },
    /** For each day. The variables are in US cents, this in millionths of a dollar. */
    budgets: { person: env.AI_PERSON_DAILY * 10_000, feature: env.AI_FEATURE_DAILY * 10_000, bot: env.AI_DAILY * 10_000 },
    ...keysOf(env),
    roots: { telegram: env.TELEGRAM_API_ROOT, openrouter: env.OPENROUTER_BASE_URL, compatible: env.AI_BASE_URL },
    /** Only where Telegram is a stand-in may the clock be moved. */
    isSimulated: new URL(env.TELEGRAM_API_ROOT).host !== new URL(TELEGRAM_ROOT).host,
  };
}

/** The providers' keys, and each again with its successor while it is replaced. */
function keysOf(env: Environment) {
  return {
    apiKeys: { openrouter: env.OPENROUTER_API_KEY, compatible: env.AI_API_KEY },
    nextKeys: [
      { key: env.OPENROUTER_API_KEY, next: env.OPENROUTER_API_KEY_NEXT },
      { key: env.AI_API_KEY, next: env.AI_API_KEY_NEXT },
    ],
  };
}

/** What one variable asks of another: a model provider needs its key and its root. */
function connected(env: Environment): ConfigProblem[] {
  const naming = (provider: ModelName["provider"]) =>
    MODEL_VARIABLES.filter((variable) => env[variable].some((name) => name.provider === provider)).join(", ");
  const problems: ConfigProblem[] = [];
  if (naming("openrouter") !== "" && env.OPENROUTER_API_KEY === "") {
    problems.push({ variable: "OPENROUTER_API_KEY", problem: `is missing, and ${naming("openrouter")} names an openrouter model` });
  }
  if (naming("compatible") !== "" && env.AI_BASE_URL === "") {
    problems.push({ variable: "AI_BASE_URL", problem: `is missing, and ${naming("compatible")} names a compatible model` });
  }
  if (new URL(env.TELEGRAM_API_ROOT).host === new URL(TELEGRAM_ROOT).host && !/^\d+:[\w-]{30,}$/.test(env.BOT_TOKEN)) {
    problems.push({ variable: "BOT_TOKEN", problem: "does not look like a token from BotFather (digits, a colon, letters)" });
  }
  return problems;
}

function toProblem(issue: z.core.$ZodIssue): ConfigProblem {
  return { variable: String(issue.path[0] ?? "?"), problem: issue.message };
}

const botInfo = z.looseObject({ id: z.int(), is_bot: z.literal(true), first_name: z.string(), username: z.string() });

function parseBotInfo(json: string, context: z.RefinementCtx): UserFromGetMe {
  const parsed = botInfo.safeParse(parseJson(json));
  if (parsed.success) return { ...NO_ABILITIES, ...parsed.data };
  context.addIssue(json.trim() === "" ? "is missing: run `npm run setup`" : "must be the JSON of getMe: run `npm run setup`");
  return z.NEVER;
}

const NO_ABILITIES = {
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
  has_topics_enabled: false,
  allows_users_to_create_topics: false,
  can_manage_bots: false,
  supports_join_request_queries: false,
};

function parseIds(list: string, context: z.RefinementCtx): number[] {
  const parts = splitList(list);
  if (parts.every((part) => /^\d{1,15}$/.test(part))) return parts.map(Number);
  context.addIssue("must be Telegram ids (digits), separated by commas");
  return z.NEVER;
}

function parseChatId(id: string, context: z.RefinementCtx): number | undefined {
  if (id === "") return undefined;
  if (/^-\d{1,16}$/.test(id)) return Number(id);
  context.addIssue("must be the id of a group: digits after a minus sign");
  return z.NEVER;
}

function parseHours(text: string, context: z.RefinementCtx): WorkingHours {
  const hours = parseWorkingHours(text);
  if (hours !== undefined) return hours;
  context.addIssue("must read like mon-fri 09:00-18:00, sat 10:00-14:00: one interval for each weekday, not over midnight");
  return z.NEVER;
}

function parseOffer(list: string, context: z.RefinementCtx): Offer | undefined {
  if (list === "") return undefined;
  const offer = parsePlans(list);
  if (offer !== undefined) return offer;
  context.addIssue('must read like "30d 250, monthly 200": days and Stars (monthly up to 10,000), each plan once; or ask, or free');
  return z.NEVER;
}

const modelName = z.object({ provider: z.enum(PROVIDERS), model: z.string().min(1), voice: z.exactOptional(z.string()) });

function parseModels(list: string, context: z.RefinementCtx): ModelName[] {
  return parseNames(list, "", context);
}

/** Of a model that speaks, the voice may stand behind it. */
function parseSpeakers(list: string, context: z.RefinementCtx): ModelName[] {
  return parseNames(
    list,
    " (or provider:model#voice, such as openrouter:openai/gpt-4o-mini-tts#alloy; without a voice it is alloy)",
    context,
  );
}

function parseNames(list: string, voiceHint: string, context: z.RefinementCtx): ModelName[] {
  const names = splitList(list).map((part) => {
    const [, provider, model, voice] = /^([^:]*):([^#]*)(?:#([\w.-]+))?$/.exec(part) ?? [];
    return { provider, model, ...(voice === undefined ? {} : { voice }) };
  });
  const parsed = z.array(modelName).safeParse(names);
  if (parsed.success && (voiceHint !== "" || names.every((name) => name.voice === undefined))) return parsed.data;
  context.addIssue(`must be provider:model${voiceHint}, separated by commas, with the providers ${PROVIDERS.join(", ")}`);
  return z.NEVER;
}

function splitList(list: string): string[] {
  return list
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, "");
}
