import type { PageChange, PageEvent, State } from "../wire.ts";
import { api } from "./api.ts";
import { showTrouble } from "./notices.ts";

/** Loads the state once and then tells each later change, in order and without gaps. */
export function connect({ onState, onChange }: { onState: (state: State) => void; onChange: (change: PageChange) => void }): void {
  const source = new EventSource("/sim/events");
  const early: PageEvent[] = [];
  let loaded: { run: string; seq: number } | undefined;

  const take = (event: PageEvent) => {
    if (!loaded || event.seq <= loaded.seq) return;
    loaded.seq = event.seq;
    onChange(event.change);
  };
  source.addEventListener("message", ({ data }) => {
    const event = JSON.parse(String(data)) as PageEvent;
    if (loaded) take(event);
    else early.push(event);
  });
  source.addEventListener("error", () => showTrouble("The simulator does not answer. Is npm run dev still running?"));
  source.addEventListener("open", () => void opened());

  const opened = async () => {
    const state = await api.state();
    showTrouble(undefined);
    // After a gap in the connection the page starts anew rather than guess what it missed.
    if (loaded && (loaded.run !== state.run || loaded.seq < state.seq)) return location.reload();
    if (loaded) return;
    loaded = { run: state.run, seq: state.seq };
    onState(state);
    for (const event of early) take(event);
  };
}
