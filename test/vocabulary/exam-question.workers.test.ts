import { expect, test } from "vitest";
import * as z from "zod";
import { onPress, type Feature } from "#platform/feature.ts";
import { defineButton, integerArg } from "#platform/telegram/button.ts";
import type { View } from "#platform/telegram/view.ts";
import { paragraph } from "#platform/text/tree.ts";
import type { StateCell } from "#platform/turn.ts";
import { telegram } from "#support/outside.ts";
import { noWords, runWith } from "#support/features.ts";
import { aLearner, quiet } from "#support/person.ts";

const items = [
  { stem: "Ich ___ müde.", options: ["bin", "habe"], key: 0 },
  { stem: "Er ___ gegangen.", options: ["hat", "ist"], key: 1 },
];

const attempt = z.object({ position: z.int(), score: z.int() });
const attemptCell: StateCell<z.infer<typeof attempt>> = { feature: "exam", key: "attempt", schema: attempt };
const answerButton = defineButton("exam:answer", { position: integerArg, option: integerArg });

function renderQuestion({ position, score }: z.infer<typeof attempt>): View {
  const item = items[position];
  if (item === undefined) return { text: [paragraph(`${score} of ${items.length}`)] };
  return {
    text: [paragraph(`${position + 1}/${items.length}`), paragraph(item.stem)],
    buttons: [item.options.map((label, option) => ({ label, data: answerButton.data({ position, option }) }))],
  };
}

/** An exam question that is edited in place: the whole feature. */
const exam: Feature = {
  name: "exam",
  locales: noWords,
  commands: [
    {
      name: "exam",
      handle: ({ turn }) => {
        const begun = { position: 0, score: 0 };
        turn.state.write(attemptCell, begun);
        turn.show("exam", renderQuestion(begun));
      },
    },
  ],
  buttons: [
    onPress(answerButton, ({ turn }, { position, option }) => {
      const current = turn.state.read(attemptCell);
      if (current === undefined || current.position !== position) return;
      const next = { position: position + 1, score: current.score + (items[position]?.key === option ? 1 : 0) };
      turn.state.write(attemptCell, next);
      turn.show("exam", renderQuestion(next));
    }),
  ],
};

test("a question is answered in its own message, and an answer that comes twice counts once", async () => {
  const lena = await aLearner();
  await runWith(`person:${lena.user.id}`, [exam]);
  await lena.say("/exam");
  const messages = lena.screen().length;
  await telegram.tap(lena.user.id, "bin");
  await telegram.forge(lena.user.id, answerButton.data({ position: 0, option: 0 }), lena.screen().at(-1)?.message_id);
  await quiet(lena.user.id);
  expect(lena.last()).toContain("Er ___ gegangen.");
  await lena.tap("ist");
  expect(lena.last()).toBe("2 of 2");
  expect(lena.screen()).toHaveLength(messages);
});
