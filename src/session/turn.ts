import * as z from "zod";
import { seededChance } from "#platform/chance.ts";
import type { Directory } from "#platform/feature.ts";
import type { FlowKind } from "#platform/flow-kind.ts";
import type { Translate } from "#platform/i18n/words.ts";
import { chatOf, nameOf, type Subject } from "#platform/object-name.ts";
import { profileSchema, type InterfaceLanguage, type Profile } from "#platform/profile.ts";
import type { Place, StateCell, Turn } from "#platform/turn.ts";
import { createCollector } from "./collector.ts";
import type { Effect } from "./effects.ts";
import { askStep, flowCellOf } from "./flow.ts";
import { firstKeyOf, JOB_STOPPED, type InboxRow } from "./inbox.ts";
import { jobWrite, stopMarks } from "./jobs.ts";
import { countOf, stopQueued, enqueueJob } from "./queued-jobs.ts";
import { createState, type TurnState } from "./state.ts";
import type { SessionStore, StateWrite } from "./store.ts";
import { timerGone, timerWrite } from "./timers.ts";

export const profileCell: StateCell<Profile> = { feature: "session", key: "profile", schema: profileSchema };

export type TurnParts = {
  subject: Subject;
  row: InboxRow;
  store: SessionStore;
  words: (language: InterfaceLanguage) => Translate;
  directory: Directory;
  /** For somebody who has not chosen a language yet, and for groups, which choose none. */
  guessedLanguage: InterfaceLanguage;
  username: string | undefined;
  senderName: string;
  place: Place | undefined;
  pressedMessageId: number | undefined;
  richMessages: boolean;
  files: R2Bucket;
};

/** A turn and what it has collected, to be committed with its row. */
export type CollectedTurn = Turn & { collected: () => { effects: Effect[]; writes: StateWrite[]; isForgotten: boolean } };

export function createTurn(parts: TurnParts): CollectedTurn {
  const { subject, row } = parts;
  const accepted = `${nameOf(subject)}:${row.acceptedAt}`;
  const cause = `${accepted}:${firstKeyOf(row.key)}`;
  const state = createState(parts.store);
  const hops = hopsOf(row);
  const isTyped = row.kind !== "event" && row.kind !== "job";
  const { effects, ...saying } = createCollector({
    ...parts,
    // A replay writes what its first row would have written, but what it says is new: the apology had gone out before.
    cause: `${accepted}:${row.key}`,
    self: nameOf(subject),
    chatId: chatOf(subject),
    acceptedAt: row.acceptedAt,
    hops,
    isTyped,
  });
  let knownProfile: Profile | undefined;
  const profile = () => (knownProfile ??= state.read(profileCell));
  let keys = 0;
  const key = () => `${cause}:${++keys}`;
  let draws = 0;
  let isForgotten = false;
  const stopped = new Set<string>();

  const turn: CollectedTurn = {
    ...saying,
    ...working(() => turn, state, { row, place: parts.place, stopped }),
    subject,
    place: parts.place,
    get personId() {
      if (subject.type !== "person") throw new Error(`${nameOf(subject)} is not a person`);
      return subject.id;
    },
    hops,
    now: new Date(row.acceptedAt),
    hasStoppedJob: row.outcome === JOB_STOPPED,
    key,
    writing: () => ({ key: key(), at: new Date(row.acceptedAt), hops }),
    chance: () => seededChance(`${cause}:${++draws}`),
    state,
    profile,
    username: parts.username,
    senderName: parts.senderName,
    saveProfile: (value) => {
      knownProfile = value;
      state.write(profileCell, value);
    },
    forgetAll: () => {
      isForgotten = true;
      knownProfile = undefined;
      state.forgetAll();
    },
    ...speaking(parts, profile),
    directory: parts.directory,
    // Jobs go on while this turn does: what is written about them is decided at the last moment.
    collected: () => ({ effects, writes: [...state.writes(), ...stopMarks(parts.store, stopped)], isForgotten }),
  };
  return turn;
}

/** The result of a job is of the turn that began it; an event is one more. */
function hopsOf({ kind, body }: InboxRow): number {
  if (kind !== "job" && kind !== "event") return 0;
  const { hops } = counted.parse(JSON.parse(body));
  return kind === "job" ? hops : hops + 1;
}

const counted = z.object({ hops: z.int().default(0) });

/** The language may be chosen in this very turn. */
function speaking({ words, guessedLanguage }: TurnParts, profile: Turn["profile"]): Pick<Turn, "language" | "t" | "inLanguage"> {
  const language = () => profile()?.interfaceLanguage ?? guessedLanguage;
  const t: Translate = (key, variables) => words(language())(key, variables);
  return { language, t, inLanguage: (other) => ({ t: other === undefined ? t : words(other) }) };
}

/** What a turn sets going beside itself. */
function working(
  turn: () => Turn,
  state: TurnState,
  { row, place, stopped }: Pick<TurnParts, "row" | "place"> & { stopped: Set<string> },
): Pick<Turn, "start" | "stopJobs" | "openFlow" | "closeFlow" | "after" | "cancelTimer"> {
  const flowCell = flowCellOf(place);
  let jobs = 0;
  return {
    start: (job, input) => {
      const jobId = `${row.seq}-${++jobs}`;
      if (job.where === "queue") enqueueJob(turn(), job, { jobId, input });
      else state.writeRaw(jobWrite(jobId, { name: job.name, version: job.version ?? 1, input, ...countOf(turn()) }));
    },
    stopJobs: (...kinds) => {
      const names = kinds.map(({ name }) => name);
      names.forEach((name) => stopped.add(name));
      stopQueued(turn(), names);
    },
    openFlow: async (flow: FlowKind, data: unknown) => {
      await turn().directory.cancelFlow(turn());
      const open = { flow: flow.name, version: flow.version, step: flow.first, data, expiresAt: row.acceptedAt + flow.expiresAfterMs };
      state.write(flowCell, open);
      askStep(turn(), flow, open);
    },
    closeFlow: () => {
      const wasOpen = state.read(flowCell) !== undefined;
      if (wasOpen) state.clear(flowCell);
      return wasOpen;
    },
    after: (key, timer) => state.writeRaw(timerWrite(key, { ...timer, setBy: row.seq })),
    cancelTimer: (key) => state.writeRaw(timerGone(key)),
  };
}
