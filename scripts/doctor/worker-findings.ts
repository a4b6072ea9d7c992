import * as z from "zod";
import { broken, note, type Finding } from "./finding.ts";
import type { Observations } from "./observe.ts";

const health = z.object({ status: z.string(), version: z.string(), database: z.string() });
const problem = z.object({ variable: z.string(), problem: z.string() });
const check = z.looseObject({ status: z.string(), problem: z.string().optional() });
const readiness = z.object({ configuration: z.array(problem).default([]), checks: z.record(z.string(), check).default({}) });

/** What the Worker itself says of its parts, and what its silence means. */
export function judgeWorker(seen: Observations): Finding[] {
  const door = judgeDoor(seen);
  if (door !== undefined) return [door];
  const report = readiness.safeParse(seen.ready?.body).data ?? { configuration: [], checks: {} };
  return [
    ...judgeHealth(seen),
    ...report.configuration.map(judgeVariable),
    ...Object.entries(report.checks).flatMap(([name, part]) => (part.status === "ok" ? [] : judgePart(name, part))),
    ...judgeSwitches(seen),
  ];
}

/** Whether anything else can be asked at all. */
function judgeDoor({ health: alive, ready }: Observations): Finding | undefined {
  if (alive === undefined)
    return broken(
      "Nothing answers at PUBLIC_URL",
      "the address is wrong, or the Worker was never deployed",
      "npm run deploy, which prints the address",
    );
  if (alive.status === 429)
    return broken(
      "Cloudflare answers 429 in place of the Worker",
      "the account has used up its requests of the day; Workers Free ends at 100,000 and begins anew at midnight UTC",
      "wait, or choose Workers Paid in the dashboard",
    );
  if (!health.safeParse(alive.body).success)
    return broken(
      `PUBLIC_URL is no Stoa: /health answered ${alive.status}`,
      "another Worker or page lives there",
      "set PUBLIC_URL to what npm run deploy prints",
    );
  if (ready?.status === 401)
    return broken("The Worker refuses this ADMIN_TOKEN", "it has another one, or none", "npx wrangler secret put ADMIN_TOKEN");
  return undefined;
}

function judgeHealth({ health: alive }: Observations): Finding[] {
  if (health.safeParse(alive?.body).data?.status === "ok") return [];
  return [
    broken(
      "The database does not answer",
      "D1 is down or overloaded, or the binding DB has no database; what people write is kept meanwhile",
      "npx wrangler d1 info stoa, and https://www.cloudflarestatus.com",
    ),
  ];
}

const SECRETS = /^(BOT_TOKEN|WEBHOOK_SECRET|WEBHOOK_SECRET_NEXT|ADMIN_TOKEN|OPENROUTER_API_KEY|AI_API_KEY)$/;

function judgeVariable({ variable, problem: words }: z.infer<typeof problem>): Finding {
  const seen = `${variable} ${words}`;
  if (variable === "BOT_INFO") return broken(seen, "the Worker does not know which bot it is", "npm run setup");
  if (variable.endsWith("_API_KEY"))
    return broken(
      seen,
      "without a key the provider refuses every call, so whoever learns gets no answer",
      `npx wrangler secret put ${variable}`,
    );
  if (SECRETS.test(variable)) return broken(seen, "the Worker serves nobody without it", `npx wrangler secret put ${variable}`);
  if (variable.endsWith("_CHAT_ID"))
    return broken(
      seen,
      "the numbers of groups are below zero, those of supergroups begin with -100; staff who let the bot into a group are told its number",
      `mend ${variable} in wrangler.toml, then npm run deploy`,
    );
  return broken(seen, "what depends on it is off or wrong", `mend ${variable} in wrangler.toml, then npm run deploy`);
}

type Part = z.infer<typeof check>;

const PARTS: Record<string, { why: string; cure: string }> = {
  object: {
    why: "objects do not keep what is written, so updates are refused and Telegram repeats them",
    cure: "npx wrangler tail, and https://www.cloudflarestatus.com",
  },
  events: {
    why: "what one person's or group's object must learn of another has waited for more than five minutes",
    cure: "npx wrangler tail --search events, and look at the part cron",
  },
  queue: { why: "long work and updates that an object did not take wait there", cure: "npx wrangler queues info stoa-jobs" },
  deadLetters: {
    why: "they failed at every try; nothing is lost before somebody decides",
    cure: 'curl -H "Authorization: Bearer $ADMIN_TOKEN" $PUBLIC_URL/admin/dead-letters, then POST …/<id>/replay',
  },
  cron: {
    why: "what is due by the clock is not done; after a first deployment it takes some minutes",
    cure: "npx wrangler triggers deploy",
  },
};

function judgePart(name: string, part: Part): Finding[] {
  const words = part.problem ?? "is not as it should be";
  if (name === "database") return [judgeDatabase(words, part["missing"])];
  // Told of in more words by what Telegram itself says.
  if (name === "telegram") return judgeToken(words);
  const known = PARTS[name] ?? { why: "the Worker says so in /ready", cure: "npx wrangler tail" };
  return [broken(`${name}: ${words}`, known.why, known.cure)];
}

function judgeDatabase(words: string, missing: unknown): Finding {
  const names = z.array(z.string()).safeParse(missing).data;
  if (names === undefined)
    return broken(`database: ${words}`, "it answers /health but not this question: it has no tables yet", "npm run deploy");
  return broken(
    `Migrations are missing: ${names.join(", ")}`,
    "the code was uploaded past npm run deploy, or a migration failed",
    "npm run deploy",
  );
}

function judgeToken(words: string): Finding[] {
  if (/unauthorized|not found/i.test(words))
    return [
      broken(
        "Telegram does not know the Worker's BOT_TOKEN",
        "it was revoked at BotFather, or another was put",
        "npx wrangler secret put BOT_TOKEN with the token of BotFather, then npm run setup",
      ),
    ];
  if (/does not answer/.test(words))
    return [
      broken(
        "The Worker does not reach Telegram",
        "Telegram is down, or TELEGRAM_API_ROOT is wrong",
        "wait; npx wrangler tail shows each try",
      ),
    ];
  return [];
}

const switches = z.object({ ai: z.string(), why: z.string().optional() });

function judgeSwitches({ switches: answer }: Observations): Finding[] {
  const found = switches.safeParse(answer?.body).data;
  if (found === undefined || found.ai === "on") return [];
  return [
    note(
      `Models are switched off${found.why === undefined ? "" : `: ${found.why}`}`,
      "somebody has done so; whoever learns is told that the tutor is away",
      `curl -X POST -H "Authorization: Bearer $ADMIN_TOKEN" $PUBLIC_URL/admin/switches -d '{"ai": "on"}'`,
    ),
  ];
}
