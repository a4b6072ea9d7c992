import { broken, note, type Finding } from "./finding.ts";
import type { Observations } from "./observe.ts";

/** The date of an answer has whole seconds, and the answer takes a while. */
const TOLERANCE_MS = 60_000;

/** Three clocks, this machine's among them; Telegram's is taken for the right one. */
export function judgeClocks({ health, telegram }: Observations): Finding[] {
  const worker = health?.aheadMs;
  const right = telegram.aheadMs ?? worker;
  const findings: Finding[] = [];
  if (worker !== undefined && telegram.aheadMs !== undefined && Math.abs(worker - telegram.aheadMs) > TOLERANCE_MS)
    findings.push(
      broken(
        `The Worker's clock is ${minutes(worker - telegram.aheadMs)} Telegram's`,
        "tips, reminders and ends of access come at the wrong time; Cloudflare's clock is right, so this Worker runs on a machine of somebody's own",
        "timedatectl set-ntp true on the machine of the Worker",
      ),
    );
  if (right !== undefined && Math.abs(right) > TOLERANCE_MS)
    findings.push(
      note(
        `The clock of this machine is ${minutes(-right)} the others`,
        "ages that are told here are wrong, and certificates may be refused; the bot does not mind",
        "timedatectl set-ntp true, or w32tm /resync on Windows, or sntp -sS time.apple.com on macOS",
      ),
    );
  return findings;
}

function minutes(aheadMs: number): string {
  return `${Math.round(Math.abs(aheadMs) / 60_000)} min ${aheadMs > 0 ? "ahead of" : "behind"}`;
}
