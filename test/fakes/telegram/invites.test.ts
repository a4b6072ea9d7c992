import type { ChatInviteLink, ChatMember } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aGroup } from "./a-telegram.ts";

async function aDoor() {
  const world = await aGroup();
  const ben = world.telegram.addPerson({ first_name: "Ben" });
  const target = { chat_id: world.group.id, user_id: ben.id };
  const link = async (terms: object = {}) =>
    (await world.call<ChatInviteLink>("createChatInviteLink", { chat_id: world.group.id, ...terms })).result;
  const status = async () => (await world.call<ChatMember>("getChatMember", target)).result.status;
  return { ...world, ben, target, link, status };
}

test("a link lets people in, and the bot hears by which", async () => {
  const { telegram, updates, ben, link, status } = await aDoor();
  const { invite_link } = await link({ name: "Website" });
  expect(await telegram.join(ben.id, invite_link)).toBe("joined");
  expect(await status()).toBe("member");
  expect(updates.find((update) => update.chat_member)?.chat_member).toMatchObject({ invite_link: { invite_link, name: "Website" } });
});

test("where joining needs approval, a person asks and is let in", async () => {
  const { telegram, updates, call, ben, target, link, status } = await aDoor();
  const { invite_link } = await link({ creates_join_request: true });
  expect(await telegram.join(ben.id, invite_link)).toBe("asked");
  expect(updates.at(-1)?.chat_join_request).toMatchObject({
    from: { id: ben.id },
    user_chat_id: ben.id,
    invite_link: { pending_join_request_count: 1 },
  });
  expect(await status()).toBe("left");
  expect((await call("approveChatJoinRequest", target)).ok).toBe(true);
  expect(await status()).toBe("member");
  expect((await call("approveChatJoinRequest", target)).description).toBe("Bad Request: USER_ALREADY_PARTICIPANT");
});

test("a declined request is gone", async () => {
  const { telegram, call, ben, group, target, status } = await aDoor();
  await telegram.join(ben.id, group.id);
  expect((await call("declineChatJoinRequest", target)).ok).toBe(true);
  expect((await call("declineChatJoinRequest", target)).description).toBe("Bad Request: HIDE_REQUESTER_MISSING");
  expect(await status()).toBe("left");
});

test("who asks to be let in can be written to for five minutes", async () => {
  const { telegram, call, clock, ben, group } = await aDoor();
  const write = () => call("sendMessage", { chat_id: ben.id, text: "Why do you ask?" });
  expect((await write()).error_code).toBe(403);
  await telegram.join(ben.id, group.id);
  expect((await write()).ok).toBe(true);
  clock.now += 300_001;
  expect((await write()).error_code).toBe(403);
});

test("a revoked, an expired and a full link let nobody in", async () => {
  const { telegram, call, clock, ben, person, group, link } = await aDoor();
  const revoked = await link();
  await call("revokeChatInviteLink", { chat_id: group.id, invite_link: revoked.invite_link });
  await expect(telegram.join(ben.id, revoked.invite_link)).rejects.toThrow("Nobody is let in");
  const expiring = await link({ expire_date: Math.floor(clock.now / 1000) + 60 });
  clock.now += 61_000;
  await expect(telegram.join(ben.id, expiring.invite_link)).rejects.toThrow("Nobody is let in");
  const single = await link({ member_limit: 1 });
  await telegram.setMember({ chatId: group.id, userId: person.id, role: "left" });
  await telegram.join(person.id, single.invite_link);
  await expect(telegram.join(ben.id, single.invite_link)).rejects.toThrow("Nobody is let in");
});
