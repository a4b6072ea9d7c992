import { readFileSync } from "node:fs";

/** A clock tick of /proc, `getconf CLK_TCK` on every Linux. */
const TICK_MS = 10;

/** Milliseconds of processor time, user and system together, that a process has used. Linux only. */
export function cpuMsOf(pid: number): number {
  // Behind the name, which may hold anything: fields 3 and on of proc_pid_stat(5); 14 is utime, 15 is stime.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
  return (Number(fields[14 - 3]) + Number(fields[15 - 3])) * TICK_MS;
}
