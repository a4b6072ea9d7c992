import type * as z from "zod";
import type { Deps } from "#platform/deps.ts";
import type { Turn } from "#platform/turn.ts";
import { findOpenConversation } from "./conversation.ts";
import { renderListening, renderUnspoken } from "./listening-view.ts";
import { sayRecording } from "./speak-job.ts";
import { noteFileId, type spokenNotice } from "./speech.ts";

/**
 * After a voice message its question is asked, and Telegram's id of it is kept. An id that Telegram refused is let go, and the
 * recording itself is sent; what cannot be sent at all is there to be read.
 */
export async function noteSpoken({ outcome, ...notice }: z.infer<typeof spokenNotice>, turn: Turn, deps: Deps): Promise<void> {
  const { key, isReused, startedAt, question } = notice;
  if (outcome.type === "sent" && outcome.fileId !== undefined && !isReused) await noteFileId(deps, key, outcome.fileId);
  if (outcome.type === "failed" && isReused) await noteFileId(deps, key, undefined);
  if (findOpenConversation(turn.state)?.startedAt !== startedAt) return;
  if (outcome.type === "sent") return turn.say(renderListening(turn, question));
  const isSentAnew = isReused && (await sayRecording(turn, deps, { ...notice, isReused: false }));
  if (!isSentAnew) turn.say(renderUnspoken(turn, notice));
}
