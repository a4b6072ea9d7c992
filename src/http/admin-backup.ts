import { Hono } from "hono";
import * as z from "zod";
import { allFeatures } from "#features/index.ts";
import { recordAudit } from "#platform/audit.ts";
import { backupKeys, findManifest, listBackups, manifest } from "#platform/backup/manifest.ts";
import { restoreBackup } from "#platform/backup/restore.ts";
import { beginBackup, goOn } from "#platform/backup/write.ts";
import type { Deps, HttpEnv } from "#platform/deps.ts";
import { buryPerson } from "#platform/forgotten.ts";

/** A request does as much as it can in this time, and the rest is done by cron or by the next request. */
const RUN_MS = 20_000;

const id = manifest.shape.backupId;
const fileName = z.string().regex(/^(manifest\.json|[a-z0-9_]+-\d+\.jsonl\.gz)$/);

/** `/admin/backup`: backups made, listed, fetched, put back, and restored into an empty database. */
export const backupRoutes = new Hono<HttpEnv>()
  .get("/", async (c) => {
    const { files } = c.var.deps;
    const found = await Promise.all(
      (await listBackups(files)).map(async (backupId) => ({ backupId, manifest: await findManifest(files, backupId) })),
    );
    return c.json({
      backups: found.map(({ backupId, manifest: whole }) =>
        whole === undefined
          ? { backupId, state: "not finished" }
          : { backupId, state: "finished", finishedAt: whole.finishedAt, rows: whole.tables.reduce((sum, { rows }) => sum + rows, 0) },
      ),
    });
  })
  .post("/", async (c) => {
    const { deps, now } = c.var;
    const backupId = now.toISOString().slice(0, 19).replaceAll(":", "-");
    if (await beginBackup(deps, { backupId, now })) await audit(deps, "backup.begin", { backupId, now });
    await goOn(deps, backupId, { now, until: Date.now() + RUN_MS });
    const isFinished = (await deps.files.head(backupKeys.manifest(backupId))) !== null;
    return c.json({ backupId, state: isFinished ? "finished" : "goes on by itself" }, isFinished ? 200 : 202);
  })
  .post("/:backupId/restore", async (c) => {
    const { deps, now } = c.var;
    const holders = allFeatures.flatMap(({ personData }) => (personData === undefined ? [] : [personData]));
    const restored = await restoreBackup(deps, {
      backupId: c.req.param("backupId"),
      now,
      until: Date.now() + RUN_MS,
      forget: async (personId, forgottenAt) => {
        const statements = holders.flatMap((data) => data.forget(personId, deps, forgottenAt));
        await deps.db.batch([buryPerson(deps.db, personId, forgottenAt), ...statements]);
      },
    });
    return restored.ok ? c.json(restored.value) : c.json({ error: restored.reason }, 409);
  })
  .get("/:backupId/files/:name", async (c) => {
    const key = keyOf(c.req.param());
    const file = key === undefined ? null : await c.var.deps.files.get(key);
    if (file === null) return c.json({ error: "there is no such file" }, 404);
    return c.body(file.body, 200, { "content-type": file.httpMetadata?.contentType ?? "application/octet-stream" });
  })
  .put("/:backupId/files/:name", async (c) => {
    const { deps, now } = c.var;
    const key = keyOf(c.req.param());
    const body = await c.req.arrayBuffer();
    if (key === undefined || body.byteLength === 0) return c.json({ error: "a file of a backup has another name, or is not empty" }, 400);
    const { backupId } = c.req.param();
    if ((await deps.files.head(backupKeys.manifest(backupId))) !== null) return c.json({ error: "a finished backup is not changed" }, 409);
    await audit(deps, "backup.upload", { backupId, now });
    await deps.files.put(key, body);
    return c.json({ bytes: body.byteLength }, 201);
  });

function keyOf({ backupId, name }: { backupId: string; name: string }): string | undefined {
  return id.safeParse(backupId).success && fileName.safeParse(name).success ? `${backupKeys.folder(backupId)}${name}` : undefined;
}

async function audit({ db }: Deps, action: string, { backupId, now }: { backupId: string; now: Date }): Promise<void> {
  const entry = { auditId: `admin:${crypto.randomUUID()}`, actor: "admin", action, subject: `backup:${backupId}` };
  await db.batch([recordAudit(db, { ...entry, origin: "admin route", at: now })]);
}
