import type { Update } from "@grammyjs/types";
import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import { createModel, type FakeModel } from "#fakes/model.ts";
import { createTelegram } from "#fakes/telegram/telegram.ts";
import { createBroadcast, type Broadcast } from "./broadcast.ts";
import { createCast, type Cast } from "./cast.ts";
import { createClock, type Clock } from "./clock.ts";
import type { Deliver } from "./deliver.ts";
import { createDiary, type Diary } from "./diary.ts";
import type { Memory } from "./memory.ts";
import { firstGroups, firstPersonas, simulatedBot } from "./personas.ts";
import { createPlayer, type Player } from "./player.ts";
import { relayChanges } from "./relay.ts";
import { createSwitchBoard, type SwitchBoard } from "./switches.ts";
import { createWaitingList, type WaitingList } from "./waiting-list.ts";
import type { Traffic } from "./wire.ts";
import type { WorkerClient } from "./worker-client.ts";
import { createWorkerSwitch, type WorkerSwitch } from "./worker-switch.ts";

/** Slow enough to see an answer grow. */
const MODEL_PACE_MS = 40;

/** All that lies outside the Worker, and what the pages need to know of it. */
export type World = Surroundings & { player: Player };

/** The same without what plays in it. */
export type Surroundings = {
  /** The same for as long as this world lasts, through every restart. */
  id: string;
  telegram: FakeTelegram;
  model: FakeModel;
  clock: Clock;
  broadcast: Broadcast;
  cast: Cast;
  waiting: WaitingList;
  traffic: Traffic[];
  switches: SwitchBoard;
  workerSwitch: WorkerSwitch;
  worker: WorkerClient;
  zone: string;
  targetLanguage: string;
  crons: string[];
  diary: Diary;
  /** Hands an update to the Worker, in the background. */
  /** Delivers it; one that another run began to deliver goes on with the life that it has. */
  send: (update: Update, since?: number) => void;
};

type WorldOptions = {
  token: string;
  zone: string;
  targetLanguage: string;
  crons: string[];
  deliver: Deliver;
  worker: WorkerClient;
  memory: Memory | undefined;
};

export function createWorld({ token, zone, targetLanguage, crons, deliver, worker, memory }: WorldOptions): World {
  const clock = createClock();
  clock.setOffset(memory?.offsetMs ?? 0);
  const broadcast = createBroadcast();
  const waiting = createWaitingList(broadcast);
  const send = (update: Update, since = Date.now()) => {
    waiting.add({ update, since });
    deliver(update, since).then(
      (outcome) => waiting.remove(update, outcome),
      (error: unknown) => console.error("Delivery broke:", error),
    );
  };
  const telegram = createTelegram({
    token,
    bot: simulatedBot,
    now: clock.now,
    // Settles at once: as in Telegram, what a person wrote is on screen whether or not the bot is there.
    deliver: async (update) => send(update),
    ...(memory && { saved: memory.telegram }),
  });
  const model = createModel({ now: clock.now, pace: MODEL_PACE_MS });
  const cast = createCast(telegram, broadcast);
  const diary = createDiary(telegram, clock.now, memory?.diary ?? []);
  const switches = createSwitchBoard({ telegram, model, worker, broadcast, diary });
  const workerSwitch = createWorkerSwitch({ broadcast, onRestarted: switches.applyToWorker });
  const traffic = relayChanges({ telegram, broadcast, clock, cast }, memory?.traffic ?? []);
  if (memory) cast.recall(memory);
  else populate(cast, telegram);
  const surroundings = {
    id: memory?.world ?? crypto.randomUUID(),
    telegram,
    model,
    clock,
    broadcast,
    cast,
    waiting,
    traffic,
    switches,
    workerSwitch,
    worker,
    zone,
    targetLanguage,
    crons,
    diary,
    send,
  };
  return { ...surroundings, player: createPlayer(surroundings) };
}

/** What of a world lasts. */
export function recallWorld({ id, telegram, cast, clock, switches, traffic, waiting, diary }: World): Memory {
  return {
    world: id,
    telegram: telegram.save(),
    personas: cast.personas,
    blocked: [...cast.blocked],
    offsetMs: clock.offsetMs(),
    switches: switches.current(),
    traffic,
    diary: diary.entries,
    undelivered: waiting.all(),
  };
}

function populate(cast: Cast, telegram: FakeTelegram): void {
  for (const persona of firstPersonas) cast.enter(persona);
  for (const group of Object.values(firstGroups)) telegram.addGroup(group);
}
