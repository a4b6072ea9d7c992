import { setTimeout as sleep } from "node:timers/promises";
import { createModel } from "#fakes/model.ts";
import type { ApiCall, FakeTelegram } from "#fakes/telegram/contract.ts";
import { between, type Draw } from "./draws.ts";
import type { Tripwire } from "./tripwire.ts";

/** What a learner writes to the tutor holds such a mark, and the tutor's answer repeats it: so each answer is known by its words. */
export const MARK = /Satz \d+-\d+/g;

type Asked = { url: string; method: string; headers: Iterable<[string, string]>; text: () => Promise<string> };

/** A call that Telegram took, with the moments at which it came in and at which its answer went out. */
export type TimedCall = ApiCall & { askedAt: number; answeredAt: number };

/** The services, what Telegram was asked, and the marks of what the model was asked to answer. */
export type Outside = { fetch: (asked: Asked) => Promise<Response>; calls: TimedCall[]; marksAsked: string[] };

/** Telegram and the model as far away as they are in life, so that calls are under way when the Worker dies. */
export function createOutside({ telegram, tripwire, draw }: { telegram: FakeTelegram; tripwire: Tripwire; draw: Draw }): Outside {
  const carriedOut = new Set<string>();
  const calls: TimedCall[] = [];
  const marksAsked: string[] = [];

  // One at a time, so that the newest call is known to be this one.
  let before: Promise<unknown> = Promise.resolve();
  const carryOut = (request: Request, askedAt: number): Promise<{ response: Response; call: TimedCall }> => {
    const turn = before.then(async () => {
      const response = await telegram.fetch(request);
      const call = telegram.calls.at(-1);
      if (call === undefined) throw new Error(`Telegram does not know ${new URL(request.url).pathname}`);
      const timed = { ...call, askedAt, answeredAt: Infinity };
      calls.push(timed);
      return { response, call: timed };
    });
    before = turn;
    return turn;
  };

  const askTelegram = async (request: Request, body: string): Promise<Response> => {
    const askedAt = Date.now();
    const isEdit = request.url.endsWith("/editMessageText");
    // A draft of an answer is not the answer.
    const [mark] = request.url.endsWith("Draft") ? [] : (body.match(MARK) ?? []);
    await sleep(between(draw, 0, 20));
    // Lost with its sender: it never comes to be carried out. Not the second try of an earlier kill, which was carried out once.
    if (mark !== undefined && !carriedOut.has(mark) && tripwire.touch("answer arrives", mark)) return new Response(null, { status: 502 });
    const { response, call } = await carryOut(request, askedAt);
    if (mark !== undefined) {
      carriedOut.add(mark);
      tripwire.touch("answer carried out", mark);
    } else if (isEdit) tripwire.touch("edit carried out", body);
    await sleep(between(draw, 0, 40));
    call.answeredAt = Date.now();
    return response;
  };

  const askModel = async (request: Request, body: string): Promise<Response> => {
    const mark = body.match(MARK)?.at(-1);
    if (mark === undefined) return new Response("a question without a mark", { status: 400 });
    marksAsked.push(mark);
    const model = createModel({ now: Date.now });
    model.script([`${mark}: gut gesagt. Und weiter?`]);
    await sleep(between(draw, 100, 400));
    return model.fetch(request);
  };

  const fetch = async (asked: Asked): Promise<Response> => {
    const body = await asked.text();
    const { url, method, headers } = asked;
    const request = new Request(url, { method, headers: Object.fromEntries(headers), ...(body === "" ? {} : { body }) });
    const { host } = new URL(url);
    if (host === "api.telegram.org") return askTelegram(request, body);
    if (host === "model.test") return askModel(request, body);
    return new Response(`nobody lives at ${host}`, { status: 599 });
  };
  return { fetch, calls, marksAsked };
}
