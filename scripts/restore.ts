import { restoreBackup } from "./backup/restore.ts";
import { readWorker } from "./backup/worker.ts";

try {
  const [manifestPath] = process.argv.slice(2);
  if (manifestPath === undefined) throw new Error("Say which: `npm run restore -- backups/<day>/manifest.json`.");
  await restoreBackup(readWorker(process.env), { manifestPath, say: (line) => console.log(line) });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
