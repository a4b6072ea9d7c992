import { setTimeout as sleep } from "node:timers/promises";
import * as z from "zod";
import { nextMorning } from "./clock.ts";
import { contentOf } from "./posts.ts";
import type { ClockMove } from "./wire.ts";
import type { WorkerClient } from "./worker-client.ts";
import type { World } from "./world.ts";
import { reasonOf } from "./reason.ts";

type Deps = { world: World; worker: WorkerClient };

/** The Worker's objects hold the offset that they read for a quarter of a second. */
const CLOCK_IS_SEEN_MS = 400;

const personId = z.int();
const bodies = {
  say: z.object({ personId, text: z.string().min(1).max(4096) }),
  tap: z.object({ personId, messageId: z.int(), data: z.string().min(1).max(64) }),
  post: z.object({ personId, kind: z.enum(["sticker", "photo", "voice", "document", "contact", "location"]) }),
  stop: z.object({ personId }),
  block: z.object({ personId, blocked: z.boolean() }),
  person: z.object({ first_name: z.string().trim().min(1).max(64), language_code: z.string().min(2).max(10) }),
  clock: z.union([
    z.object({
      hours: z
        .number()
        .min(0)
        .max(24 * 366),
    }),
    z.object({
      minutes: z
        .number()
        .min(0)
        .max(60 * 24 * 366),
    }),
    z.object({ to: z.literal("next-morning") }),
  ]),
};

/** The page's own API under `/sim/`. What a person does goes to the fake Telegram, never straight to the Worker. */
export async function answerPage(request: Request, deps: Deps): Promise<Response> {
  const action = new URL(request.url).pathname.slice("/sim/".length);
  if (request.method === "GET") return answerGet(action, deps.world);
  if (request.method !== "POST") return refusal(405, "Only GET and POST");
  if (!request.headers.get("content-type")?.startsWith("application/json")) return refusal(415, "JSON only");
  try {
    return Response.json((await act(action, await request.json(), deps)) ?? {});
  } catch (error) {
    // Everything wrong here is a person's or a page's mistake that the page shows as it is.
    return refusal(400, error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error));
  }
}

function answerGet(action: string, world: World): Response {
  if (action === "state") return Response.json(world.state(), { headers: { "cache-control": "no-store" } });
  if (action === "events") return world.broadcast.stream();
  return refusal(404, "No such page");
}

async function act(action: string, body: unknown, { world, worker }: Deps): Promise<unknown> {
  const { telegram, cast } = world;
  switch (action) {
    case "say": {
      const { personId, text } = bodies.say.parse(body);
      return { messageId: (await telegram.say(personId, text)).message_id };
    }
    case "tap": {
      const { personId, messageId, data } = bodies.tap.parse(body);
      return { queryId: (await telegram.tap(personId, data, messageId)).id };
    }
    case "post": {
      const { personId, kind } = bodies.post.parse(body);
      return { messageId: (await telegram.post(personId, contentOf(kind, personId))).message_id };
    }
    case "stop": {
      const { personId } = bodies.stop.parse(body);
      return { updateId: (await telegram.stop(personId)).update_id };
    }
    case "block": {
      const { personId, blocked } = bodies.block.parse(body);
      return cast.setBlocked(personId, blocked);
    }
    case "person": {
      const person = bodies.person.parse(body);
      return cast.enter({ name: person.first_name, role: "new learner", languageCode: person.language_code });
    }
    case "clock":
      return moveClock(bodies.clock.parse(body), { world, worker });
    default:
      throw new Error(`No such action: ${action}`);
  }
}

/** The Worker first: a clock that only the fakes believe in would be worse than one that stands still. */
async function moveClock(move: ClockMove, { world, worker }: Deps): Promise<{ offsetMs: number }> {
  const { clock, broadcast, zone } = world;
  const offsetMs = clock.offsetMs() + forwardMs(move, clock.now(), zone);
  await worker.setClockOffset(offsetMs);
  clock.setOffset(offsetMs);
  broadcast.publish({ kind: "clock", offsetMs });
  await sleep(CLOCK_IS_SEEN_MS);
  await worker.runSchedules();
  return { offsetMs };
}

function forwardMs(move: ClockMove, now: number, zone: string): number {
  if ("hours" in move) return Math.round(move.hours * 3_600_000);
  if ("minutes" in move) return Math.round(move.minutes * 60_000);
  return nextMorning(now, zone) - now;
}

function refusal(status: number, message: string): Response {
  return Response.json({ error: message }, { status });
}
