import { Hono, type Context } from "hono";
import * as z from "zod";
import type { HttpEnv } from "../deps.ts";
import { deliverEvents } from "../event-delivery.ts";
import { parseJson } from "../json.ts";
import { findColleague, listColleagues } from "./colleagues.ts";
import { sendAgain } from "./deliveries.ts";
import { selectWritten, type WrittenEvent } from "../events.ts";
import { HOLDINGS, holdingAction, SEND_AGAIN, stepsOfStaff, type CardAction, type CardKind } from "./kind.ts";
import { CLAIM_MS, lastDelivery, wordsOnCard } from "./rules.ts";
import { takeStep, type Holding } from "./steps.ts";
import { findCardFile, type Card, type CardFile } from "./store.ts";

const LONGEST_TEXT = 1_000;
const body = z.strictObject({
  text: z.string().trim().min(1).max(LONGEST_TEXT).optional(),
  rev: z.int().optional(),
  person: z.int().positive().optional(),
});
type Body = z.infer<typeof body>;
/** `noun` is what the answers call it. */
type Known = { noun: "card" | "request"; file: CardFile; kind: CardKind };

const admin = { type: "admin" } as const;

/** Cards one by one: what staff see of them, and everything that staff may do to them. Those of kinds that `isOurs` does not know are none. */
export function cardRoutes(noun: Known["noun"], isOurs: (kind: string, kinds: HttpEnv["Variables"]["kinds"]) => boolean) {
  const find = async (c: Context<HttpEnv>): Promise<Known | undefined> => {
    const file = await findCardFile(c.var.deps.db, Number(c.req.param("id")));
    const kind = file === undefined || !isOurs(file.card.kind, c.var.kinds) ? undefined : c.var.kinds.cardKind(file.card.kind);
    return file === undefined || kind === undefined ? undefined : { noun, file, kind };
  };
  return new Hono<HttpEnv>()
    .get("/:id{[0-9]+}", async (c) => {
      const known = await find(c);
      return known === undefined ? notFound(c, noun) : c.json(fileToJson(known.file));
    })
    .post("/:id{[0-9]+}/:action", async (c) => {
      const known = await find(c);
      if (known === undefined) return notFound(c, noun);
      const parsed = body.safeParse(readBody(await c.req.text()));
      if (!parsed.success)
        return refuse(
          c,
          `send {"text": "…"} of at most ${LONGEST_TEXT} characters, {"rev": …} to change a decision, {"person": …} to hand over`,
        );
      return act(c, known, parsed.data);
    });
}

/** What staff do in the chat: the same step, in the name of the administration. */
async function act(c: Context<HttpEnv>, known: Known, said: Body): Promise<Response> {
  const name = c.req.param("action") ?? "";
  const steps = stepsOfStaff(known.kind);
  const action = steps.find((step) => step.name === name);
  if (action !== undefined) return decide(c, known, action, said);
  if (name === SEND_AGAIN) return tellAgain(c, known);
  const held = HOLDINGS.find((each) => each === name);
  if (held !== undefined) return hold(c, known, { name: held, person: said.person });
  const names = [...steps.map((step) => step.name), ...HOLDINGS, SEND_AGAIN];
  return c.json({ error: `one of ${names.join(", ")} is expected` }, 404);
}

/** Only who names the state that they have seen changes a decision: the first one counts here as well. */
async function decide(c: Context<HttpEnv>, known: Known, action: CardAction, { text: typed, rev: seenRev }: Body): Promise<Response> {
  const { input } = action;
  const text = typed === undefined || input?.parse === undefined ? typed : input.parse(typed);
  if (input?.isRequired === true && text === undefined) return refuse(c, `${action.name} needs what it asks for: send {"text": "…"}`);
  return take(c, known, action, { text, seenRev });
}

/** A card is claimed or handed over in the name of somebody who holds its role. */
async function hold(c: Context<HttpEnv>, known: Known, { name, person }: { name: (typeof HOLDINGS)[number]; person: number | undefined }) {
  const { kind, file } = known;
  if (name === "release") return take(c, known, holdingAction(kind, name), { holding: "nobody" });
  const colleagues = person === undefined ? [] : await listColleagues(c.var.deps, { role: kind.role, without: [file.card.personId] });
  const colleague = findColleague(colleagues, String(person));
  if (colleague === undefined) return refuse(c, `send {"person": <id>} of somebody who is ${kind.role}, and whose own work it is not`);
  const until = new Date(c.var.now.getTime() + CLAIM_MS);
  const holding = { holderId: colleague.personId, holderName: colleague.name, until };
  return take(c, known, holdingAction(kind, name), { holding });
}

type Step = { text?: string | undefined; seenRev?: number | undefined; holding?: Holding };

async function take(c: Context<HttpEnv>, { noun, file, kind }: Known, action: CardAction, step: Step): Promise<Response> {
  const { deps, now } = c.var;
  const key = keyOf();
  const result = await takeStep(deps, { file, kind, action, key, at: now, hops: 0, actor: admin, ...step });
  if (result.type === "refused") return c.json({ error: `the ${noun} does not allow it now`, [noun]: fileToJson(result.file) }, 409);
  // Among them is what only the write knew: who had taken the card.
  return deliver(c, result.file, await selectWritten(deps.db, key));
}

async function tellAgain(c: Context<HttpEnv>, { noun, file }: Known): Promise<Response> {
  const { deps, now } = c.var;
  const step = lastDelivery(file);
  if (step?.delivery !== "blocked" && step?.delivery !== "failed")
    return c.json({ error: "nothing was lost on its way", [noun]: fileToJson(file) }, 409);
  const events = await sendAgain(deps.db, file, { step, actor: admin, key: keyOf(), at: now, hops: 0, may: undefined });
  return deliver(c, (await findCardFile(deps.db, file.card.cardId)) ?? file, events);
}

async function deliver(c: Context<HttpEnv>, file: CardFile, events: Pick<WrittenEvent, "eventId">[]): Promise<Response> {
  await deliverEvents(
    c.var.deps,
    events.map(({ eventId }) => eventId),
  );
  return c.json(fileToJson(file));
}

function keyOf(): string {
  return `card:${crypto.randomUUID()}`;
}

function readBody(written: string): unknown {
  return written === "" ? {} : parseJson(written);
}

function refuse(c: Context<HttpEnv>, error: string): Response {
  return c.json({ error }, 400);
}

function notFound(c: Context<HttpEnv>, noun: string): Response {
  return c.json({ error: `there is no such ${noun}` }, 404);
}

/** `rev` is that of its present state. */
export function cardToJson({ cardId, kind, status, personId, personName, openedAt, changedAt, holderName, claimUntil, movedRev }: Card) {
  const holder = holderName === null || claimUntil === null ? null : { name: holderName, until: claimUntil.toISOString() };
  const times = { openedAt: openedAt.toISOString(), changedAt: changedAt.toISOString() };
  return { id: cardId, kind, status, rev: movedRev, person: personId, name: personName, ...times, holder };
}

function fileToJson(file: CardFile) {
  const history = file.steps.map(({ action, actor, actorName, text, at, delivery, attachments }) => ({
    action,
    actor,
    name: actorName,
    text,
    at: at.toISOString(),
    delivery,
    attachments,
  }));
  return { ...cardToJson(file.card), text: wordsOnCard(file), history };
}
