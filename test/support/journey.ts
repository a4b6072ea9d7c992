import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { expect, vi } from "vitest";
import { listButton, sendButton } from "#features/tips/buttons.ts";
import { practiseButton } from "#features/tutor/buttons.ts";
import { verifyButton } from "#features/verification/buttons.ts";
import { makeVoiceNote } from "#fakes/voice-note.ts";
import { workAtDesk, type DeskToWorkAt } from "./desk-journey.ts";
import { claimAs, decideOnClaims } from "./journey-claims.ts";
import { askStaff, decide } from "./journey-desk.ts";
import { model, telegram } from "./outside.ts";
import { pressForged, quiet, type Person } from "./person.ts";

/** A way through every handler of the bot, for an owner, to whom all of them are open. It ends before they are forgotten. */
export async function liveThroughEverything(person: Person, desk: DeskToWorkAt): Promise<void> {
  await register(person);
  await lookAround(person);
  await changeSettings(person);
  await addTips(person);
  await sendAlbum(person);
  await learn(person);
  await beBlocked(person);
  await receiveEvents(person);
  await keepRoster(person);
  await askWhy(person);
  await workAtDesk(person, desk);
  await manageStaff(person);
  await askStaff(person);
  await decide(person);
  await person.say("/privacy");
  await person.say("/mydata");
  await person.say("/forget");
  await person.tap("No, keep everything");
  await person.say("/forget");
  await person.tap("Yes, forget me");
}

/** The second yes. */
export async function beForgotten(person: Person): Promise<void> {
  await person.tap("🗑 Delete it for good");
}

async function register(person: Person): Promise<void> {
  await person.say("/start");
  await person.tap("English");
  await person.tap("B1");
  await person.tap("Deutsch");
}

async function lookAround(person: Person): Promise<void> {
  for (const command of ["/start", "/menu", "/help", "/ping", "/cancel", "hm"]) await person.say(command);
  await person.tap("❓ Help");
  await person.tap("‹ Main menu");
}

async function changeSettings(person: Person): Promise<void> {
  await person.say("/settings");
  await person.tap("Level");
  await person.tap("C1");
  await person.tap("Explanations");
  await person.tap("Русский");
  await person.tap("Time zone");
  await person.tap(person.buttons().find((label) => label.startsWith("Tokyo")) ?? "Tokyo");
  await person.tap("💡 Tip of the day: 08:00");
  await person.tap("🔕 No more daily tips");
  await person.say("/menu");
  await person.tap("⚙️ Settings");
  await person.tap("💡 Tip of the day: off");
  await person.tap("19:00");
  await person.say("/settings");
  await person.tap("Language");
  await person.tap("✓ English");
}

/** To a pool that is empty, so that every life reads the same. */
async function addTips(person: Person): Promise<void> {
  const emptied = ["tips", "campaigns", "deliveries", "sqlite_sequence where name = 'tips'"];
  await env.DB.batch(emptied.map((rows) => env.DB.prepare(`delete from ${rows}`)));
  await person.say("/add_tip Read one page a day, and only one.");
  await person.say("/add_tip");
  await person.say("Write one sentence a day, and only one. #B1");
  const tipId = await env.DB.prepare("select max(tip_id) as tip_id from tips").first<number>("tip_id");
  await person.say(`/edit_tip ${tipId} Write one good sentence a day.`);
  await person.say(`/edit_tip ${tipId}`);
  await person.say("Write one very good sentence a day.");
  await person.say(`/delete_tip ${tipId}`);
  await person.tap("↩️ Put it back");
  await person.say("/list_tips");
  await pressForged(person, listButton.data({ below: 0 }));
  await person.say(`/test_tip ${tipId}`);
  await person.say(`/send_tip ${tipId}`);
  await person.tap("👁 Only to me");
  // A tip of their own for everybody who is here: held before anybody has it.
  const sending = vi.spyOn(env.DELIVERIES, "send").mockResolvedValue({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } });
  await pressForged(person, sendButton.data({ tipId: tipId ?? 0, at: person.user.id }));
  sending.mockRestore();
  await followCampaign(person);
}

/** Two photos, which a timer brings together. */
async function sendAlbum({ user }: Person): Promise<void> {
  const photo = (n: number) => ({ kind: "photo" as const, body: new Uint8Array([n]) });
  await telegram.sendAlbum(user.id, [photo(1), photo(2)]);
  await quiet(user.id);
  const countTimers = () =>
    runInDurableObject(env.SESSIONS.getByName(`person:${user.id}`), (_, { storage }) =>
      storage.sql.exec("SELECT 1 FROM state WHERE key LIKE 'timer:album:%'").toArray(),
    );
  await vi.waitFor(async () => expect(await countTimers()).toEqual([]), { timeout: 10_000 });
  await quiet(user.id);
}

async function learn(person: Person): Promise<void> {
  await person.say("/learn");
  await person.say("/menu");
  await person.tap("🎓 Learn");
  await person.tap("💬 Free conversation");
  model.script(["Gut!\n\n~~lerne gern~~ **lese gern** [vocabulary] — of books\n\nWas liest du?"]);
  await person.say("Ich lerne gern Bücher.");
  await lookAtProgress(person);
  await person.tap("📇 Make a card");
  await person.tap("🙋 I was right");
  // Nobody else's life is to have a reminder of it.
  await env.DB.prepare("update cards set is_open = 0 where kind = 'tutor.dispute'").run();
  model.fail({ kind: "server-error", times: 1 });
  await person.say("Und ich lese viel.");
  await person.tap("🔁 Try again");
  const name = `recording-${person.user.id}`;
  telegram.addFile({ fileId: name, path: `voice/${name}.oga`, body: makeVoiceNote("Ich höre gern zu."), contentType: "audio/ogg" });
  await person.post({ voice: { file_id: name, file_unique_id: name, duration: 4, mime_type: "audio/ogg" } });
  await person.tap("⏹ End conversation");
  await person.say("/learn");
  await person.tap("📖 Reading");
  await person.tap("▶️ I am ready");
  await person.say("/cancel");
  await person.say("/learn");
  await person.tap("↩️ Go on: 📖 Reading");
  for (let n = 1; n <= 7; n++) await person.say(`Das ist Satz ${n}.`);
  await person.tap("⏹ End lesson");
  await person.tap("📄 Transcript");
  await pressForged(person, practiseButton.data({ mode: "grammar", type: "case" }));
  await person.say("/cancel");
  await listen(person);
  await person.tap("🎓 Learn");
  await person.tap("🧠 What I know about you");
  await person.tap("➕ Tell me something");
  await person.say("I like chess.");
  await person.tap("🗑 1");
}

/** After the first message, when a stretch of practice is a minute long in every life. */
async function lookAtProgress(person: Person): Promise<void> {
  await person.say("/progress");
  await person.tap("🗓 What I practised");
  await person.tap("‹ Back");
}

async function listen(person: Person): Promise<void> {
  await person.say("/learn");
  await person.tap("🎧 Listening");
  // Recordings are shared, and each life is to make its own.
  model.script([`> Hier spricht Nummer ${person.user.id}.\n\nWer spricht?`]);
  await person.tap("▶️ I am ready");
  await vi.waitFor(() => expect(person.last()).toBe("Wer spricht?"), { timeout: 20_000, interval: 50 });
  await quiet(person.user.id);
  await person.tap("⏹ End lesson");
}

/** About somebody of whom there is nothing to tell, so that every life reads the same. */
async function askWhy(person: Person): Promise<void> {
  await env.DB.prepare("insert or ignore into people values (5, 'en', 'A1', 'en', 'UTC', 1, 0, 1, '', null)").run();
  await person.say("/why 5");
  await telegram.forge(person.user.id, "why:replay:person.5:0:x");
  await quiet(person.user.id);
  await person.tap("⟳ Newest");
}

/** Somebody who was never here is staff for a moment. */
async function manageStaff(person: Person): Promise<void> {
  await person.say("/staff");
  await person.say("/staff add teacher 6");
  await person.tap("✕ Teacher: 6");
  await quiet(6);
}

/** What they have just begun. */
async function followCampaign(person: Person): Promise<void> {
  const newest = env.DB.prepare("select campaign_id from campaigns where started_by = ?").bind(person.user.id);
  const campaignId = await newest.first<string>("campaign_id");
  await person.tap("🔄 Newest");
  await person.tap("⏸ Pause");
  await person.tap("▶️ Go on");
  await person.tap("⏹ Stop");
  const body = JSON.stringify({ kind: "campaign.finished", version: 1, data: { campaignId } });
  await env.SESSIONS.getByName(`person:${person.user.id}`).accept({ key: "e:journey:finished", kind: "event", body });
  await quiet(person.user.id);
}

/** Alone on the roster, so that every life reads the same. */
async function keepRoster(person: Person): Promise<void> {
  const say = async (...texts: string[]) => {
    for (const text of texts) await person.say(text);
  };
  await env.DB.batch(
    ["students", "mirror_events", "sqlite_sequence where name = 'students'"].map((rows) => env.DB.prepare(`delete from ${rows}`)),
  );
  await say("/addstudent Ada Lovelace; +4930123401; ada@example.com");
  await person.tap("✅ Verify now");
  await say("/addstudent", "Grace Hopper", "+4930123402", "grace@example.com");
  await person.tap("✏️ Edit");
  await person.tap("Name");
  await say("Grace Brewster Hopper", "/menu");
  await pressForged(person, verifyButton.data({}));
  await say("nobody@example.com", "/menu");
  await pressForged(person, verifyButton.data({}));
  await person.choose("📱 Share my number");
  await claimAs(person, "grace@example.com");
  await say("/list_students");
  await telegram.forge(person.user.id, "verification:list:0:");
  await quiet(person.user.id);
  await say("/remove_student grace");
  await person.tap("🗑 Remove");
  await say("The year is over");
  await person.tap("🗑 Yes, remove");
  await person.tap("↩️ Restore");
  await say("/student ada");
  await person.tap("🔗 Other account");
  await say(String(person.user.id), "/stats", "/import");
  const body = Uint8Array.from(new TextEncoder().encode("name;phone;email\nEmmy Noether;+4930123403;emmy@example.com"));
  const table = { kind: "document" as const, name: "students.csv", contentType: "text/csv", body };
  await person.sendFile(table);
  await person.tap("No, leave it");
  await person.sendFile(table);
  await person.tap("✅ Add 1 student");
  await decideOnClaims(person, "emmy@example.com");
}

async function beBlocked(person: Person): Promise<void> {
  await telegram.block(person.user.id);
  await quiet(person.user.id);
  await telegram.unblock(person.user.id);
  await quiet(person.user.id);
}

/** Practice that could not be written down when it ended. */
function unsaved({ user }: Person) {
  return { personId: user.id, mode: "conversation", level: "A1", study: { startedAt: 1, lastAt: 1, activeMs: 0, turns: 1, mistakes: [] } };
}

/** What reaches a person's object from inside. */
async function receiveEvents(person: Person): Promise<void> {
  // Too little for a tip.
  model.script(["Hm."]);
  const known = await env.DB.prepare("select version from people where person_id = ?").bind(person.user.id).first<number>("version");
  const profile = {
    personId: person.user.id,
    interfaceLanguage: "en",
    level: "A1",
    explanationLanguage: "en",
    timezone: "UTC",
    isReachable: true,
    registeredAt: new Date(0),
    version: (known ?? 0) + 1,
  };
  for (const [kind, data] of [
    ["person.cancelled", {}],
    ["tutor.silence", {}],
    ["tutor.unsaved", unsaved(person)],
    ["tips.wanted", { key: "model:2020-01-01:en:B1", language: "en", level: "B1", topic: "case", day: "2020-01-01" }],
    // Nobody is there.
    ["progress.asked", { who: { by: "id", personId: 8 } }],
    ["person.changed", { profile }],
    ["person.unreachable", {}],
    ["staff.changed", { role: "teacher", change: "add" }],
    ["access.changed", { isActive: false }],
  ] as const) {
    const body = JSON.stringify({ kind, version: 1, data });
    await env.SESSIONS.getByName(`person:${person.user.id}`).accept({ key: `e:journey:${kind}`, kind: "event", body });
    await quiet(person.user.id);
  }
  await person.say("/ping");
}
