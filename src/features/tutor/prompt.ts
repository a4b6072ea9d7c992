import frame from "#prompts/tutor.md";
import conversation from "#prompts/tutor-conversation.md";
import focusPrompt from "#prompts/tutor-focus.md";
import grammar from "#prompts/tutor-grammar.md";
import listening from "#prompts/tutor-listening.md";
import reading from "#prompts/tutor-reading.md";
import speaking from "#prompts/tutor-speaking.md";
import vocabulary from "#prompts/tutor-vocabulary.md";
import writing from "#prompts/tutor-writing.md";
import { fillPrompt, nameOfPrompt } from "#platform/ai/prompt.ts";
import type { Profile } from "#platform/profile.ts";
import { MISTAKE_TYPES, type MistakeType } from "./mistake.ts";
import type { Duty, Mode } from "./modes.ts";
import { languageName, LEVEL_RULES } from "./rules.ts";

const MODE_PROMPTS: Record<Mode, string> = { conversation, grammar, reading, listening, writing, speaking, vocabulary };

/** The version of the frame stands for all prompts of the tutor's answers. */
export const PROMPT = nameOfPrompt(frame);

export type Lesson = {
  profile: Pick<Profile, "level" | "explanationLanguage">;
  targetLanguage: string;
  mode: Mode;
  duty: Duty;
  focus: MistakeType | undefined;
};

/** Our instructions for one answer: the frame, the plan of the mode, and what the tutor is to do now. */
export function writePrompt({ profile, targetLanguage, mode, duty, focus }: Lesson): string {
  const { plan, duties } = readModePrompt(MODE_PROMPTS[mode]);
  return fillPrompt(frame, {
    targetLanguage: languageName(targetLanguage),
    level: profile.level,
    explanationLanguage: languageName(profile.explanationLanguage),
    levelRule: LEVEL_RULES[profile.level],
    mistakeTypes: MISTAKE_TYPES.join(", "),
    mode,
    duty,
    plan,
    focus: focus === undefined ? "" : fillPrompt(focusPrompt, { type: focus }).trim(),
    task: getDuty(duties, duty, mode),
  });
}

/** A prompt of a mode begins with its plan and has a section for each duty. */
function readModePrompt(prompt: string): { plan: string; duties: Map<string, string> } {
  const [plan = "", ...sections] = prompt.split(/^## /m);
  const named = sections.map((section): [string, string] => {
    const [name = "", ...lines] = section.split("\n");
    return [name.trim(), lines.join("\n").trim()];
  });
  return { plan: plan.trim(), duties: new Map(named) };
}

function getDuty(duties: Map<string, string>, duty: Duty, mode: Mode): string {
  const text = duties.get(duty);
  if (text === undefined) throw new Error(`the prompt of ${mode} has no section ${duty}`);
  return text;
}
