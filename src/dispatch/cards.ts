import type { Deps } from "#platform/deps.ts";
import { findCardFile } from "#platform/desk/store.ts";
import { renderCard } from "#platform/desk/view.ts";
import type { Directory } from "#platform/feature.ts";
import type { SessionBot } from "#session/bot.ts";
import { profileCell } from "#session/turn.ts";

/** Renders cards as they are in the database, in the language of the chat that shows them. */
export function createCardRenderer(directory: Directory, words: SessionBot["words"], deps: Deps): SessionBot["renderCard"] {
  return async (cardId, { subject, state }) => {
    const file = await findCardFile(deps.db, cardId);
    const kind = file === undefined ? undefined : directory.cardKind(file.card.kind);
    if (file === undefined || kind === undefined) return undefined;
    const language = subject.type === "person" ? state.read(profileCell)?.interfaceLanguage : undefined;
    const t = words(language ?? deps.config.staffLanguage);
    const content = await renderCard({ kind, file, t, now: await deps.clock.now(), deps });
    return { content, rev: file.card.rev, isOpen: file.card.isOpen };
  };
}
