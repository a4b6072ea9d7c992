import type { Message } from "@grammyjs/types";
import type { PostKind } from "./wire.ts";

/** What a person sends by the attachment menu: small, complete and the same each time. */
export function contentOf(kind: PostKind, personId: number): Partial<Message> {
  const file = { file_id: `simulator-${kind}`, file_unique_id: `simulator-${kind}` };
  switch (kind) {
    case "sticker":
      return {
        sticker: { ...file, type: "regular", width: 512, height: 512, is_animated: false, is_video: false, emoji: "🏛️", set_name: "stoa" },
      };
    case "contact":
      return { contact: { phone_number: "+491700000000", first_name: "Simulated", user_id: personId } };
    case "location":
      return { location: { latitude: 37.9755, longitude: 23.7226 } };
  }
}
