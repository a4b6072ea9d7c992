import { readdirSync, readFileSync } from "node:fs";

/** The workerds that this process has started and that still live. Linux only. */
export function listWorkerds(): number[] {
  const tasks = readdirSync("/proc/self/task");
  const children = tasks.flatMap((task) => readFileSync(`/proc/self/task/${task}/children`, "utf8").trim().split(" "));
  return children
    .filter((pid) => pid !== "")
    .map(Number)
    .filter((pid) => nameOf(pid) === "workerd");
}

function nameOf(pid: number): string {
  try {
    const { name = "", state = "" } = /^\d+ \((?<name>.*)\) (?<state>\S)/.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.groups ?? {};
    return state === "Z" ? "" : name;
  } catch {
    // It ended in between.
    return "";
  }
}
