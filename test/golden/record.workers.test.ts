import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import { GROUP_ID, live } from "./scene.ts";
import { sets } from "./sets.ts";
import { shapeOf } from "./shape.ts";

Object.assign(env, { REQUESTS_CHAT_ID: String(GROUP_ID) });

test.runIf(env.GOLDEN === "")("what is stored has the shapes of the newest set: another shape wants another set", async () => {
  const [, newest] = Object.entries(sets).at(-1) ?? [];
  expect(shapeOf(await live())).toEqual(shapeOf(newest));
});

test.runIf(env.GOLDEN !== "")("`npm run golden` writes a set down", async () => {
  await expect(`${JSON.stringify(await live(), null, 1)}\n`).toMatchFileSnapshot(`./${env.GOLDEN}.json`);
});
