import type { File as TelegramFile, Message, MessageId } from "@grammyjs/types";
import { expect, test } from "vitest";
import { aChat, aGroup, morning, token } from "./a-telegram.ts";

const bytes = (...values: number[]) => new Uint8Array(values);
const png = bytes(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);
const ogg = bytes(0x4f, 0x67, 0x67, 0x53, 1);

function aForm(fields: Record<string, string | number | Blob>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value instanceof Blob ? value : String(value));
  return form;
}

const aFile = (content: Uint8Array<ArrayBuffer>, name: string, type: string) => new File([content], name, { type });

test("each kind of file is sent by upload, and can be fetched again", async () => {
  const { send, call, person } = await aChat();
  const upload = async (method: string, field: string, file: File) =>
    (await call<Message>(method, aForm({ chat_id: person.id, [field]: file, ...(field === "voice" ? { duration: 4 } : {}) }))).result;
  const voice = await upload("sendVoice", "voice", aFile(ogg, "hello.ogg", "audio/ogg"));
  expect(voice.voice).toMatchObject({ duration: 4, mime_type: "audio/ogg", file_size: 5 });
  expect((await upload("sendPhoto", "photo", aFile(png, "a.png", "image/png"))).photo).toHaveLength(2);
  expect((await upload("sendAudio", "audio", aFile(ogg, "song.ogg", "audio/ogg"))).audio).toMatchObject({ file_name: "song.ogg" });
  expect((await upload("sendVideo", "video", aFile(ogg, "a.mp4", "video/mp4"))).video).toMatchObject({ width: 640 });
  expect((await upload("sendVideoNote", "video_note", aFile(ogg, "a.mp4", "video/mp4"))).video_note).toMatchObject({ length: 240 });
  expect((await upload("sendAnimation", "animation", aFile(ogg, "a.mp4", "video/mp4"))).animation).toBeDefined();
  expect((await upload("sendSticker", "sticker", aFile(ogg, "a.webp", "image/webp"))).sticker).toMatchObject({ type: "regular" });
  expect((await upload("sendDocument", "document", aFile(ogg, "a.pdf", "application/pdf"))).document).toMatchObject({ file_name: "a.pdf" });
  const { result } = await call<TelegramFile>("getFile", { file_id: voice.voice?.file_id });
  expect(await (await send(`/file/bot${token}/${result.file_path}`)).bytes()).toEqual(ogg);
});

test("a file that Telegram holds is sent by its id, as what it is", async () => {
  const { telegram, call, person } = await aChat();
  const { voice } = await telegram.sendFile(person.id, { kind: "voice", body: ogg, duration: 3 });
  const sent = await call<Message>("sendDocument", { chat_id: person.id, document: voice?.file_id, caption: "Yours" });
  expect(sent.result).toMatchObject({ voice: { file_id: voice?.file_id, duration: 3 }, caption: "Yours" });
  expect(sent.result).not.toHaveProperty("document");
});

test("a voice note in a format that is none becomes a document", async () => {
  const { call, person } = await aChat();
  const { result } = await call<Message>("sendVoice", aForm({ chat_id: person.id, voice: aFile(bytes(1, 2), "a.wav", "audio/wav") }));
  expect(result).toMatchObject({ document: { file_name: "a.wav" } });
});

test("a file of more than 20 MB cannot be fetched", async () => {
  const { telegram, call, person } = await aChat();
  const { document } = await telegram.sendFile(person.id, { kind: "document", body: ogg, name: "film.mkv", size: 20 * 1024 * 1024 + 1 });
  expect((await call("getFile", { file_id: document?.file_id })).description).toBe("Bad Request: file is too big");
});

test("a file of exactly 20 MB is fetched whole", async () => {
  const { telegram, send, call, person } = await aChat();
  const body = new Uint8Array(20 * 1024 * 1024).fill(7);
  const { document } = await telegram.sendFile(person.id, { kind: "document", body, name: "lecture.mkv" });
  const { result } = await call<TelegramFile>("getFile", { file_id: document?.file_id });
  expect(result.file_size).toBe(body.length);
  const fetched = await (await send(`/file/bot${token}/${result.file_path}`)).bytes();
  expect(Buffer.compare(fetched, body)).toBe(0);
});

test("an album goes by upload and by id, with one number for all of it", async () => {
  const { telegram, call, person } = await aChat();
  const { photo } = await telegram.sendFile(person.id, { kind: "photo", body: png });
  const media = [
    { type: "photo", media: "attach://first", caption: "One" },
    { type: "photo", media: photo?.at(-1)?.file_id },
  ];
  const form = aForm({ chat_id: person.id, media: JSON.stringify(media), first: aFile(png, "a.png", "image/png") });
  const { result } = await call<Message[]>("sendMediaGroup", form);
  expect(result).toHaveLength(2);
  expect(new Set(result.map(({ media_group_id }) => media_group_id)).size).toBe(1);
  expect(result[0]).toMatchObject({ caption: "One", media_group_id: expect.any(String) });
});

test("an album counts as many messages as it has parts", async () => {
  const { telegram, call, person, group, sendText } = await aGroup();
  const { photo } = await telegram.sendFile(person.id, { kind: "photo", body: png });
  const media = Array.from({ length: 10 }, () => ({ type: "photo", media: photo?.at(-1)?.file_id }));
  expect((await call("sendMediaGroup", { chat_id: group.id, media })).ok).toBe(true);
  expect((await sendText()).ok).toBe(true);
  expect((await call("sendMediaGroup", { chat_id: group.id, media })).error_code).toBe(429);
});

test("an album of a person comes as updates of its own parts", async () => {
  const { telegram, updates, person } = await aChat();
  await telegram.sendAlbum(person.id, [
    { kind: "photo", body: png, caption: "My homework" },
    { kind: "photo", body: png },
  ]);
  const [first, second] = updates.slice(-2).map(({ message }) => message);
  expect(first).toMatchObject({ caption: "My homework", media_group_id: second?.media_group_id });
  expect(second?.photo?.at(-1)?.file_id).not.toBe(first?.photo?.at(-1)?.file_id);
});

test("a caption is edited, and only where there can be one", async () => {
  const { telegram, call, person } = await aChat();
  const form = aForm({ chat_id: person.id, document: aFile(ogg, "a.pdf", "application/pdf"), caption: "Draft" });
  const { result } = await call<Message>("sendDocument", form);
  const edit = (messageId: number, caption: string) => call("editMessageCaption", { chat_id: person.id, message_id: messageId, caption });
  await edit(result.message_id, "Final");
  expect(telegram.screen(person.id).at(-1)).toMatchObject({ caption: "Final", document: { file_name: "a.pdf" } });
  expect((await edit(result.message_id, "Final")).description).toContain("message is not modified");
  const text = await call<Message>("sendMessage", { chat_id: person.id, text: "Hi" });
  expect((await edit(text.result.message_id, "x")).description).toBe("Bad Request: there is no caption in the message to edit");
});

test("the file of a message is replaced", async () => {
  const { telegram, call, person } = await aChat();
  const { result } = await call<Message>(
    "sendPhoto",
    aForm({ chat_id: person.id, photo: aFile(png, "a.png", "image/png"), caption: "Old" }),
  );
  const media = JSON.stringify({ type: "document", media: "attach://new", caption: "New" });
  await call(
    "editMessageMedia",
    aForm({ chat_id: person.id, message_id: result.message_id, media, new: aFile(ogg, "a.pdf", "application/pdf") }),
  );
  expect(telegram.screen(person.id).at(-1)).toMatchObject({ document: { file_name: "a.pdf" }, caption: "New" });
  expect(telegram.screen(person.id).at(-1)).not.toHaveProperty("photo");
});

test("a copy shows nothing of its origin, a forward shows who said it", async () => {
  const { telegram, call, person, group } = await aGroup();
  const { message_id } = await telegram.sendFile(person.id, { kind: "voice", body: ogg, caption: "Listen" });
  const from = { chat_id: group.id, from_chat_id: person.id, message_id };
  const copied = await call<MessageId>("copyMessage", { ...from, caption: "Anna, A2" });
  const [copy] = telegram.screen(group.id);
  expect(copied.result).toEqual({ message_id: copy?.message_id });
  expect(copy).toMatchObject({ voice: { mime_type: "audio/ogg" }, caption: "Anna, A2" });
  expect(copy).not.toHaveProperty("forward_origin");
  const forwarded = await call<Message>("forwardMessage", from);
  expect(forwarded.result).toMatchObject({ caption: "Listen", forward_origin: { type: "user", sender_user: { id: person.id } } });
});

test("several messages are copied at once, without those that are gone", async () => {
  const { telegram, call, person, group } = await aGroup();
  for (const text of ["One", "Two", "Three"]) await telegram.say(person.id, text);
  telegram.deleteMessage(person.id, 3);
  const { result } = await call<MessageId[]>("copyMessages", { chat_id: group.id, from_chat_id: person.id, message_ids: [2, 3, 4] });
  expect(result).toHaveLength(2);
  expect(telegram.screen(group.id).map(({ text }) => text)).toEqual(["One", "Three"]);
});

test("an album that is copied is one album again, also while time goes on", async () => {
  let now = morning;
  const { telegram, call, person } = await aChat({ now: () => now++ });
  const parts = await telegram.sendAlbum(person.id, [
    { kind: "photo", body: png },
    { kind: "photo", body: png },
  ]);
  const message_ids = parts.map(({ message_id }) => message_id);
  await call("copyMessages", { chat_id: person.id, from_chat_id: person.id, message_ids });
  const albums = telegram.screen(person.id).map(({ media_group_id }) => media_group_id);
  expect(albums.slice(-4).map((album) => albums.indexOf(album))).toEqual([1, 1, 3, 3]);
});

test("what is protected is not passed on", async () => {
  const { call, person, group } = await aGroup();
  const { result } = await call<Message>("sendMessage", { chat_id: person.id, text: "Exam", protect_content: true });
  const from = { chat_id: group.id, from_chat_id: person.id, message_id: result.message_id };
  expect((await call("forwardMessage", from)).description).toBe("Bad Request: message has protected content and can't be forwarded");
  expect((await call("forwardMessages", { ...from, message_id: undefined, message_ids: [result.message_id] })).result).toEqual([]);
});

test("a rich message holds files, sent with it or by their id", async () => {
  const { telegram, call, person } = await aChat();
  const { voice } = await telegram.sendFile(person.id, { kind: "voice", body: ogg, duration: 3 });
  const blocks = [
    { type: "photo", photo: { type: "photo", media: "attach://picture" } },
    { type: "details", summary: "Listen", blocks: [{ type: "voice_note", voice_note: { type: "voice_note", media: voice?.file_id } }] },
  ];
  const form = aForm({ chat_id: person.id, rich_message: JSON.stringify({ blocks }), picture: aFile(png, "a.png", "image/png") });
  expect((await call<Message>("sendRichMessage", form)).result.rich_message?.blocks).toMatchObject([
    { type: "photo", photo: [{ width: 90 }, { width: 640 }] },
    { type: "details", blocks: [{ type: "voice_note", voice_note: { file_id: voice?.file_id, duration: 3 } }] },
  ]);
  const wrong = { blocks: [{ type: "photo", photo: { type: "photo", media: "nothing" } }] };
  expect((await call("sendRichMessage", { chat_id: person.id, rich_message: wrong })).error_code).toBe(400);
});
