import type { Context } from "hono";
import { readSecrets } from "#platform/config.ts";
import { createDeps, type Deps, type HttpEnv } from "#platform/deps.ts";
import { nameOf, type Subject } from "#platform/object-name.ts";
import { isOneOf } from "#platform/secret.ts";
import type { Delivery } from "#platform/sessions.ts";
import { isFromTelegram } from "#platform/telegram/addresses.ts";
import { ownerOf } from "#platform/telegram/owner-of.ts";
import { parseUpdate } from "#platform/telegram/update.ts";
import { kindOf } from "#platform/telegram/update-kind.ts";

const MAX_BYTES = 1024 * 1024;

/**
 * Takes one update from Telegram and answers as soon as it is stored. Nothing is woken before the secret is right; what is
 * authentic is answered 200 unless it could not be stored, so that one bad update never holds back the others.
 */
export async function webhook(c: Context<HttpEnv>): Promise<Response> {
  const presented = c.req.header("x-telegram-bot-api-secret-token") ?? "";
  if (!(await isOneOf(presented, readSecrets(c.env).webhook))) return c.body(null, 401);
  const assembled = createDeps(c.env);
  if (!assembled.ok) return later(c, 60);
  const deps = assembled.value;
  if (deps.config.telegramIpsOnly && !isFromTelegram(c.req.header("cf-connecting-ip"))) return c.body(null, 403);

  const body = await readAtMost(c.req.raw, MAX_BYTES);
  const update = body === undefined ? undefined : parseUpdate(body);
  const owner = update === undefined ? undefined : ownerOf(update);
  if (body === undefined || update === undefined || owner === undefined) {
    deps.count("update.refused", body === undefined ? "too large" : update === undefined ? "malformed" : "not ours");
    return c.body(null, 200);
  }
  const delivery = { key: `t:${update.update_id}`, kind: kindOf(update), body };
  return (await store(deps, owner, delivery)) ? c.body(null, 200) : later(c, 1);
}

/** Twice at the object, then at the queue, which tries again on its own. */
async function store(deps: Deps, owner: Subject, delivery: Delivery): Promise<boolean> {
  for (let attempt = 1; attempt <= 2; attempt++) {
    try {
      // After a failure an object must be reached through a new stub.
      await deps.sessions.of(owner).accept(delivery);
      return true;
    } catch (error) {
      deps.log.warn("webhook.update.unstored", { key: delivery.key, kind: delivery.kind, attempt, error });
    }
  }
  try {
    await deps.queue.send({ type: "delivery", to: nameOf(owner), delivery });
    return true;
  } catch (error) {
    deps.log.error("webhook.update.refused", { key: delivery.key, kind: delivery.kind, error });
    return false;
  }
}

function later(c: Context<HttpEnv>, seconds: number): Response {
  return c.body(null, 503, { "retry-after": String(seconds) });
}

/**
 * The body as text; undefined when it is longer than `maxBytes`, whatever its header says. HTTP itself holds a body to the length
 * that its header gives, so one that promises to be short is read whole, which is quicker; any other is counted as it comes.
 */
async function readAtMost(request: Request, maxBytes: number): Promise<string | undefined> {
  const promised = request.headers.get("content-length");
  if (promised !== null && Number(promised) <= maxBytes) {
    const body = await request.arrayBuffer();
    return body.byteLength > maxBytes ? undefined : new TextDecoder().decode(body);
  }
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = "";
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return undefined;
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
