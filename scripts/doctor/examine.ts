import { judgeClocks } from "./clock-findings.ts";
import { renderFinding, type Finding } from "./finding.ts";
import { observe, type Observations, type Place, type Tools } from "./observe.ts";
import { judgeTelegram } from "./telegram-findings.ts";
import { judgeWorker } from "./worker-findings.ts";

/** Asks everybody, says in words what is wrong, and returns whether all works. */
export async function examine(place: Place, tools: Tools & { say: (line: string) => void }): Promise<boolean> {
  const seen = await observe(place, tools);
  const findings = judge(seen, { publicUrl: place.publicUrl, now: tools.now() });
  const { bot, isAsked } = seen.telegram;
  tools.say(`Asked: ${place.publicUrl}${bot === undefined ? "" : `, and Telegram as @${bot.username}`}.`);
  if (!isAsked) tools.say("Telegram itself was not asked about the bot and its groups: that needs BOT_TOKEN in the environment.");
  for (const finding of findings) tools.say(`\n${renderFinding(finding, place.environment)}`);
  const isWell = !findings.some(({ isBroken }) => isBroken);
  tools.say(isWell ? "\nEverything works." : "\nMend what is marked with ✗, the first one first.");
  return isWell;
}

/** What is wrong, the causes before what follows from them. */
export function judge(seen: Observations, context: { publicUrl: string; now: number }): Finding[] {
  return [...judgeWorker(seen), ...judgeTelegram(seen, context), ...judgeClocks(seen)];
}
