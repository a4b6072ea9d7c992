import type { Change, SessionStore } from "#session/store.ts";
import type { Random } from "./random.ts";

/** Where the object can die. Between two of its awaits it cannot: the platform writes what lies between them as a whole. */
export const FAULT_POINTS = [
  "after-accept",
  "after-stop",
  "in-handler",
  "before-commit",
  "after-commit",
  "before-send",
  "after-telegram-ok-before-mark",
  "after-mark",
  "before-relay",
  "after-relay-before-mark",
  "before-delivery",
  "at-database",
  "at-card",
  "before-queue",
  "after-queue-before-mark",
  "job-begun",
  "job-done-before-report",
  "after-report",
  "at-clock",
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

export type Faults = {
  /** How likely the object is to die here. */
  crash: (point: FaultPoint) => boolean;
  /** Whether what was asked outside is answered later, while other things happen. */
  isSlow: (point: FaultPoint) => boolean;
  isOn: () => boolean;
  /** From now on the outside works. */
  heal: () => void;
};

export function createFaults(random: Random): Faults {
  const crashes = random.pick([0, 0.005, 0.02, 0.06]);
  const slowness = random.pick([0.1, 0.4, 0.8]);
  let isOn = true;
  return {
    crash: (point) => isOn && random.chance(crashes * oftenAt(point)),
    isSlow: (point) => random.chance(isOn ? (point === "at-clock" ? slowness / 10 : slowness) : 0.05),
    isOn: () => isOn,
    heal: () => {
      isOn = false;
    },
  };
}

/** The clock is read everywhere; few runs stop a job at all, and few deliver much or have a job come to its end. */
function oftenAt(point: FaultPoint): number {
  switch (point) {
    case "after-stop":
      return 50;
    case "before-delivery":
    case "job-done-before-report":
      return 5;
    case "at-clock":
      return 0.1;
    default:
      return 1;
  }
}

/** Ends what a dead object still tries synchronously; what it awaits never comes. */
export class Crash extends Error {
  override readonly name = "Crash";
}

/** One incarnation of the object. */
export type Life = {
  number: number;
  isOver: boolean;
  /** Waits here as long as the outside takes; never returns if the object dies meanwhile. */
  pause: (point: FaultPoint, slowestMs?: number) => Promise<void>;
  /** Waits exactly so long. */
  hang: (ms: number) => Promise<void>;
  /** Dies at the next await. */
  dieSoon: (point: FaultPoint) => void;
};

/** What a dead object waits for. Each wait has its own: one for all would hold on to every object that ever waited. */
export function forever(): Promise<never> {
  return new Promise(() => undefined);
}

/** The store as one incarnation holds it: dead with it, and a place to die after each write. */
export function mortalStore(store: SessionStore, life: Life, faults: Faults): SessionStore {
  const alive = <Value>(work: () => Value): Value => {
    if (life.isOver) throw new Crash("this object is no more");
    return work();
  };
  const written = <Value>(point: FaultPoint, value: Value): Value => {
    if (faults.crash(point)) life.dieSoon(point);
    return value;
  };
  return {
    ...store,
    insert: (row, state) => alive(() => written(state === undefined ? "after-accept" : "after-stop", store.insert(row, state))),
    open: () => alive(store.open),
    nextSeq: () => alive(store.nextSeq),
    apply: (change) =>
      alive(() => {
        const point = pointOf(change, store);
        return written(point, store.apply(change));
      }),
    readState: (feature, key) => alive(() => store.readState(feature, key)),
    listState: (feature, prefix) => alive(() => store.listState(feature, prefix)),
    prune: (before) => alive(() => store.prune(before)),
  };
}

function pointOf({ row, arrivals }: Change, store: SessionStore): FaultPoint {
  if (row === undefined) return arrivals === undefined ? "job-begun" : "after-report";
  const before = store.open().find(({ key }) => key === row.next.key);
  return before?.status === "sending" ? "after-mark" : "after-commit";
}
