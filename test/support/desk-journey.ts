import { env } from "cloudflare:workers";
import { chooseFeatures } from "#features/index.ts";
import { queueButton } from "#features/desk/queue.ts";
import { openNextButton } from "#features/desk/waiting-list.ts";
import { getDeps } from "#platform/deps.ts";
import { aDeskOfWishes, type Wishes } from "./desk.ts";
import { runWith } from "./features.ts";
import { telegram } from "./outside.ts";
import { aLearner, newestOwn, pressForged, quiet, type Person } from "./person.ts";
import { allSettled, anApprover, numberOf } from "./wishes.ts";

/** A desk of wishes in a group, with two who wish and a colleague. */
export type DeskToWorkAt = Pick<Wishes, "group"> & { lena: Person; mia: Person; otto: Person; open: () => Promise<void> };

/** Lets somebody work at a desk of wishes besides everything else that they can do. */
export async function aDeskFor(person: Person): Promise<DeskToWorkAt> {
  // What others have left behind is nobody's work here.
  await env.DB.batch([env.DB.prepare("delete from staff"), env.DB.prepare("update cards set is_open = 0, open_key = null")]);
  const [lena, mia, otto] = [await aLearner(), await aLearner(), await anApprover("Otto")];
  const desk = aDeskOfWishes({ members: [person, otto], takesReplies: true });
  // An object that has nothing to do for a while is evicted, and comes back without it.
  const open = () => desk.join(lena, mia, otto, desk.group);
  const own = chooseFeatures(getDeps(env).config).enabled.filter(({ name }) => name !== "profile");
  await runWith(`person:${person.user.id}`, [...own, ...desk.features.filter(({ name }) => name !== "desk")]);
  return { lena, mia, otto, group: desk.group, open };
}

/** Comes through everything that can be done at a desk, and leaves no open work behind. */
export async function workAtDesk(person: Person, desk: DeskToWorkAt): Promise<void> {
  for (const part of [decideInGroup, sendAgain, workThroughQueue, beDecidedOn, receiveDeskEvents]) {
    await desk.open();
    await part(person, desk);
  }
  await env.DB.prepare("delete from staff").run();
}

async function decideInGroup(person: Person, { group, lena, otto }: DeskToWorkAt): Promise<void> {
  const [own, theirs] = [person.inGroup(group), otto.inGroup(group)];
  const after = async (done: Promise<void>) => {
    await done;
    await allSettled(group, person, otto, lena);
  };
  await after(lena.say("/wish peace"));
  for (const button of ["✋ I take it", "Give it back", "✋ I take it", "Hand it over", "Leave it as it is", "Hand it over", "Otto"])
    await after(own.tap(button));
  await after(theirs.tap("Give it back"));
  await after(own.say("Which peace?", { replyTo: "Wish ·" }));
  await after(own.edit(group.messageWith("Which peace?"), { text: "What peace?" }));
  await after(own.tap("Approve"));
  await after(own.tap("↩️ Change the decision"));
  await after(own.tap("Reject"));
  await after(own.say("There is none.", { replyTo: "Why is" }));
  await after(own.edit(group.messageWith("There is none."), { text: "There is no peace." }));
  await after(person.say("/approve 999999"));
  await after(person.say("/ask_back 999999"));
}

async function sendAgain(person: Person, { group, lena, otto }: DeskToWorkAt): Promise<void> {
  await lena.say("/wish rain");
  await allSettled(group, lena);
  await telegram.block(lena.user.id);
  await quiet(lena.user.id);
  await person.say(`/reject ${await newestCard()} Too dry.`);
  await allSettled(group, person, lena, otto);
  await telegram.unblock(lena.user.id);
  await quiet(lena.user.id);
  await person.inGroup(group).tap("🔁 Send again");
  await allSettled(group, person, lena);
}

async function workThroughQueue(person: Person, { group, lena, mia }: DeskToWorkAt): Promise<void> {
  await lena.say("/wish snow");
  const first = await newestCard();
  await mia.say("/wish a garden");
  const second = await newestCard();
  await allSettled(group, lena, mia);
  await person.say("/queue");
  await person.tap("Next ›");
  await person.say(`/card ${second}`);
  await allSettled(group, person);
  const file = { kind: "photo" as const, body: new Uint8Array([1]), caption: "My gardn" };
  await mia.sendFile(file);
  await allSettled(group, mia, person);
  await mia.edit(newestOwn(mia), { caption: "My garden" });
  await allSettled(group, mia, person);
  // How many changes one edit shows together is a matter of time: decisions are watched in the group.
  await env.DB.prepare("delete from card_posts where place = ?").bind(`person:${person.user.id}`).run();
  for (const cardId of [first, second]) {
    await person.say(`/approve ${cardId}`);
    await allSettled(group, person, lena, mia);
  }
}

async function beDecidedOn(person: Person, { group, otto }: DeskToWorkAt): Promise<void> {
  await person.say("/wish a rise");
  await allSettled(group, person);
  await otto.inGroup(group).say("How large?", { replyTo: "a rise" });
  await allSettled(group, otto, person);
  await otto.inGroup(group).tap("Approve");
  await allSettled(group, otto, person);
}

/** What reaches a person's object from inside at other times, or only a group's. */
async function receiveDeskEvents(person: Person, { group }: DeskToWorkAt): Promise<void> {
  await pressForged(person, queueButton.data({}));
  await telegram.forge(person.user.id, openNextButton.data({ startedAt: 1 }), undefined, group.chat.id);
  await allSettled(group, person);
  for (const [kind, data] of [
    ["card.list", {}],
    ["card.open-next", { startedAt: 1 }],
    ["card.remind", { cardId: 1 }],
    ["card.remind-list", { cardIds: [1] }],
    ["card.morning", { opensAt: 1 }],
    ["card.overridden", { cardId: 1 }],
  ] as const) {
    const body = JSON.stringify({ kind, version: 1, data });
    await env.SESSIONS.getByName(`person:${person.user.id}`).accept({ key: `e:journey:${kind}`, kind: "event", body });
    await quiet(person.user.id);
  }
}

async function newestCard(): Promise<number> {
  return numberOf(`#${await env.DB.prepare("select max(card_id) as newest from cards").first<number>("newest")}`);
}
