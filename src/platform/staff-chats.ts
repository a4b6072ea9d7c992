import { currentChatId } from "./chats.ts";
import type { Config } from "./config.ts";
import type { Deps } from "./deps.ts";

/** The groups that the configuration gives to staff, by the ids that it names. */
export function staffChats({ chats }: Config): number[] {
  const { support: _, ...ofStaff } = chats;
  return [...new Set(Object.values(ofStaff).filter((chatId) => chatId !== undefined))];
}

/** Whether a group is one of them, under its present id. */
export async function isStaffChat({ config, db }: Pick<Deps, "config" | "db">, chatId: number): Promise<boolean> {
  const named = staffChats(config);
  if (named.includes(chatId)) return true;
  const current = await Promise.all(named.map((id) => currentChatId(db, id)));
  return current.includes(chatId);
}
