import { env } from "cloudflare:workers";
import { askButton } from "#features/requests/buttons.ts";
import { changeButton, chooseButton, handToButton, sendAgainButton } from "#platform/desk/buttons.ts";
import { openNextButton } from "#features/desk/waiting-list.ts";
import { aGroup } from "./group.ts";
import { telegram } from "./outside.ts";
import { aStranger, newestOwn, pressForged, quiet, type Person } from "./person.ts";
import { askRoute, numberIn } from "./requests.ts";

const OFFICE = -1_001_000_000_701;

// Read once, before anything of the Worker runs: without a group the cards would come to all owners, and so into their journeys.
Object.assign(env, { REQUESTS_CHAT_ID: String(OFFICE) });
aGroup({ id: OFFICE, title: "Requests" });

/** As somebody who asks staff for something. */
export async function askStaff(person: Person): Promise<void> {
  await person.say("/menu");
  await pressForged(person, askButton.data({}));
  await person.say("May I come in?");
  const number = numberIn(person.last());
  await person.tap("📋 My request");
  await person.tap("✍️ Add something");
  await person.say("I am from here.");
  await person.say("/request once more");
  await askRoute(`/${number}/ask`, { body: { text: "From where?" } });
  await quiet(person.user.id);
  await person.say("From the town.");
  await telegram.forge(person.user.id, `request:renew:${number}`);
  await quiet(person.user.id);
  await person.say("/status");
  await person.tap("Withdraw it");
  await person.tap("🔁 Ask again");
  await person.say("/cancel");
  await person.say("/request");
  await person.sendFile({ kind: "photo", body: new Uint8Array([1]), caption: "May I come inn?" });
  await person.edit(newestOwn(person), { caption: "May I come in?" });
  await person.say("/status");
  await person.tap("Withdraw it");
}

/** As one of the staff, with a card that is handed to them, and with another that others show. */
export async function decide(person: Person): Promise<void> {
  const [ida, otto] = [aStranger({ first_name: "Ida" }), aStranger({ first_name: "Otto" })];
  await holdCard(person, ida, await request(ida));
  await decideElsewhere(person, otto, await request(otto));
  for (const command of ["approve", "reject", "ask_back", "link"]) await person.say(`/${command}`);
  await openList(person);
}

/** The list itself is the group's; what reaches a person's own object finds none there. */
async function openList(person: Person): Promise<void> {
  const group = aGroup({ members: [person] });
  await person.inGroup(group).say("/staff");
  await telegram.forge(person.user.id, openNextButton.data({ startedAt: 1 }), group.screen().at(-1)?.message_id, group.chat.id);
  for (const [kind, data] of [
    ["card.list", {}],
    ["card.open-next", { startedAt: 1 }],
  ] as const) {
    const body = JSON.stringify({ kind, version: 1, data });
    await env.SESSIONS.getByName(`person:${person.user.id}`).accept({ key: `e:journey:${kind}`, kind: "event", body });
  }
  await quiet(person.user.id);
}

async function request(stranger: Person): Promise<number> {
  await stranger.say("/request hello");
  return numberIn(stranger.last());
}

async function holdCard(person: Person, ida: Person, number: number): Promise<void> {
  await press(person, handToButton.data({ cardId: number, personId: person.user.id }));
  await press(ida, `request:speak:${number}`);
  await ida.say("It is me, Ida.");
  await quiet(person.user.id);
  const card = person.screen().findLast(({ text }) => text?.includes(`#${number} Access`));
  const onCard = async (button: string) => {
    await telegram.tap(person.user.id, button, card?.message_id);
    await quiet(person.user.id);
  };
  await onCard("Give it back");
  await onCard("✋ I take it");
  await onCard("Hand it over");
  await person.tap("Leave it as it is");
  await onCard("🔗 Link to…");
}

/** What several objects change at once is shown in as many messages as there is time for: only who asked and the group see it. */
async function decideElsewhere(person: Person, otto: Person, cardId: number): Promise<void> {
  await env.DB.prepare("insert into members values (7, 'Otto Berg', null, 1, 0, 0)").run();
  await press(person, chooseButton.data({ cardId, action: "link", value: "7", rev: 1 }));
  for (let pass = 0; pass < 3; pass += 1) await quiet(otto.user.id);
  await telegram.block(otto.user.id);
  await press(person, changeButton.data({ cardId, rev: await movedRev(cardId) }));
  await person.tap("❌ Reject");
  await person.say("It is another Otto.");
  for (let pass = 0; pass < 3; pass += 1) await quiet(otto.user.id);
  await press(person, sendAgainButton.data({ cardId, rev: await movedRev(cardId) }));
  await env.DB.prepare("delete from members where member_id = 7").run();
}

async function press(person: Person, data: string): Promise<void> {
  await telegram.forge(person.user.id, data);
  await quiet(person.user.id);
}

async function movedRev(cardId: number): Promise<number> {
  return (await env.DB.prepare("select moved_rev from cards where card_id = ?").bind(cardId).first<number>("moved_rev")) ?? 0;
}
