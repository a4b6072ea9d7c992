import type { State } from "../wire.ts";
import { createClockBar } from "./bar/clock-bar.ts";
import { createDeadLetters, type DeadLetters } from "./bar/dead-letters.ts";
import { createFailures, type Failures } from "./bar/failures.ts";
import { createPane, type Pane } from "./bar/pane.ts";
import { keepFor } from "./kept.ts";
import { speakIn } from "./message/sound.ts";
import { createScenes, type Scenes } from "./bar/scenes.ts";
import { showBuildProblem } from "./notices.ts";
import { createTaps, type Taps } from "./phone/taps.ts";
import { openStore, type Store } from "./store.ts";
import { createTable, type Table } from "./table.ts";
import { createTimes, type Times } from "./time.ts";

/** All that is on the page: what it was told, the phones that show it, and the bars around them. */
export type View = {
  store: Store;
  times: Times;
  taps: Taps;
  table: Table;
  pane: Pane;
  deadLetters: DeadLetters;
  failures: Failures;
  scenes: Scenes;
  clock: ReturnType<typeof createClockBar>;
};

export function openView(state: State): View {
  keepFor(state.world);
  const times = createTimes(state.zone, state.offsetMs);
  const store = openStore(state);
  speakIn(state.targetLanguage);
  const taps = createTaps();
  document.title = `${state.bot.first_name} simulator`;
  const nameOf = (chatId: number) => store.personas.get(chatId)?.name ?? store.chats.get(chatId)?.info.title;
  const deadLetters = createDeadLetters({ times, nameOf });
  const pane = createPane({ times, nameOf, onOpen: deadLetters.refresh });
  for (const traffic of state.traffic) pane.add(traffic);
  deadLetters.refresh();
  const failures = createFailures();
  failures.setSwitches(state.switches);
  failures.setWorker(state.workerStatus);
  const table = createTable({ store, times, taps });
  showBuildProblem(state.buildProblem);
  const scenes = createScenes({ scenarios: state.scenarios, bringUp: table.bringUp });
  scenes.setPlaying(state.playing);
  return { deadLetters, failures, scenes, store, times, taps, pane, table, clock: createClockBar(times) };
}
