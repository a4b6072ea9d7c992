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
 * | step  | the learner …            | the tutor …                                | then                             |
 * | ----- | ------------------------ | ------------------------------------------ | -------------------------------- |
 * | start | gives the sign           | poses a task                               | task                             |
 * | start | writes something else    | answers, and asks for the sign             | start                            |
 * | task  | answers                  | checks and corrects                        | done if it is right, else retry  |
 * | task  | wants another one        | poses another task                         | task                             |
 * | retry | answers                  | checks, and gives what is right            | done                             |
 * | retry | wants another one        | poses another task                         | task                             |
 * | done  | wants the next one       | poses the next task                        | task                             |
 * | done  | writes something else    | answers                                    | done                             |
 * | any   | ends it, or says nothing | tells what was practised                   | the end                          |
 *
 * While an answer is awaited every word is taken for the answer: there only the buttons ask for another task.
 */
const PLAN: Record<Step, StepPlan> = {
  open: { onAnswer: "talk", takesWords: true },
  start: { onAnswer: "talk", onTask: "pose", takesWords: true },
  task: { onAnswer: "check", onTask: "pose", takesWords: false },
  retry: { onAnswer: "recheck", onTask: "pose", takesWords: false },
  done: { onAnswer: "talk", onTask: "pose", takesWords: true },
};

export function firstStep(mode: Mode): Step {
  return mode === "conversation" ? "open" : "start";
}

export function dutyFor(step: Step, wish: "answer" | "task"): Duty {
  const { onAnswer, onTask } = PLAN[step];
  return wish === "task" ? (onTask ?? onAnswer) : onAnswer;
}

export function takesWords(step: Step): boolean {
  return PLAN[step].takesWords;
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
