import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Actor } from "#platform/desk/actor.ts";
import { actionOf } from "#platform/desk/kind.ts";
import { takeStep } from "#platform/desk/steps.ts";
import { findCardFile, type CardFile } from "#platform/desk/store.ts";
import { getDeps } from "#platform/deps.ts";
import { aDeskOfWishes } from "#support/desk.ts";
import { settled } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, textOf } from "#support/person.ts";

// A card of the desk: its kind is the table of states and actions in `#support/desk.ts`, and everything else is the platform's.

const olga: Actor = { type: "person", personId: 900, name: "Olga" };
const otto: Actor = { type: "person", personId: 901, name: "Otto" };

async function aCard() {
  const lena = await aLearner();
  const desk = aDeskOfWishes();
  await desk.join(lena, desk.group);
  await lena.say("/wish more time");
  await settled(desk.group, lena.user.id);
  const [{ card_id: cardId } = { card_id: 0 }] = (
    await env.DB.prepare("select card_id from cards where person_id = ?").bind(lena.user.id).all<{ card_id: number }>()
  ).results;
  const at = new Date();
  const decide = async (name: string, actor: Actor, key: string) => {
    const action = actionOf(desk.kind, name);
    if (action === undefined) throw new Error(`a wish has no action ${name}`);
    return takeStep(getDeps(env), { kind: desk.kind, action, actor, key, at, hops: 0, file: await fileOf(cardId), text: "so" });
  };
  return { lena, cardId, decide, ...desk };
}

async function fileOf(cardId: number): Promise<CardFile> {
  const file = await findCardFile(getDeps(env).db, cardId);
  if (file === undefined) throw new Error("no such card");
  return file;
}

test("of two people who decide at the same moment one wins, and the other is told that it is decided", async () => {
  const { cardId, decide } = await aCard();
  const results = await Promise.all([decide("approve", olga, "a"), decide("reject", otto, "b")]);
  expect(new Set(results.map((result) => (result.type === "done" ? "done" : result.reason)))).toEqual(new Set(["done", "decided"]));
  const { card, steps } = await fileOf(cardId);
  expect(steps.map(({ action }) => action)).toEqual(["open", card.status === "approved" ? "approve" : "reject"]);
});

test("a step taken again with its key changes nothing and reports the same", async () => {
  const { cardId, decide } = await aCard();
  const first = await decide("approve", olga, "once");
  const before = await fileOf(cardId);
  const again = await decide("approve", olga, "once");
  expect(again.type).toBe("done");
  expect(again).toEqual(first.type === "done" ? { ...first, file: before } : undefined);
  expect(await fileOf(cardId)).toEqual(before);
  const audits = await env.DB.prepare("select count(*) as n from audit_log where audit_id = 'once'").first<number>("n");
  expect(audits).toBe(1);
});

test("a step that is repeated after a later one does not bring back what it made", async () => {
  const { cardId, decide } = await aCard();
  await decide("approve", olga, "early");
  const { card } = await fileOf(cardId);
  await env.DB.prepare("update cards set status = 'rejected', rev = rev + 1, moved_rev = rev + 1 where card_id = ?").bind(cardId).run();
  const again = await decide("approve", olga, "early");
  expect(again.type).toBe("done");
  expect((await fileOf(cardId)).card).toMatchObject({ status: "rejected", rev: card.rev + 1 });
});

test("several changes that come while the chat is busy are shown once, as the newest", async () => {
  const { lena, group, cardId, decide } = await aCard();
  const result = await decide("approve", olga, "decided");
  const edits = () => telegram.calls.filter(({ method, payload }) => method === "editMessageText" && payload.chat_id === group.chat.id);
  const before = edits().length;
  const body = JSON.stringify({ kind: "card.refresh", version: 1, data: { cardId } });
  const object = env.SESSIONS.getByName(`chat:${group.chat.id}`);
  await Promise.all(["one", "two", "three"].map((key) => object.accept({ key: `e:${key}`, kind: "event", body })));
  await settled(group, lena.user.id);
  expect(result.type).toBe("done");
  expect(edits()).toHaveLength(before + 1);
  expect(textOf(group.screen()[0])).toContain("Approved by Olga");
});
