import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { chooseFeatures } from "#features/index.ts";
import { getDeps } from "#platform/deps.ts";
import { createBot } from "#src/bot.ts";
import { settled, type Group } from "./group.ts";
import { aLearner, anOwner, textOf, type Person } from "./person.ts";
import { theGroups } from "./roster.ts";

/** Two verifiers with their group, where a claim becomes a card. */
export async function aDeskOfClaims() {
  const [vera, otto] = [await anOwner(), await anOwner()];
  const { office, students } = theGroups([vera, otto]);
  const settle = (...people: Person[]) => allSettled(office, vera, ...people);
  return { vera, otto, office, students, settle, cardOf: (cardId: number) => textOf(office.messageWith(`#${cardId} Is this student`)) };
}

let nextNumber = 30_900_000;

/** Somebody who says that they are a new student of this name, and the card of it. */
export async function aClaim(
  name: string,
  { vera, office }: { vera: Person; office: Group },
): Promise<{ claimer: Person; email: string; phone: string; cardId: number }> {
  const email = `${name.toLowerCase().replaceAll(" ", ".")}@example.com`;
  const phone = `+49${nextNumber++}`;
  await vera.say(`/addstudent ${name}; ${phone}; ${email}`);
  const claimer = await aLearner();
  await confirmByCard(claimer);
  await claimer.tap("🪪 I am a student");
  await claimer.say(email);
  await allSettled(office, vera, claimer);
  return { claimer, email, phone, cardId: await newestCard() };
}

export async function newestCard(): Promise<number> {
  return (await env.DB.prepare("select max(card_id) as newest from cards").first<number>("newest")) ?? 0;
}

/** A card as the database has it. */
export async function rowOf(cardId: number): Promise<Record<string, unknown> | null> {
  return env.DB.prepare("select status, is_open, open_key, subject, person_id, moved_rev from cards where card_id = ?")
    .bind(cardId)
    .first();
}

/** How many messages on somebody's screen say so. */
export function countSaid(person: Person, words: string): number {
  return person.screen().filter((message) => textOf(message).includes(words)).length;
}

async function allSettled(office: Group, ...people: Person[]): Promise<void> {
  for (let pass = 0; pass < 2; pass += 1) for (const { user } of people) await settled(office, user.id);
}

/** Has this person confirmed by a verifier, as the setting VERIFY_BY would for everybody. */
export async function confirmByCard({ user }: Person): Promise<void> {
  const deps = getDeps(env);
  const config = { ...deps.config, verifyBy: "card" as const };
  await runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (instance) => {
    Object.assign(instance, { parts: undefined, createBot: () => createBot(chooseFeatures(config).enabled, { ...deps, config }) });
  });
}
