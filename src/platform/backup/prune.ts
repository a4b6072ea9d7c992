import { backupKeys, listBackups } from "./manifest.ts";

/** Backups are kept for a month of nights; older ones go when a new one is finished. */
const KEPT = 30;

export async function pruneBackups(files: R2Bucket): Promise<void> {
  for (const backupId of (await listBackups(files)).slice(0, -KEPT)) await deleteBackup(files, backupId);
}

/** The manifest goes first, so that nobody restores from what is being deleted. */
export async function deleteBackup(files: R2Bucket, backupId: string): Promise<void> {
  await files.delete([backupKeys.manifest(backupId), backupKeys.progress(backupId)]);
  for (;;) {
    const page = await files.list({ prefix: backupKeys.folder(backupId) });
    if (page.objects.length > 0) await files.delete(page.objects.map(({ key }) => key));
    if (!page.truncated) return;
  }
}
