import type { Message, Poll } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aGroup } from "./a-telegram.ts";

const question = { question: "Which article?", options: [{ text: "der" }, { text: "die" }, { text: "das" }] };

async function aPoll(more: object = {}) {
  const world = await aGroup();
  const { result } = await world.call<Message>("sendPoll", { chat_id: world.group.id, ...question, ...more });
  const vote = (options: number[]) => world.telegram.vote(world.person.id, result.message_id, options, world.group.id);
  return { ...world, poll: result.poll, messageId: result.message_id, vote };
}

test("a vote is counted, and told with the name where the poll is open about it", async () => {
  const { telegram, updates, person, group, vote } = await aPoll({ is_anonymous: false });
  await vote([2]);
  expect(updates.at(-1)?.poll_answer).toMatchObject({ user: { id: person.id }, option_ids: [2] });
  expect(telegram.screen(group.id).at(-1)?.poll).toMatchObject({ total_voter_count: 1, options: [{}, {}, { voter_count: 1 }] });
  await vote([]);
  expect(updates.at(-1)?.poll_answer).toMatchObject({ option_ids: [] });
  expect(telegram.screen(group.id).at(-1)?.poll?.total_voter_count).toBe(0);
});

test("an anonymous poll tells only how it stands", async () => {
  const { updates, vote } = await aPoll();
  await vote([0]);
  expect(updates.at(-1)?.poll).toMatchObject({ total_voter_count: 1, is_anonymous: true });
});

test("a quiz is answered once, and with one answer", async () => {
  const { vote } = await aPoll({ type: "quiz", correct_option_ids: [2], is_anonymous: false });
  await expect(vote([0, 1])).rejects.toThrow("takes one answer");
  await vote([0]);
  await expect(vote([1])).rejects.toThrow("has voted already");
});

test("a stopped poll and one whose time is up take no votes", async () => {
  const stopped = await aPoll();
  const stop = () => stopped.call<Poll>("stopPoll", { chat_id: stopped.group.id, message_id: stopped.messageId });
  expect((await stop()).result.is_closed).toBe(true);
  expect((await stop()).description).toBe("Bad Request: poll has already been closed");
  await expect(stopped.vote([0])).rejects.toThrow("no open poll");
  const timed = await aPoll({ open_period: 60 });
  timed.clock.now += 60_000;
  await expect(timed.vote([0])).rejects.toThrow("no open poll");
});
