import { env } from "cloudflare:workers";
import { makeVoiceNote } from "#fakes/voice-note.ts";
import { expect, test, vi } from "vitest";
import { model, telegram } from "#support/outside.ts";
import { aLearner } from "#support/person.ts";

const CANARY = "Kanarienvogel";

test("no log line holds what was said, what a model made of it, or the address of a recording", async () => {
  const lines: string[] = [];
  for (const method of ["log", "info", "warn", "error", "debug"] as const)
    vi.spyOn(console, method).mockImplementation((...parts) => void lines.push(parts.map(String).join(" ")));
  // Read once, with the first update of this file.
  Object.assign(env, { LOG_LEVEL: "debug" });

  const lena = await aLearner();
  await lena.tap("🎓 Learn");
  await lena.tap("💬 Free conversation");
  const voice = { file_id: CANARY, file_unique_id: CANARY, duration: 4 };
  telegram.addFile({ fileId: CANARY, path: `voice/${CANARY}.oga`, body: makeVoiceNote(`Mein ${CANARY} singt.`), contentType: "audio/ogg" });
  await lena.post({ voice });
  expect(lena.screen().at(-2)?.text).toContain(CANARY);
  for (const kind of ["server-error", "garbage", "cut"] as const) {
    model.fail({ kind, times: 1 });
    model.script([`${CANARY} sagt das Modell`]);
    await lena.say(`${CANARY} schreibt die Lernende`);
    model.fail({ kind, times: 1 });
    await lena.post({ voice });
  }
  telegram.fail({ kind: "refusal", method: "getFile", description: `Bad Request: ${CANARY}`, times: 1 });
  await lena.post({ voice });

  const log = lines.join("\n");
  expect(log).toContain("ai.call.failed");
  for (const secret of [CANARY, env.BOT_TOKEN]) expect(log).not.toContain(secret);
});
