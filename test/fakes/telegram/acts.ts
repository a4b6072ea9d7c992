import type { ApiMethods } from "@grammyjs/types";
import { chatActs } from "./chat-acts.ts";
import { copyActs } from "./copy-acts.ts";
import { draftActs } from "./draft-acts.ts";
import { editActs } from "./edit-acts.ts";
import { inviteActs } from "./invite-acts.ts";
import { mediaActs } from "./media-acts.ts";
import { memberActs } from "./member-acts.ts";
import { messageActs } from "./message-acts.ts";
import type { Payload } from "./payload.ts";
import { pinActs } from "./pin-acts.ts";
import { notActedOut, type Refusal } from "./refusals.ts";
import { pollActs } from "./poll-acts.ts";
import { settingActs } from "./setting-acts.ts";
import { starActs } from "./star-acts.ts";
import { topicActs } from "./topic-acts.ts";
import { updateActs } from "./update-acts.ts";
import type { World } from "./world.ts";

type Methods = ApiMethods<Blob>;

/** Carries out one judged call at once: what comes back, or the refusal that only the state could tell. */
export type Act<M extends keyof Methods> = (world: World, args: NonNullable<Parameters<Methods[M]>[0]>) => Outcome<ReturnType<Methods[M]>>;
export type Outcome<T = unknown> = { result: T; description?: string } | Refusal;
export type Acts = { [M in keyof Methods]?: Act<M> };

const acts: Acts = {
  ...messageActs,
  ...mediaActs,
  ...copyActs,
  ...editActs,
  ...draftActs,
  ...pinActs,
  ...chatActs,
  ...memberActs,
  ...topicActs,
  ...inviteActs,
  ...starActs,
  ...pollActs,
  ...settingActs,
  ...updateActs,
};

/** Which methods change what people see or the bot's settings, in memory. Others are judged and then refused. */
export function act(world: World, method: string, payload: Payload): Outcome {
  const run = acts[method as keyof Acts] as ((world: World, args: Payload) => Outcome) | undefined;
  return run ? run(world, payload) : notActedOut(method);
}
