import * as z from "zod";
import { defineFlow } from "#platform/flow-kind.ts";
import { claimTyped } from "./claim.ts";
import { parseIdentifier } from "./details.ts";
import { renderIdentifierQuestion } from "./view.ts";

const asked = z.object({
  country: z.string(),
  identifier: z.object({ by: z.enum(["email", "phone"]), value: z.string() }).optional(),
});
const complete = asked.required();

const HOUR_MS = 60 * 60 * 1000;

/** Asks a person for the email or number that they gave to the academy. */
export const verifyFlow = defineFlow<z.infer<typeof asked>>({
  name: "verify",
  version: 1,
  first: "identifier",
  data: asked,
  expiresAfterMs: HOUR_MS,
  steps: {
    identifier: {
      accepts: "text",
      ask: (_, turn) => renderIdentifierQuestion(turn),
      decide: (input, data) => {
        const identifier = parseIdentifier(input, data.country);
        return identifier.ok
          ? { type: "finish", data: { ...data, identifier: identifier.value } }
          : { type: "stay", reason: identifier.reason };
      },
    },
  },
  save: (data, turn, deps) => claimTyped(turn, deps, complete.parse(data).identifier),
});
