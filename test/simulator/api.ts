import * as z from "zod";
import { actions } from "./actions.ts";
import { serveFile } from "./files.ts";
import { writeFlowTest } from "./flow-test.ts";
import { reasonOf } from "./shared/reason.ts";
import { writeScenario } from "./scenarios/write.ts";
import { readState } from "./state.ts";
import { takeUpload } from "./uploads.ts";
import type { World } from "./world.ts";

/** The page's own API under `/sim/`. */
export async function answerPage(request: Request, world: World): Promise<Response> {
  const name = new URL(request.url).pathname.slice("/sim/".length);
  if (request.method === "GET") return answerGet(name, request, world);
  if (request.method !== "POST") return refusal(405, "Only GET and POST");
  if (name === "upload") return answered(() => takeUpload(request, world));
  if (!request.headers.get("content-type")?.startsWith("application/json")) return refusal(415, "JSON only");
  const act = actions.get(name);
  if (!act) return refusal(404, `No such action: ${name}`);
  return answered(async () => act(await request.json(), world));
}

async function answered(act: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json((await act()) ?? {});
  } catch (error) {
    // Everything wrong here is a person's or a page's mistake that the page shows as it is.
    return refusal(400, error instanceof z.ZodError ? z.prettifyError(error) : reasonOf(error));
  }
}

function answerGet(name: string, request: Request, world: World): Response | Promise<Response> {
  if (name === "file") return serveFile(request, world);
  if (name === "state") return Response.json(readState(world), { headers: { "cache-control": "no-store" } });
  if (name === "export") return exportConversation(request, world);
  if (name === "events") return world.broadcast.stream();
  return refusal(404, "No such page");
}

/** The conversation of one person with the bot, as a test or as a scenario. */
function exportConversation(request: Request, { cast, diary, crons }: World): Response {
  const { searchParams } = new URL(request.url);
  const personId = Number(searchParams.get("person"));
  const persona = cast.personas.find((each) => each.personId === personId);
  if (!persona) return refusal(404, "There is no such person");
  const entries = diary.of(personId);
  if (searchParams.get("as") === "scenario")
    return new Response(JSON.stringify(writeScenario({ persona, entries }), undefined, 2), JSON_FILE);
  return new Response(writeFlowTest({ persona, entries, crons }), { headers: { "content-type": "text/plain; charset=utf-8" } });
}

const JSON_FILE = { headers: { "content-type": "application/json" } };

function refusal(status: number, message: string): Response {
  return Response.json({ error: message }, { status });
}
