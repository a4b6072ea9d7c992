import type { CommandList, Persona, State } from "../wire.ts";
import { api } from "./api.ts";
import { createClockBar } from "./clock-bar.ts";
import { commandsFor } from "./commands.ts";
import { createComposer, type Composer } from "./composer.ts";
import { byId } from "./dom.ts";
import { connectMenu } from "./menu.ts";
import { attempt } from "./notices.ts";
import { createPane, type Pane } from "./pane.ts";
import { createPeople, type People } from "./people.ts";
import { openRoom, type Room } from "./room.ts";
import { createScroller, type Scroller } from "./scroller.ts";
import { createStatus } from "./status.ts";
import { createTaps, type Taps } from "./taps.ts";
import { createTimes, type Times } from "./time.ts";

/** All that is on the page: the rooms, the one that is shown, and the parts around it. */
export type View = {
  state: State;
  rooms: Map<number, Room>;
  current: Room | undefined;
  /** A person to change over to as soon as they are here. */
  awaited: number | undefined;
  commands: CommandList[];
  times: Times;
  scroller: Scroller;
  status: ReturnType<typeof createStatus>;
  taps: Taps;
  pane: Pane;
  clock: ReturnType<typeof createClockBar>;
  people: People;
  composer: Composer;
};

export function openView(state: State): View {
  const times = createTimes(state.zone, state.offsetMs);
  const view: View = {
    state,
    rooms: new Map(),
    current: undefined,
    awaited: undefined,
    commands: state.commands,
    times,
    scroller: createScroller(),
    status: createStatus(),
    taps: createTaps(),
    pane: createPane(times),
    clock: createClockBar(times),
    people: createPeople({ times, choose: (personId) => showRoom(view, personId) }),
    composer: createComposer({
      say: (text) => say(view, text),
      post: (kind) => attempt(api.post(me(view), kind)),
      unblock: () => attempt(api.block(me(view), false)),
      commands: () => (view.current ? commandsFor(view.current.persona, view.commands) : []),
    }),
  };
  for (const persona of state.personas) addPersona(view, persona);
  for (const traffic of state.traffic) view.pane.add(traffic);
  connectChat(view);
  const first = view.rooms.get(personInAddress() ?? 0) ?? view.rooms.values().next().value;
  if (first) showRoom(view, first.persona.personId);
  return view;
}

export function addPersona(view: View, persona: Persona): void {
  const room = openRoom(persona, view.state, view.times);
  view.rooms.set(persona.personId, room);
  view.people.add(persona);
  view.people.preview(persona.personId, room.conversation.newest(), false);
  if (view.awaited === persona.personId) showRoom(view, persona.personId);
}

/** Changes over to another persona. */
export function showRoom(view: View, personId: number): void {
  const room = view.rooms.get(personId);
  view.awaited = room ? undefined : personId;
  if (!room) return;
  view.current = room;
  history.replaceState(null, "", `#person=${room.persona.personId}`);
  view.status.clear();
  view.people.select(room.persona.personId);
  byId("messages").setAttribute("aria-label", `Messages of ${room.persona.name}`);
  view.scroller.show(room.conversation.element);
  refreshRoom(view);
}

/** Brings what surrounds the messages into line with the room that is shown. */
export function refreshRoom({ current, composer }: View): void {
  if (!current) return;
  const isEmpty = current.conversation.isEmpty();
  byId("welcome").hidden = !isEmpty;
  composer.setMode(current.isBlocked ? "blocked" : isEmpty ? "start" : "write");
  composer.setKeyboard(current.isBlocked ? [] : current.keyboard);
  composer.refreshCommands();
  byId("block").textContent = current.isBlocked ? "Unblock the bot" : "Block the bot";
}

function connectChat(view: View): void {
  const { bot } = view.state;
  document.title = `${bot.first_name} simulator`;
  for (const place of document.querySelectorAll("[data-bot-name]")) place.textContent = bot.first_name;
  connectMenu(byId<HTMLButtonElement>("chat-menu"), byId("chat-menu-list"), () => attempt(api.block(me(view), !view.current?.isBlocked)));
  byId("messages").addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : undefined;
    const button = target?.closest<HTMLElement>("[data-callback]");
    if (button) view.taps.press(button, me(view));
    const command = target?.closest<HTMLElement>("[data-command]")?.dataset["command"];
    if (command) say(view, command);
  });
}

function say(view: View, text: string): void {
  view.scroller.toEnd();
  attempt(api.say(me(view), text));
}

function me({ current }: View): number {
  return current?.persona.personId ?? 0;
}

function personInAddress(): number | undefined {
  const found = /^#person=(\d+)$/.exec(location.hash);
  return found ? Number(found[1]) : undefined;
}
