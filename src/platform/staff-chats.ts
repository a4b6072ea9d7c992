import { currentChatId } from "./chats.ts";
import type { Deps } from "./deps.ts";

/** Whether a group is one that the configuration gives to staff, under its present id. */
export async function isStaffChat({ config, db }: Pick<Deps, "config" | "db">, chatId: number): Promise<boolean> {
  const named = config.alertsChatId;
  return named !== undefined && (named === chatId || (await currentChatId(db, named)) === chatId);
}
