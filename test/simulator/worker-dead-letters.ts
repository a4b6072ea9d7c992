import * as z from "zod";
import type { DeadLetter } from "./wire.ts";

const instant = z.iso.datetime().transform((text) => Date.parse(text));

const undelivered = z
  .object({ deadLetterId: z.string(), diedAt: instant, to: z.string().nullable(), kind: z.string().nullable() })
  .transform(({ deadLetterId, diedAt, to, kind }): DeadLetter => ({ deadLetterId, at: diedAt, to: to ?? "", kind: kind ?? "unreadable" }));

/** `GET /admin/dead-letters`. */
export const undeliveredAnswer = z.object({ deadLetters: z.array(undelivered) }).transform(({ deadLetters }) => deadLetters);

const story = z.object({
  at: instant,
  deadLetterId: z.string().optional(),
  kind: z.string().optional(),
  row: z.object({ kind: z.string() }).optional(),
});

/** `GET /admin/why`, of which only the dead are read. */
export const whyAnswer = z
  .object({ subject: z.string(), timeline: z.array(story) })
  .transform(({ subject, timeline }): DeadLetter[] =>
    timeline.flatMap(({ deadLetterId, at, kind, row }) =>
      deadLetterId === undefined ? [] : [{ deadLetterId, at, to: subject, kind: row?.kind ?? kind ?? "other" }],
    ),
  );
