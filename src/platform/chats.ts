import { eq } from "drizzle-orm";
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
  const [row] = await db.select().from(chats).where(eq(chats.chatId, chatId));
  return row === undefined ? chatId : currentChatId(db, row.movedTo);
}
