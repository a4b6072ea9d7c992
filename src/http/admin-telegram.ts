import { Hono, type Context } from "hono";
import { auditAtTelegram } from "./admin-audit.ts";
import * as z from "zod";
import { listCommandMenus } from "#src/dispatch/command-menus.ts";
import { chooseFeatures } from "#features/index.ts";
import type { HttpEnv } from "#platform/deps.ts";
import { parseJson } from "#platform/json.ts";
import { listGivenRoles } from "#platform/role.ts";
import type { Call } from "#platform/telegram/view.ts";
import { ALLOWED_UPDATES } from "#platform/telegram/update.ts";

const WEBHOOK_PATH = "/telegram/webhook";
const MAX_CONNECTIONS = 100;

const address = z.object({ url: z.url({ protocol: /^https$/ }).optional() });

/** The webhook at Telegram: what it is, set it to this Worker, remove it. */
export const webhookRoutes = new Hono<HttpEnv>()
  .use(auditAtTelegram)
  .get("/", (c) => relay(c, [{ method: "getWebhookInfo", payload: {} }]))
  .post("/", async (c) => {
    const { config } = c.var.deps;
    const body = await c.req.text();
    const parsed = address.safeParse(body === "" ? {} : parseJson(body));
    if (!parsed.success) return c.json({ error: 'the body must be empty or {"url": "https://…"}' }, 400);
    const root = parsed.data.url ?? config.publicUrl;
    if (root === "") return c.json({ error: 'PUBLIC_URL is not set; set it or send {"url": "https://…"}' }, 400);
    const url = new URL(WEBHOOK_PATH, root).href;
    const payload = {
      url,
      secret_token: config.webhookSecrets.at(-1),
      allowed_updates: [...ALLOWED_UPDATES],
      max_connections: MAX_CONNECTIONS,
    };
    return relay(c, [{ method: "setWebhook", payload }]);
  })
  .delete("/", (c) => relay(c, [{ method: "deleteWebhook", payload: { drop_pending_updates: false } }]));

/** `POST /admin/commands` writes the command menus of the enabled features, by scope and language. */
export const commandRoutes = new Hono<HttpEnv>().use(auditAtTelegram).post("/", async (c) => {
  const { config, db } = c.var.deps;
  const menus = listCommandMenus(chooseFeatures(config).enabled, config, await listGivenRoles(db));
  return relay(
    c,
    menus.map((payload) => ({ method: "setMyCommands", payload })),
  );
});

/** Owners and staff who have not started the bot have no chat to put a menu into yet; theirs is written when this is called again. */
function isAboutAbsentStaff(call: Call, description: string): boolean {
  return call.method === "setMyCommands" && /chat not found/.test(description);
}

/** Carries calls out one after another and tells Telegram's own words for the first that it refuses. */
async function relay(c: Context<HttpEnv>, calls: Call[]): Promise<Response> {
  const results: unknown[] = [];
  for (const call of calls) {
    const answer = await c.var.deps.telegram.call(call);
    if (answer.type === "unknown") return c.json({ error: `Telegram did not answer ${call.method}` }, 502);
    if (answer.type === "refused" && isAboutAbsentStaff(call, answer.description)) continue;
    if (answer.type === "refused") return c.json({ error: answer.description, method: call.method }, 502);
    results.push(answer.result);
  }
  return c.json({ ok: true, result: results.length === 1 ? results[0] : results });
}
