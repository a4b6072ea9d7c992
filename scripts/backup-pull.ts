import { join } from "node:path";
import { pullBackup } from "./backup/pull.ts";
import { readWorker } from "./backup/worker.ts";
import { root } from "./run.ts";

try {
  await pullBackup(readWorker(process.env), { folder: process.argv[2] ?? join(root, "backups"), say: (line) => console.log(line) });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
