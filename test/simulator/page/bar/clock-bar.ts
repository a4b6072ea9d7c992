import type { ClockMove } from "../../wire.ts";
import { api } from "../api.ts";
import { byId } from "../dom.ts";
import { showToast } from "../notices.ts";
import type { Times } from "../time.ts";
import { reasonOf } from "../../shared/reason.ts";

/** The simulated clock at the top and the buttons that move it on. */
export function createClockBar(times: Times): { refresh: () => void } {
  const face = byId("clock");
  const buttons = [byId<HTMLButtonElement>("plus-hour"), byId<HTMLButtonElement>("next-morning")];
  const refresh = () => {
    if (face.textContent !== times.headline()) face.textContent = times.headline();
    face.setAttribute("datetime", new Date(times.now()).toISOString());
  };
  const move = async (step: ClockMove) => {
    for (const button of buttons) button.disabled = true;
    await api.moveClock(step).catch((error: unknown) => showToast(reasonOf(error), { tone: "error" }));
    for (const button of buttons) button.disabled = false;
  };
  buttons[0]?.addEventListener("click", () => void move({ hours: 1 }));
  buttons[1]?.addEventListener("click", () => void move({ to: "next-morning" }));
  setInterval(refresh, 1000);
  refresh();
  return { refresh };
}
