import { OutsideError } from "./outside-error.ts";

/**
 * The closed list of what a log line may hold: ids, kinds, timings and codes. What people write, their names and every secret
 * have no field here, so the compiler refuses them.
 */
export type LogFields = {
  attempt?: number;
  card?: number;
  chatId?: number;
  code?: number;
  count?: number;
  cron?: string;
  error?: unknown;
  eventId?: string;
  feature?: string;
  job?: string;
  key?: string;
  kind?: string;
  method?: string;
  model?: string;
  ms?: number;
  object?: string;
  outcome?: string;
  personId?: number;
  reason?: string;
  status?: number;
  updateId?: number;
  variable?: string;
};

const LEVELS = ["debug", "info", "warn", "error", "silent"] as const;
export type LogLevel = (typeof LEVELS)[number];
export const logLevels: readonly LogLevel[] = LEVELS;

/** Event names are `feature.noun.verb` in the past: `session.update.done`. */
export type Log = Record<"debug" | "info" | "warn" | "error", (event: string, fields?: LogFields) => void>;

export function createLog(level: LogLevel, write: (line: string) => void = writeConsole): Log {
  const at =
    (own: LogLevel) =>
    (event: string, fields: LogFields = {}) => {
      if (LEVELS.indexOf(own) < LEVELS.indexOf(level)) return;
      const { error, ...rest } = fields;
      write(JSON.stringify({ level: own, event, ...rest, ...(error === undefined ? {} : describeError(error)) }));
    };
  return { debug: at("debug"), info: at("info"), warn: at("warn"), error: at("error") };
}

// An error's message may quote what a person wrote (a failed query holds its parameters), so only its name, our own reason
// and the places in the code are told.
function describeError(error: unknown): Record<string, string> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { stack = "", message } = error;
  // A message may have lines that look like places in the code; what follows it has none of its words.
  const frames = stack.includes(message) ? stack.slice(stack.indexOf(message) + message.length).split("\n") : [];
  return {
    error: error.name,
    ...(error instanceof OutsideError ? { reason: error.reason } : {}),
    ...(error.cause instanceof Error ? { cause: error.cause.name } : {}),
    stack: frames
      .filter((line) => line.trimStart().startsWith("at "))
      .slice(0, 6)
      .map((line) => line.trim().slice(0, 160))
      .join(" | "),
  };
}

function writeConsole(line: string): void {
  console.log(line);
}
