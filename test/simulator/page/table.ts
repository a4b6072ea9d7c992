import { connectNewPerson, createPeople } from "./bar/people.ts";
import { byId } from "./dom.ts";
import { keep, recall } from "./kept.ts";
import { createPhone, type Phone } from "./phone/phone.ts";
import type { Persona } from "../wire.ts";
import type { Taps } from "./phone/taps.ts";
import type { Store } from "./store.ts";
import type { Times } from "./time.ts";
import { openUnread, type Unread } from "./unread.ts";
import { keepPhonesWhole } from "./whole-phones.ts";

/** The phones side by side, and who is chosen for it. On a narrow screen one at a time is seen. */
export type Table = {
  all: () => Iterable<Phone>;
  of: (personId: number) => Phone | undefined;
  addPerson: (personId: number) => void;
  /** Puts the phone of somebody on the table, as soon as they are here. */
  bringUp: (personId: number) => void;
  /** Something has changed in what somebody has not read. */
  showUnread: (personId: number) => void;
  /** There are other chats than before. */
  meetChats: () => void;
};

type TableInput = { store: Store; times: Times; taps: Taps };

const REMEMBERED_AS = "phones";
const PHONE_PX = 390;
const narrow = matchMedia("(max-width: 760px)");

export function createTable({ store, times, taps }: TableInput): Table {
  const place = byId("phones");
  const phones = new Map<number, Phone>();
  const unread = new Map<number, Unread>();
  let active: number | undefined;
  /** A person to show as soon as they are here. */
  let awaited: number | undefined;

  const unreadOf = (personId: number): Unread => {
    const known = unread.get(personId) ?? openUnread(personId, store);
    unread.set(personId, known);
    return known;
  };
  const showUnread = (personId: number) => people.setUnread(personId, unreadOf(personId).all());
  const note = () => {
    for (const [id, phone] of phones) {
      phone.element.classList.toggle("active", id === active);
      phone.look();
    }
    people.setShown(phones.keys(), active);
    keep(REMEMBERED_AS, { shown: [...phones.keys()], active });
  };
  const activate = (personId: number) => {
    if (active === personId) return;
    active = personId;
    note();
  };
  const putAway = (personId: number) => {
    phones.get(personId)?.element.remove();
    phones.delete(personId);
    if (active === personId) active = phones.keys().next().value;
    note();
  };
  const show = (personId: number) => {
    const persona = store.personas.get(personId);
    awaited = persona ? undefined : personId;
    if (!persona || phones.has(personId)) return;
    const phone = createPhone({
      persona,
      store,
      times,
      taps,
      unread: unreadOf(personId),
      putAway: () => putAway(personId),
      onRead: () => showUnread(personId),
    });
    phone.element.addEventListener("focusin", () => activate(personId));
    phone.element.addEventListener("pointerdown", () => activate(personId));
    phones.set(personId, phone);
    place.append(phone.element);
    phone.settle();
    phone.tick();
    note();
  };
  const bringUp = (personId: number) => {
    show(personId);
    if (!phones.has(personId)) return;
    activate(personId);
    phones.get(personId)?.element.scrollIntoView({ inline: "nearest", block: "nearest" });
  };
  const people = createPeople({
    choose: (personId) => (phones.has(personId) && !narrow.matches ? putAway(personId) : bringUp(personId)),
  });
  keepPhonesWhole(place);
  connectNewPerson(bringUp);
  connectKeys({ bringUp, phoneInUse: () => phones.get(active ?? 0), people: () => [...store.personas.keys()] });
  const add = (persona: Persona) => {
    people.add(persona);
    showUnread(persona.personId);
  };
  for (const persona of store.personas.values()) add(persona);
  const remembered = readRemembered(store);
  for (const personId of remembered.shown) show(personId);
  activate(remembered.active);
  setInterval(() => phones.forEach((phone) => phone.tick()), 1000);

  return {
    all: () => phones.values(),
    of: (personId) => phones.get(personId),
    bringUp,
    addPerson(personId) {
      const persona = store.personas.get(personId);
      if (persona) add(persona);
      if (awaited === personId) bringUp(personId);
      else note();
    },
    showUnread,
    meetChats: () => unread.forEach((each) => each.meet()),
  };
}

/** The phones that were there before a reload, or as many as fit. */
function readRemembered(store: Store): { shown: number[]; active: number } {
  const known = [...store.personas.keys()];
  const fitting = known.slice(0, Math.max(1, Math.min(3, Math.floor(innerWidth / PHONE_PX))));
  const { shown, active } = recall(REMEMBERED_AS) ?? {};
  const kept = Array.isArray(shown) ? known.filter((personId) => shown.includes(personId)) : [];
  const first = kept.length > 0 ? kept : fitting;
  return { shown: first, active: typeof active === "number" && first.includes(active) ? active : (first[0] ?? 0) };
}

type Keys = { bringUp: (personId: number) => void; phoneInUse: () => Phone | undefined; people: () => number[] };

/** Alt and a digit bring up a phone; typing goes into the one in use, wherever the focus is. */
function connectKeys({ bringUp, phoneInUse, people }: Keys): void {
  document.addEventListener("keydown", (event) => {
    const digit = event.altKey && /^Digit([1-9])$/.exec(event.code)?.[1];
    if (digit) {
      const personId = people()[Number(digit) - 1];
      if (personId === undefined) return;
      event.preventDefault();
      bringUp(personId);
      return phoneInUse()?.focus();
    }
    const isText = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    const inField =
      event.target instanceof HTMLElement && event.target.matches("input, textarea, select, dialog *, [role=menuitem], .pane *");
    if (isText && !inField) phoneInUse()?.focus();
  });
}
