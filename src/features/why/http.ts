import { Hono } from "hono";
import * as z from "zod";
import type { HttpEnv } from "#platform/deps.ts";
import { nameOf } from "#platform/object-name.ts";
import { unreachable } from "#platform/result.ts";
import { answerWhy, type Refusal } from "./lookup.ts";
import { sumModels, type Question, type Story } from "./rules.ts";

const number = z
  .string()
  .regex(/^\d{1,15}$/)
  .transform(Number);
const query = z.object({
  person: z.exactOptional(number),
  username: z.exactOptional(z.string().regex(/^@?\w{1,32}$/)),
  update: z.exactOptional(number),
});

/** `GET /admin/why` tells of a person, by id or name, or of one update, what /why tells in the chat. */
export const whyRoutes = new Hono<HttpEnv>().get("/", async (c) => {
  const parsed = query.safeParse(c.req.query());
  const question = parsed.success ? toQuestion(parsed.data) : undefined;
  if (question === undefined) return c.json({ error: "ask with ?person=<id>, ?username=<name> or ?update=<id>" }, 400);
  const answer = await answerWhy(c.var.deps, question);
  if (!answer.ok) return c.json({ error: sentenceOf(answer.reason) }, answer.reason.reason === "several" ? 409 : 404);
  const { subject, person, updateId, stories } = answer.value;
  return c.json({
    subject: nameOf(subject),
    person: person ?? null,
    update: updateId ?? null,
    models: sumModels(stories),
    timeline: stories.map(withDates),
  });
});

function toQuestion({ person, username, update }: z.infer<typeof query>): Question | undefined {
  const narrowed = update === undefined ? {} : { updateId: update };
  if (person !== undefined) return username === undefined ? { by: "person", personId: person, ...narrowed } : undefined;
  if (username !== undefined) return { by: "username", username: username.replace("@", ""), ...narrowed };
  return update === undefined ? undefined : { by: "update", updateId: update };
}

function withDates(story: Story) {
  return { ...story, at: new Date(story.at).toISOString() };
}

function sentenceOf(refusal: Refusal): string {
  switch (refusal.reason) {
    case "malformed":
      return "this asks about nobody";
    case "noSuchName":
      return "nobody who registered has this name";
    case "noSuchPerson":
    case "noSuchNumber":
      return "nobody with this id has registered";
    case "noSuchUpdate":
      return `none of the ${refusal.searched} objects that were asked knows this update; they remember two days`;
    case "colleague":
      return "only admins ask about staff";
    case "forgotten":
      return "this person had everything forgotten";
    case "several":
      return `several people had this name: ask by id, one of ${refusal.personIds.join(", ")}`;
    default:
      return unreachable(refusal);
  }
}
