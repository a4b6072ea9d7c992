import { setTimeout as sleep } from "node:timers/promises";
import { createModel } from "#fakes/model.ts";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { between, type Draw } from "./draws.ts";
import type { Tripwire } from "./tripwire.ts";

/** What a learner writes to the tutor holds such a mark, and the tutor's answer repeats it: so each answer is known by its words. */
export const MARK = /Satz \d+-\d+/g;

type Asked = { url: string; method: string; headers: Iterable<[string, string]>; text: () => Promise<string> };

/** The services, and the marks of what the model was asked to answer. */
export type Outside = { fetch: (asked: Asked) => Promise<Response>; marksAsked: string[] };

/** Telegram and the model as far away as they are in life, so that calls are under way when the Worker dies. */
export function createOutside({ telegram, tripwire, draw }: { telegram: FakeTelegram; tripwire: Tripwire; draw: Draw }): Outside {
  const carriedOut = new Set<string>();
  const marksAsked: string[] = [];

  const askTelegram = async (request: Request, body: string): Promise<Response> => {
    const isEdit = request.url.endsWith("/editMessageText");
    const [mark] = body.match(MARK) ?? [];
    await sleep(between(draw, 0, 20));
    // Lost with its sender: it never comes to be carried out. Not the second try of an earlier kill, which was carried out once.
    if (mark !== undefined && !carriedOut.has(mark) && tripwire.touch("answer arrives", mark)) return new Response(null, { status: 502 });
    const response = await telegram.fetch(request);
    if (mark !== undefined) {
      carriedOut.add(mark);
      tripwire.touch("answer carried out", mark);
    } else if (isEdit) tripwire.touch("edit carried out", body);
    await sleep(between(draw, 0, 40));
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
  return { fetch, marksAsked };
}
