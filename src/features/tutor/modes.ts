/** What can be practised, in the order of the menu. */
export const MODES = ["conversation", "grammar", "reading", "listening", "writing", "speaking", "vocabulary"] as const;
export type Mode = (typeof MODES)[number];

/**
 * Where a lesson stands. `open` has no tasks: somebody talks. Otherwise the learner is asked for a sign to begin, has a task before
 * them, tries it once more, or has done it.
 */
export const STEPS = ["open", "start", "task", "retry", "done"] as const;
export type Step = (typeof STEPS)[number];

/** What the tutor does in one answer; each has its own section in the prompt of its mode. */
export const DUTIES = ["talk", "pose", "check", "recheck"] as const;
export type Duty = (typeof DUTIES)[number];

/** How a step goes on. `onTask` is what the button below it, or a trigger word, asks for; `takesWords` says whether a word is enough. */
type StepPlan = { onAnswer: Duty; onTask?: Duty; takesWords: boolean };

/**
 * The plan that the tutor drives, the same in every mode but the open one:
 *
 * | step  | the learner …         | by button          | by word            | the tutor …                         | then              |
 * | ----- | --------------------- | ------------------ | ------------------ | ----------------------------------- | ----------------- |
 * | open  | says anything         |                    |                    | answers, corrects and asks          | open              |
 * | start | gives the sign        | that of the mode   | that of the mode   | poses a task                        | task              |
 * | start | says something else   |                    |                    | answers, and asks for the sign      | start             |
 * | task  | answers               |                    |                    | checks and corrects                 | done, else retry  |
 * | task  | wants another one     | Another one        | next¹              | poses another task                  | task              |
 * | retry | answers               |                    |                    | checks, and gives what is right     | done              |
 * | retry | wants another one     | Another one        | next¹              | poses another task                  | task              |
 * | done  | wants the next one    | Next one           | next               | poses the next task                 | task              |
 * | done  | says something else   |                    |                    | answers                             | done              |
 * | any   | ends it               | End conversation   | end¹, or /cancel   | tells what was practised            | the end           |
 * | any   | is silent for 30 min. |                    |                    | has it written down                 | where it was      |
 *
 * | mode         | first button   | its word | a task is …                                         |
 * | ------------ | -------------- | -------- | --------------------------------------------------- |
 * | conversation |                |          |                                                     |
 * | grammar      | I am ready     | ready    | a rule, and one exercise on it                      |
 * | reading      | I am ready     | ready    | a short text, and one question about it             |
 * | listening    | I am ready     | ready    | a text read aloud, and one question about it        |
 * | writing      | Give me a task | prompt   | a text of so many words, to somebody and for a reason |
 * | speaking     | I am ready     | ready    | half a minute to a minute on two points             |
 * | vocabulary   | Quiz me        | quiz     | one word to recall                                  |
 *
 * Any of the words does, whichever language it is in, written or said: `signals.ts` lists them.
 *
 * ¹ Where a task may be answered in one word, every word is taken for the answer while one is awaited: then only the buttons and
 * /cancel ask for anything else.
 */
const PLAN: Record<Step, StepPlan> = {
  open: { onAnswer: "talk", takesWords: true },
  start: { onAnswer: "talk", onTask: "pose", takesWords: true },
  task: { onAnswer: "check", onTask: "pose", takesWords: false },
  retry: { onAnswer: "recheck", onTask: "pose", takesWords: false },
  done: { onAnswer: "talk", onTask: "pose", takesWords: true },
};

/** Nobody answers these tasks in one word. */
const ANSWERED_AT_LENGTH: ReadonlySet<Mode> = new Set(["writing", "speaking"]);

/** Whether the tutor poses tasks; otherwise somebody talks. */
export function hasTasks(mode: Mode): boolean {
  return mode !== "conversation";
}

export function firstStep(mode: Mode): Step {
  return hasTasks(mode) ? "start" : "open";
}

export function dutyFor(step: Step, wish: "answer" | "task"): Duty {
  const { onAnswer, onTask } = PLAN[step];
  return wish === "task" ? (onTask ?? onAnswer) : onAnswer;
}

export function takesWords(mode: Mode, step: Step): boolean {
  return PLAN[step].takesWords || ANSWERED_AT_LENGTH.has(mode);
}

/** Where a lesson stands after the tutor has done its duty. */
export function nextStep(step: Step, duty: Duty, isRight: boolean): Step {
  switch (duty) {
    case "talk":
      return step;
    case "pose":
      return "task";
    case "check":
      return isRight ? "done" : "retry";
    case "recheck":
      return "done";
  }
}

/** What the answer to a task begins with. A model that forgot it has found what it corrected. */
export function readVerdict(answer: string, correctionCount: number): boolean {
  const sign = /^\s*(✅|❌)/u.exec(answer)?.[1];
  return sign === undefined ? correctionCount === 0 : sign === "✅";
}
