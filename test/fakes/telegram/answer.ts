import { act, type Outcome } from "./acts.ts";
import type { ApiCall } from "./contract.ts";
import { connectionLost, refusalOf, takeFailure, wait } from "./failures.ts";
import { judge } from "./judge.ts";
import { methodNamed, methodTable } from "./method-table.ts";
import { decodePayload, type Payload, readPayload } from "./payload.ts";
import { badRequest, refusals } from "./refusals.ts";
import { announce, type World } from "./world.ts";

/** Answers one request as the Bot API server would; rejects where the connection would break. */
export async function answer(world: World, request: Request): Promise<Response> {
  const path = new URL(request.url).pathname.match(/(\/file)?\/bot([^/]+)\/(.+)$/);
  if (!path) return respond(refusals.notFound);
  const [, file, token = "", rest = ""] = path;
  if (decodeURIComponent(token) !== world.options.token) return respond(refusals.unauthorized);
  return file ? answerFile(world, decodeURIComponent(rest)) : answerCall(world, request, methodNamed(rest) ?? rest);
}

function answerFile(world: World, path: string): Response {
  const file = [...world.files.values()].find((stored) => stored.path === path);
  return file ? new Response(file.content, { headers: { "content-type": file.contentType } }) : respond(refusals.notFound);
}

/** After the body is read and a slow failure has waited, nothing awaits: each call is carried out in one piece, as it is at Telegram. */
async function answerCall(world: World, request: Request, method: string): Promise<Response> {
  const raw = await readPayload(request);
  const payload = decodePayload(raw ?? {}, methodTable.methods[method]?.params ?? {});
  const failure = takeFailure(world.failures, method, payload);
  if (failure?.kind === "slow") await wait(failure.ms);
  if (failure?.kind === "reset" || failure?.kind === "garbage") return answerNothing(world, { method, payload, failure: failure.kind });
  const outcome =
    (failure && refusalOf(failure)) ?? (raw ? carryOut(world, method, payload) : badRequest("can't parse the body of the request"));
  const status = "errorCode" in outcome ? outcome.errorCode : 200;
  log(world, { method, payload, status, ...("errorCode" in outcome ? { refusal: outcome.description } : {}) });
  if (failure?.kind === "lost-answer") throw connectionLost();
  return failure?.kind === "half-body" ? cutInHalf(respond(outcome)) : respond(outcome);
}

const carryOut = (world: World, method: string, payload: Payload): Outcome => judge(method, payload) ?? act(world, method, payload);

/** The call never reached Telegram. */
function answerNothing(
  world: World,
  { method, payload, failure }: { method: string; payload: Payload; failure: "reset" | "garbage" },
): Response {
  log(world, { method, payload, status: failure === "reset" ? 0 : 200 });
  if (failure === "reset") throw connectionLost();
  return new Response("<html><body>Please sign in to the network</body></html>", { headers: { "content-type": "text/html" } });
}

function log(world: World, call: Omit<ApiCall, "number" | "at">): void {
  const logged = { number: (world.calls.at(-1)?.number ?? 0) + 1, at: world.options.now(), ...call };
  world.calls.push(logged);
  announce(world, { kind: "call", call: logged });
}

function respond(outcome: Outcome): Response {
  if (!("errorCode" in outcome)) return Response.json({ ok: true, ...outcome });
  const { errorCode, description, parameters } = outcome;
  const headers = parameters?.retry_after === undefined ? {} : { "retry-after": String(parameters.retry_after) };
  return Response.json(
    { ok: false, error_code: errorCode, description, ...(parameters ? { parameters } : {}) },
    { status: errorCode, headers },
  );
}

async function cutInHalf(response: Response): Promise<Response> {
  const text = await response.text();
  return new Response(text.slice(0, Math.ceil(text.length / 2)), { headers: { "content-type": "application/json" } });
}
