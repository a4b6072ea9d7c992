import { env } from "cloudflare:workers";
import { recordOf, theGroups } from "#support/roster.ts";
import { beforeAll, expect, test } from "vitest";
import { settled, type Group } from "#support/group.ts";
import { telegram } from "#support/outside.ts";
import { aLearner, anOwner, textOf, type Person } from "#support/person.ts";

let vera: Person;
let office: Group;

beforeAll(async () => {
  vera = await anOwner();
  ({ office } = theGroups([vera]));
});

const table = (text: string | Uint8Array, name = "students.csv") => ({
  kind: "document" as const,
  name,
  contentType: "text/csv",
  body: Uint8Array.from(typeof text === "string" ? new TextEncoder().encode(text) : text),
});
const count = () => env.DB.prepare("select count(*) as students from students").first<number>("students");

test("a table with a byte order mark, semicolons and quotes is previewed and then taken over in one go", async () => {
  await vera.sendFile(
    table(
      '\uFEFFEmail;Full name;Phone\r\nmarga@example.com;"Faulstich, Marga";+4930555001\r\n"lotte@example.com";Lotte Reiniger;030 555002\r\n',
    ),
  );
  expect(vera.last()).toContain("2: A name has 2 to 50 letters");
  expect(vera.buttons()).toEqual([]);
  await vera.sendFile(
    table(
      '\uFEFFEmail;Full name;Phone\r\nmarga@example.com;"Marga Faulstich";+4930555001\r\n"lotte@example.com";Lotte Reiniger;030 555002\r\n',
    ),
  );
  expect(vera.last()).toContain("2 new students");
  expect(await recordOf("marga@example.com")).toBeNull();
  await vera.tap("✅ Add 2 students");
  expect(vera.last()).toContain("2 students have been added");
  expect(await recordOf("lotte@example.com")).toMatchObject({ full_name: "Lotte Reiniger", phone: "+4930555002", status: "pending" });
  const mirrored = await env.DB.prepare(
    "select count(*) as added from mirror_events where data ->> '$.email' in ('marga@example.com', 'lotte@example.com')",
  ).first("added");
  expect(mirrored).toBe(2);
});

test("wrong lines are told by number and reason, and nothing of such a file can be taken over", async () => {
  const before = await count();
  await vera.sendFile(
    table(
      "name,phone,email\nRosalind Franklin,+4930556001,rosalind@example.com\nX,12,nothing\nToo Short\nTwice,+4930556001,twice@example.com\n",
    ),
  );
  const said = vera.last();
  expect(said).toContain("line 3: A name has 2 to 50 letters");
  expect(said).toContain("line 3: That is no phone number");
  expect(said).toContain("line 3: That is no email");
  expect(said).toContain("line 4: The line has too few columns");
  expect(said).toContain("line 5: The number stands in an earlier line");
  expect(vera.buttons()).toEqual([]);
  expect(await count()).toBe(before);
});

test("who is on the roster already is left out by name, and the others are added", async () => {
  await vera.say("/addstudent Maria Goeppert; +4930557001; maria@example.com");
  await vera.sendFile(table("Maria G,+4930557999,maria@example.com\nKatherine Johnson,+4930557002,katherine@example.com"));
  expect(vera.last()).toContain("1 new student");
  expect(vera.last()).toContain("line 1: Maria G");
  await vera.tap("✅ Add 1 student");
  expect(await recordOf("katherine@example.com")).toMatchObject({ status: "pending" });
  expect(await recordOf("maria@example.com")).toMatchObject({ full_name: "Maria Goeppert" });
});

test("two thousand lines are taken over at once, one more is refused", async () => {
  const lines = Array.from({ length: 2000 }, (_, n) => `Big Import,+49305${String(600_000 + n)},big${n}@example.com`);
  await vera.sendFile(table([...lines, "One Too Many,+4930599999,many@example.com"].join("\n")));
  expect(vera.last()).toContain("at most 2");
  const before = (await count()) ?? 0;
  await vera.sendFile(table(lines.join("\n")));
  await vera.tap(vera.buttons()[0] ?? "");
  expect(await count()).toBe(before + 2000);
});

test("a row that comes on the roster between preview and yes is left out, and the rest is added", async () => {
  await vera.sendFile(table("Barbara Liskov,+4930558001,barbara@example.com\nShafi Goldwasser,+4930558002,shafi@example.com"));
  await env.DB.prepare(
    "insert into students (full_name, search_name, email, phone, status, created_by, created_at, changed_key) values ('B', 'b', 'barbara@example.com', '+4930558009', 'pending', 'test', 0, 'x')",
  ).run();
  await vera.tap("✅ Add 2 students");
  expect(vera.last()).toContain("1 student has been added");
  expect(await recordOf("shafi@example.com")).toMatchObject({ status: "pending" });
});

test("the same yes twice adds nobody twice", async () => {
  await vera.sendFile(table("Radia Perlman,+4930559001,radia@example.com"));
  const [yes] = vera.screen().at(-1)?.reply_markup?.inline_keyboard.flat() ?? [];
  const data = yes !== undefined && "callback_data" in yes ? yes.callback_data : "";
  await vera.tap("✅ Add 1 student");
  const before = await count();
  await telegram.forge(vera.user.id, data);
  await vera.say("/ping");
  expect(vera.screen().map(textOf).join()).toContain("out of date");
  expect(await count()).toBe(before);
});

test("what is no UTF-8 and what is empty is refused with a hint", async () => {
  await vera.sendFile(table(new Uint8Array([0x4d, 0xfc, 0x6c, 0x6c])));
  expect(vera.last()).toContain("UTF-8");
  await vera.sendFile(table("name;phone;email\n"));
  expect(vera.last()).toContain("no student in this file");
  await vera.sendFile(table('name;phone;email\n"Open;+4930;x@example.com'));
  expect(vera.last()).toContain("never closed");
});

test("in the verifiers' group a file is read when somebody replies to it with /import", async () => {
  const file = await telegram.sendFile(vera.user.id, table("Annie Easley,+4930561001,annie@example.com"), { chatId: office.chat.id });
  await telegram.say(vera.user.id, "/import", { chatId: office.chat.id, replyTo: file.message_id });
  await settled(office, vera.user.id);
  await vera.inGroup(office).tap("✅ Add 1 student");
  await settled(office, vera.user.id);
  expect(textOf(office.screen().at(-1))).toContain("1 student has been added");
  expect(await recordOf("annie@example.com")).toMatchObject({ created_by: `person:${vera.user.id}` });
});

test("a table from anybody else is no import", async () => {
  const lena = await aLearner();
  await lena.sendFile(table("Nobody At All,+4930562001,nobody@example.com"));
  expect(lena.last()).toContain("cannot do anything with this");
  expect(await recordOf("nobody@example.com")).toBeNull();
});
