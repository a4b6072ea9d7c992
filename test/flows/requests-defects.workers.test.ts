import { env } from "cloudflare:workers";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { doButton } from "#platform/desk/buttons.ts";
import { letDie } from "#support/crashes.ts";
import { aGroup } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { textOf, type Person } from "#support/person.ts";
import { aClient, anOffice, numberIn, recordOf } from "#support/requests.ts";

// What went wrong in the approval bot that this replaces, each by its name there.

// Each test has its own staff.
beforeEach(() => env.DB.prepare("delete from staff").run());
afterEach(() => void vi.useRealTimers());

const lastToast = () => telegram.calls.findLast(({ method }) => method === "answerCallbackQuery")?.payload.text;

async function refusalsOf({ user }: Person): Promise<unknown[]> {
  const query = "select after from audit_log where actor = ? and action = 'desk.refused' order by at, rowid";
  const rows = await env.DB.prepare(query).bind(`person:${user.id}`).all<{ after: string }>();
  return rows.results.map(({ after }) => JSON.parse(after) as unknown);
}

test("anyone could approve himself: a client in the staff group approves neither by reply, button nor command", async () => {
  const { lena, ask, olga, group, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await telegram.setMember({ chatId: group.chat.id, userId: lena.user.id, role: "member", byId: olga.user.id });
  const inGroup = lena.inGroup(group);
  const ways = [
    () => inGroup.say("approve", { replyTo: "👤" }),
    () => inGroup.tap("✅ Approve"),
    () => lena.say(`/approve ${number}`),
    () => lena.say(`/approve ${number}`),
  ];
  for (const [n, way] of ways.entries()) {
    await way();
    await rest(lena, olga);
    // What was tried a moment ago is not kept again.
    if (n < 2) vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 11 * 60_000 });
  }
  expect(card()).toContain("waiting");
  expect(await recordOf(lena)).toBeNull();
  const refused = { action: "approve", reason: "ownWork" };
  expect(await refusalsOf(lena)).toEqual([refused, refused, refused]);
});

test("anyone could approve himself: nor does an approver their own request", async () => {
  const { olga, group, rest, card } = await aClient();
  await olga.say("/request let me in as well");
  await rest(olga);
  await olga.inGroup(group).tap("✅ Approve");
  await rest(olga);
  expect(lastToast()).toContain("Nobody decides on their own work");
  expect(card()).toContain("waiting");
  expect(await refusalsOf(olga)).toEqual([{ action: "approve", reason: "ownWork" }]);
});

test("the request number is taken from the text replied to: a text that only looks like a card decides nothing", async () => {
  const { lena, olga, ask, group, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.inGroup(group).say(`🟡 #${number} Access · waiting 👤 somebody`);
  await olga.inGroup(group).say("approve", { replyTo: "somebody" });
  await rest(lena, olga);
  expect(group.screen().filter((message) => textOf(message).includes("approved"))).toEqual([]);
  expect(card(`hello`)).toContain("waiting");
});

test("a forged button of somebody without the role is refused and kept", async () => {
  const { lena, ask, card } = await aClient();
  await ask("/request hello");
  const mallory = await aClient();
  await telegram.forge(mallory.lena.user.id, doButton.data({ cardId: numberIn(lena.last()), action: "approve" }));
  await mallory.rest(mallory.lena);
  expect(lastToast()).toBe("This is for the academy's staff.");
  expect(await refusalsOf(mallory.lena)).toEqual([{ action: "approve", reason: "role" }]);
  expect(card()).toContain("waiting");
});

test("whoever is not staff learns nothing of a card that is settled or held, and each thing tried is kept", async () => {
  const { lena, olga, ask, rest } = await aClient();
  await ask("/request hello");
  const cardId = numberIn(lena.last());
  const mallory = await aClient();
  const tries = async () => {
    for (const text of [`/approve ${cardId}`, `/claim ${cardId}`, `/reject ${cardId} no`]) {
      await mallory.lena.say(text);
      expect(mallory.lena.last()).toBe("This is for the academy's staff.");
    }
    await telegram.forge(mallory.lena.user.id, doButton.data({ cardId, action: "approve" }));
    await mallory.rest(mallory.lena);
    expect(lastToast()).toBe("This is for the academy's staff.");
  };
  await olga.say(`/claim ${cardId}`);
  await tries();
  await olga.say(`/approve ${cardId}`);
  await rest(olga);
  await tries();
  const kept = ["approve", "claim", "reject"].map((action) => ({ action, reason: "role" }));
  expect(await refusalsOf(mallory.lena)).toEqual(kept);
});

test("a reply to the card from another chat is refused and kept", async () => {
  const { olga, ask, group, card } = await aClient();
  await ask("/request hello");
  const elsewhere = await anOffice({ members: [olga] });
  const origin = { type: "chat" as const, date: 1, sender_chat: group.chat };
  const external = { origin, chat: group.chat, message_id: group.screen()[0]?.message_id ?? 0 };
  await telegram.post(olga.user.id, { text: "approve", external_reply: external }, { chatId: elsewhere.group.chat.id });
  await elsewhere.rest(olga);
  expect(textOf(elsewhere.group.screen().at(-1))).toContain("is not decided here");
  expect(await refusalsOf(olga)).toEqual([{ action: "approve", reason: "place" }]);
  expect(card()).toContain("waiting");
});

test.for(["do not approve", "approve? no", "disapprove", "never, reject would be right", "yes but later"])(
  '"do not approve" approves: "%s" decides nothing and brings a hint',
  async (text) => {
    const { lena, olga, ask, group, card } = await aClient();
    await ask("/request hello");
    await olga.inGroup(group).say(text, { replyTo: "👤" });
    expect(textOf(group.screen().at(-1))).toContain("answer the card with one word");
    expect(card()).toContain("waiting");
    expect(lena.last()).toContain("has been received");
  },
);

test.for(["Approve", "approved!", "✅ yes", "Genehmigen", "одобрить", "ДА."])(
  "replies stopped working: “%s” in answer to the card approves",
  async (word) => {
    const { lena, olga, ask, group, rest, card } = await aClient();
    await ask("/request hello");
    await olga.inGroup(group).say(word, { replyTo: "👤" });
    await rest(lena, olga);
    expect(lena.last()).toContain("has been approved");
    expect(card()).toContain("✅ Approved by Olga");
  },
);

test("5.1, not a reply: a word that decides and names no card is answered by how to name one, in its group and in private, and in no other group", async () => {
  const { lena, olga, ask, group, card } = await aClient();
  await ask("/request hello");
  await olga.inGroup(group).say("Approve!");
  expect(textOf(group.screen().at(-1))).toContain("Write for example /approve 17");
  await olga.say("отклонить");
  expect(olga.last()).toContain("Write for example /reject 17");
  await olga.inGroup(group).say("yes");
  expect(textOf(group.screen().at(-1))).toBe("yes");
  await lena.say("approve");
  expect(lena.last()).not.toContain("/approve 17");
  expect(card()).toContain("waiting");
  const lunch = aGroup({ title: "Lunch", members: [olga] });
  for (const word of ["approve", "Reject!", "genehmigen"]) {
    await olga.inGroup(lunch).say(word);
    expect(lunch.screen().map(textOf).at(-1)).toBe(word);
  }
});

const texts: Record<string, string> = {
  markup: 'if (a < b && c > d) <b>let</b> "me" in; <script>alert(1)</script> &amp; &lt; </i>',
  Markdown: "*not bold* _nor this_ [link](https://evil.example) `code` ~~x~~ ||y|| \\ #1",
  "right to left": "שלום \u202eעולם\u202c مرحبا بالعالم 👩‍👩‍👧‍👦",
  lines: "first\n\n\nsecond\n\tthird",
  "zero width": "a\u200bb\u200dc\ufeffd",
};

test.for(Object.entries(texts))("the message is put into HTML unescaped: %s reaches the card as it is", async ([, text]) => {
  const { ask, card } = await aClient();
  await ask(`/request ${text}`);
  expect(card()).toContain(text);
});

test.for([
  ["letters", "a".repeat(4_096)],
  ["markup", "<b>&".repeat(1_024)],
  ["words", "слово ".repeat(682).trim()],
  ["emoji", "👩‍👩‍👧‍👦".repeat(372)],
] as const)("the message is put into HTML unescaped: 4,096 characters of %s reach the staff whole", async ([, text]) => {
  const { lena, olga, group, ask, rest, card } = await aClient();
  await ask("/request");
  await ask(text);
  await rest(lena, olga);
  expect(lena.last()).toContain("has been received");
  expect(card()).toContain("…");
  const rest_ = group.screen().slice(1);
  expect(rest_[0]?.reply_to_message?.message_id).toBe(group.screen()[0]?.message_id);
  const whole = rest_.map(textOf).join("");
  expect(whole.replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
});

test("delivery fails after the commit and staff see an error: the decision stands, and what became of the message beside it", async () => {
  const { lena, olga, ask, group, rest, card } = await aClient();
  await ask("/request hello");
  await telegram.block(lena.user.id);
  await rest(lena);
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  expect(lastToast()).toMatch(/^#\d+: approved\.$/);
  expect(card()).toContain("✅ Approved by Olga");
  expect(card()).toContain("cannot be reached");
  await telegram.unblock(lena.user.id);
  await rest(lena);
  await olga.inGroup(group).tap("🔁 Send again");
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  expect(card()).toContain("has been told");
});

test("a request already processed was decided again and told again: the second decision is refused, and told once only", async () => {
  const { lena, olga, ask, group, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await olga.inGroup(group).tap("✅ Approve");
  await rest(lena, olga);
  await olga.say(`/reject ${number} Changed my mind.`);
  expect(olga.last()).toMatch(/is settled already\. ✅ Approved by Olga/);
  await olga.say(`/approve ${number}`);
  await rest(lena, olga);
  expect(lena.screen().filter((message) => textOf(message).includes("has been approved"))).toHaveLength(1);
  expect(card()).not.toContain("Rejected");
});

test("the topic is deleted between request and decision: the card comes again in a new one, with the whole text", async () => {
  const { lena, olga, ask, group, rest } = await aClient({ isForum: true });
  const text = "Let me tell you everything. ".repeat(140).trim();
  await ask("/request");
  await ask(text);
  await rest(lena, olga);
  const number = numberIn(lena.last());
  telegram.deleteTopic(group.chat.id, group.threadId("Requests"));
  await olga.say(`/approve ${number}`);
  await rest(lena, olga);
  await rest(lena, olga);
  expect(lena.last()).toContain("has been approved");
  const anew = group
    .screen("Requests")
    .map(textOf)
    .filter((text) => text !== "");
  expect(anew[0]).toContain(`✅ #${number}`);
  expect(anew.slice(1).join(" ")).toContain("everything. Let me");
});

test("a crash between decision and delivery: the client is told once, and so is the card", async () => {
  const { lena, olga, ask, group, rest, card } = await aClient();
  await ask("/request hello");
  const number = numberIn(lena.last());
  await letDie(`person:${olga.user.id}`, "behind its D1 writes");
  await olga.say(`/approve ${number}`);
  await rest(lena, olga);
  expect(lena.screen().filter((message) => textOf(message).includes("has been approved"))).toHaveLength(1);
  expect(card().match(/Approved by/g)).toHaveLength(1);
  expect(group.screen()).toHaveLength(1);
});
