import { env } from "cloudflare:workers";
import { aDeskOfWishes } from "./desk.ts";
import { settled, type Group } from "./group.ts";
import { aLearner, textOf, type Person } from "./person.ts";

/** A wish of Lena's on its card in the group, Olga and Otto who may decide, and the number of the card. */
export async function aWish({ isForum = false, takesReplies = false, text = "a better and longer life" } = {}) {
  const [lena, olga, otto] = [await aLearner(), await anApprover("Olga"), await anApprover("Otto")];
  const desk = aDeskOfWishes({ members: [lena, olga, otto], isForum, takesReplies });
  await desk.join(lena, olga, otto, desk.group);
  const wish = async (words: string) => {
    await lena.say(`/wish ${words}`);
    await allSettled(desk.group, lena);
  };
  await wish(text);
  return { lena, olga, otto, wish, ...desk };
}

let nextApprover = 5_000;

/** Somebody who may decide on wishes, and is in the staff table by that name. */
export async function anApprover(name: string): Promise<Person> {
  const person = await aLearner({ user: { id: nextApprover++, first_name: name } });
  await env.DB.prepare("insert into staff (person_id, role, name, added_by, added_at) values (?, 'approver', ?, 900, 0)")
    .bind(person.user.id, name)
    .run();
  return person;
}

/** Events go from a person's object to the group's and back to the card. */
export async function allSettled(group: Group, ...people: Person[]): Promise<void> {
  for (let pass = 0; pass < 2; pass += 1) {
    for (const person of people) await settled(group, person.user.id);
  }
}

export function cardIn(group: Group): string {
  return textOf(group.screen().find((message) => textOf(message).includes("Wish ·")));
}

export function numberOf(card: string): number {
  return Number(/#(\d+)/.exec(card)?.[1]);
}
