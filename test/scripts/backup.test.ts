import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { pullBackup } from "../../scripts/backup/pull.ts";
import { restoreBackup } from "../../scripts/backup/restore.ts";
import { readWorker, type Worker } from "../../scripts/backup/worker.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "stoa-backup-"));
  folders.push(folder);
  return folder;
}

const day = "2026-11-21";
const rows = "rows of people";
const sha256 = createHash("sha256").update(rows).digest("hex");
const manifest = JSON.stringify({
  backupId: day,
  tables: [{ name: "people", rows: 3, parts: [{ key: `backups/${day}/people-0.jsonl.gz`, sha256 }] }],
});

/** What `/admin/backup` answers, over files in memory; it restores in two calls. */
function aWorker(files = new Map<string, string>()) {
  const asked: string[] = [];
  let calls = 0;
  const answer = async (request: Request): Promise<Response> => {
    const path = new URL(request.url).pathname.replace("/admin/backup", "");
    asked.push(`${request.method} ${path}`);
    if (request.headers.get("authorization") !== "Bearer of the operator")
      return Response.json({ error: "a bearer token is needed" }, { status: 401 });
    if (path === "")
      return Response.json({
        backups: [...files.keys()].some((name) => name.endsWith("manifest.json")) ? [{ backupId: day, state: "finished" }] : [],
      });
    if (path.endsWith("/restore"))
      return Response.json({ phase: ++calls < 2 ? "write" : "done", tables: [{ name: "people", expected: 3, found: calls < 2 ? 0 : 3 }] });
    if (request.method === "PUT") files.set(path, await request.text());
    const file = files.get(path);
    return file === undefined ? Response.json({ error: "there is no such file" }, { status: 404 }) : new Response(file);
  };
  const worker: Worker = {
    publicUrl: "https://stoa.test",
    adminToken: "of the operator",
    fetch: (input, init) => answer(new Request(input, init)),
  };
  return { worker, asked, files };
}

const stored = () =>
  new Map([
    [`/${day}/files/manifest.json`, manifest],
    [`/${day}/files/people-0.jsonl.gz`, rows],
  ]);

test("the newest backup is copied whole, and what is there already is not fetched again", async () => {
  const folder = aFolder();
  const { worker, asked } = aWorker(stored());
  const said: string[] = [];
  const path = await pullBackup(worker, { folder, say: (line) => said.push(line) });
  expect(readFileSync(path, "utf8")).toBe(manifest);
  expect(readFileSync(join(dirname(path), "people-0.jsonl.gz"), "utf8")).toBe(rows);
  expect(said).toEqual([`${day}: 1 files, 3 rows, in ${join(folder, day)}`]);
  asked.length = 0;
  await pullBackup(worker, { folder, say: () => undefined });
  expect(asked).toEqual(["GET ", `GET /${day}/files/manifest.json`]);
});

test("a file that is not the one that was written is refused, and no manifest says that the copy is whole", async () => {
  const folder = aFolder();
  const { worker, files } = aWorker(stored());
  files.set(`/${day}/files/people-0.jsonl.gz`, "something else");
  await expect(pullBackup(worker, { folder, say: () => undefined })).rejects.toThrow("its checksum differs");
  expect(() => readFileSync(join(folder, day, "manifest.json"))).toThrow("ENOENT");
});

test("a copy is put into another installation and restored, and what it has come to is said", async () => {
  const path = await pullBackup(aWorker(stored()).worker, { folder: aFolder(), say: () => undefined });
  const { worker, asked } = aWorker();
  const said: string[] = [];
  await restoreBackup(worker, { manifestPath: path, say: (line) => said.push(line) });
  expect(asked).toEqual([
    "GET ",
    `PUT /${day}/files/people-0.jsonl.gz`,
    `PUT /${day}/files/manifest.json`,
    `POST /${day}/restore`,
    `POST /${day}/restore`,
  ]);
  expect(said).toEqual(["1 files are with the Worker.", "write …", "ok   people: 3 of 3 rows"]);
});

test("nothing is sent from a copy with a broken or a missing file", async () => {
  const path = await pullBackup(aWorker(stored()).worker, { folder: aFolder(), say: () => undefined });
  const { worker, asked } = aWorker();
  writeFileSync(join(dirname(path), "people-0.jsonl.gz"), "half");
  await expect(restoreBackup(worker, { manifestPath: path, say: () => undefined })).rejects.toThrow("its checksum differs");
  rmSync(join(dirname(path), "people-0.jsonl.gz"));
  await expect(restoreBackup(worker, { manifestPath: path, say: () => undefined })).rejects.toThrow("is missing");
  await expect(restoreBackup(worker, { manifestPath: "/nowhere/manifest.json", say: () => undefined })).rejects.toThrow("There is no file");
  expect(asked).toEqual([]);
});

test("what is missing in the environment, a wrong token and an empty list are told in words", async () => {
  expect(() => readWorker({ PUBLIC_URL: " " })).toThrow("Missing: PUBLIC_URL, ADMIN_TOKEN");
  const { worker } = aWorker();
  await expect(pullBackup({ ...worker, adminToken: "wrong" }, { folder: aFolder(), say: () => undefined })).rejects.toThrow(
    "a bearer token is needed",
  );
  await expect(pullBackup(worker, { folder: aFolder(), say: () => undefined })).rejects.toThrow("There is no finished backup yet");
});
