import { sql, type SQL } from "drizzle-orm";
import type { Database } from "./database.ts";
import type { Subject } from "./object-name.ts";
import { chats } from "./schema.ts";

/** Notes that a group has a new id. */
export async function saveMigration(db: Database, { from, to }: { from: Subject; to: number }): Promise<void> {
  if (from.type !== "chat") return;
  await db
    .insert(chats)
    .values({ chatId: from.id, movedTo: to })
    .onConflictDoUpdate({ target: chats.chatId, set: { movedTo: to } });
}

/** The present id of a chat that the configuration or an old row names. */
export async function currentChatId(db: Database, chatId: number): Promise<number> {
  const [row] = await db.select({ current: currentChat(chatId) }).from(sql`(select 1)`);
  return row?.current ?? chatId;
}

/** The same as an expression, for a statement that takes it at the moment when it is carried out. */
export function currentChat(chatId: number): SQL<number> {
  const known = sql`known (id) as (select cast(${chatId} as integer) union select moved_to from chats join known on chat_id = id)`;
  return sql`(with recursive ${known} select id from known where id not in (select chat_id from chats))`;
}
