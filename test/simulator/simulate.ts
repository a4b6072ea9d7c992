import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { forgetMemory, keepMemory, readMemory, setMemoryAside, type Memory } from "./memory.ts";
import { firstGroups, firstPersonas, firstRoles, ownerIds } from "./personas.ts";
import { getScenario } from "./scenarios/index.ts";
import { readScenario } from "./scenarios/read.ts";
import type { Scenario } from "./scenarios/scenario.ts";
import { startServer } from "./server.ts";
import type { Stage } from "./stage.ts";
import { loadDemoContent } from "./worker-client.ts";
import { withoutSecrets } from "./worker-process.ts";
import { createWorld, recallWorld, type World } from "./world.ts";
import { reasonOf } from "./shared/reason.ts";

const TOKEN = "simulator";
// All the staff's work comes into one room, each kind into a topic of its own.
const STAFF_CHATS = ["ALERTS_CHAT_ID", "REQUESTS_CHAT_ID", "VERIFICATION_CHAT_ID", "QUESTIONS_CHAT_ID", "ASSIGNMENT_CHAT_ID"];
const getMe = z.object({ ok: z.literal(true), result: z.looseObject({ id: z.int() }) });

/** Telegram, a model and their page on one port, and the Worker against them. Gives the address of the page. */
export async function simulate(stage: Stage): Promise<{ address: string; died: Promise<never> }> {
  const { options, worker } = stage;
  const { port, folder, isFresh } = options;
  const address = `http://127.0.0.1:${port}`;
  if (isFresh) forgetMemory(folder);
  const memory = recallFrom(folder);
  const scenario = options.scenario === undefined ? undefined : findScenario(options.scenario);
  const world = buildWorld(stage, memory);
  let stopKeeping = async () => {};
  // After the Worker has ended: what it still sends is part of the memory.
  stage.atEnd.push(() => stopKeeping());
  const server = await startServer({ port, world });
  stage.atEnd.push(() => {
    server.close();
    server.closeAllConnections();
  });

  const running = await stage.startWorker({
    // A Worker that remembers people of whom Telegram knows nothing would be lost, and the other way round.
    isFresh: memory === undefined,
    botToken: TOKEN,
    entry: options.worker ?? join("test", "simulator", "worker", "index.ts"),
    vars: {
      TELEGRAM_API_ROOT: `${address}/telegram`,
      AI_BASE_URL: `${address}/model/v1`,
      AI_API_KEY: "simulator",
      AI_CHAT: "compatible:stoa-fake-1",
      AI_JUDGE: "compatible:stoa-fake-1",
      AI_TRANSCRIBE: "compatible:stoa-fake-whisper",
      AI_SPEAK: "compatible:stoa-fake-voice#lena",
      AI_EMBED: "compatible:stoa-fake-1",
      BOT_INFO: await readBotInfo(address),
      ...Object.fromEntries(STAFF_CHATS.map((variable) => [variable, String(firstGroups.staff.id)])),
      SUPPORT_CHAT_ID: String(firstGroups.students.id),
      OWNER_IDS: ownerIds.join(","),
      ...options.vars,
    },
    env: withoutSecrets(process.env),
    onBuild: world.workerSwitch.noteBuild,
  });
  world.workerSwitch.attach(running);
  await worker.publishCommands();
  await (memory ? goOn(world, memory) : furnish(world, stage));
  stopKeeping = keepMemory({
    folder,
    recall: () => recallWorld(world),
    seq: world.broadcast.seq,
    ...(memory && { known: memory.telegram.bodies.keys() }),
  });
  if (scenario) world.player.play(scenario, "watched").ended.catch((error: unknown) => console.error(reasonOf(error)));
  return { address, died: running.died };
}

/** A file of one's own, or one of the academy's by name. */
function findScenario(nameOrPath: string): Scenario {
  return nameOrPath.endsWith(".json") ? readScenario(readFileSync(nameOrPath, "utf8")) : getScenario(nameOrPath);
}

/** One that cannot be read is never written over: the academy begins anew beside it. */
function recallFrom(folder: string): Memory | undefined {
  const reading = readMemory(folder);
  if (reading.is === "read") return reading.memory;
  if (reading.is === "unreadable") {
    console.warn(
      `The academy that was here cannot be read (${reading.reason}). It is kept in ${setMemoryAside(folder)}; a new one begins.`,
    );
  }
  return undefined;
}

/** From where the last run ended. */
async function goOn(world: World, memory: Memory): Promise<void> {
  for (const { update, since } of memory.undelivered) world.send(update, since);
  await world.switches.set(memory.switches);
}

/** What an academy has on its first day. One that lacks some of it can be looked at all the same. */
async function furnish({ player }: World, { worker, project, options }: Stage): Promise<void> {
  const complain = (what: string) => (error: unknown) => console.error(`${what} could not be loaded: ${reasonOf(error)}`);
  await loadDemoContent(worker, project.tipsPath).catch(complain("The tips"));
  for (const given of firstRoles) await worker.giveRole(given).catch(complain("A role"));
  await player.play(getScenario("first-day"), "hurried").ended.catch(complain("The first day"));
  const student = firstPersonas.find(({ role }) => role === "student");
  if (student !== undefined && options.worker === undefined)
    await worker.rememberPractice(student.personId).catch(complain("What was practised"));
}

function buildWorld(stage: Stage, memory: Memory | undefined): World {
  const troubled = new Set<number>();
  let isToldOf = false;
  const tell = (message: string) => {
    isToldOf = true;
    world.broadcast.publish({ kind: "trouble", message });
  };
  const deliver = stage.deliverWith(({ update, reason }) => {
    troubled.add(update.update_id);
    tell(`update ${update.update_id}: ${reason}`);
  });
  const world = createWorld({
    token: TOKEN,
    zone: stage.project.zone,
    targetLanguage: stage.project.targetLanguage,
    crons: stage.project.crons,
    worker: stage.worker,
    memory,
    deliver: async (update, since) => {
      const outcome = await deliver(update, since);
      troubled.delete(update.update_id);
      if (outcome === "dropped") tell(`update ${update.update_id} has been given up: Telegram keeps none of its kind for longer`);
      else if (isToldOf && troubled.size === 0) {
        isToldOf = false;
        world.broadcast.publish({ kind: "recovered" });
      }
      return outcome;
    },
  });
  return world;
}

/** Asked over HTTP, as `npm run setup` would ask Telegram. */
async function readBotInfo(address: string): Promise<string> {
  const response = await fetch(`${address}/telegram/bot${TOKEN}/getMe`);
  return JSON.stringify(getMe.parse(await response.json()).result);
}
