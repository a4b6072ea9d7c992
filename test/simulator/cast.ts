import type { FakeTelegram } from "#fakes/telegram/contract.ts";
import type { Broadcast } from "./broadcast.ts";
import { listChats } from "./chats.ts";
import { usernameOf } from "./personas.ts";
import type { Persona } from "./wire.ts";

/** The people that a page can be. */
export type Cast = {
  personas: Persona[];
  blocked: Set<number>;
  /** One value for each, by person id. */
  each: <T>(valueOf: (personId: number) => T) => Record<string, T>;
  enter: (persona: Omit<Persona, "personId" | "username"> & { personId?: number; username?: string }) => Persona;
  /** Those who were here before, whom Telegram knows already. */
  recall: (memory: { personas: Persona[]; blocked: number[] }) => void;
  setBlocked: (personId: number, isBlocked: boolean) => Promise<void>;
};

export function createCast(telegram: FakeTelegram, broadcast: Broadcast): Cast {
  const personas: Persona[] = [];
  const blocked = new Set<number>();
  return {
    personas,
    blocked,
    each: (valueOf) => Object.fromEntries(personas.map(({ personId }) => [personId, valueOf(personId)])),
    enter(input) {
      const personId = input.personId ?? Math.max(...personas.map((each) => each.personId)) + 1;
      const { name, languageCode, username = usernameOf(name, personId) } = input;
      const persona = { ...input, personId, username };
      telegram.addPerson({ id: personId, first_name: name, language_code: languageCode, username });
      personas.push(persona);
      broadcast.publish({ kind: "chats", chats: listChats(telegram, personas) });
      broadcast.publish({ kind: "persona", persona });
      return persona;
    },
    recall(memory) {
      personas.push(...memory.personas);
      for (const personId of memory.blocked) blocked.add(personId);
    },
    async setBlocked(personId, isBlocked) {
      if (isBlocked) blocked.add(personId);
      else blocked.delete(personId);
      broadcast.publish({ kind: "blocked", personId, blocked: isBlocked });
      await (isBlocked ? telegram.block(personId) : telegram.unblock(personId));
    },
  };
}
