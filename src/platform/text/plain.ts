import { renderEntities } from "./entities.ts";
import type { Text } from "./tree.ts";

/** The words alone, laid out as in a message, for toasts and other places without formatting. */
export function renderPlain(text: Text): string {
  return renderEntities(text).text;
}
