import type { Step } from "./scenario.ts";

type Choices = { language: string; level: string; explanations: string };

/** Somebody meets the bot and tells it what it asks of everybody. */
export function register(who: string, { language, level, explanations }: Choices): Step[] {
  return [{ who, say: "/start" }, ...[language, level, explanations].map((tap) => ({ who, tap }))];
}

/** From the main menu into a conversation with the tutor. */
export function beginToTalk(who: string): Step[] {
  return ["Learn", "Free conversation"].map((tap) => ({ who, tap }));
}
