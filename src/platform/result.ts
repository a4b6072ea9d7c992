/** An expected outcome: a value, or a refusal with its reason. Bugs throw instead. */
export type Result<Value, Reason> = { ok: true; value: Value } | { ok: false; reason: Reason };

export function accepted<Value>(value: Value): { ok: true; value: Value } {
  return { ok: true, value };
}

export function refused<Reason>(reason: Reason): { ok: false; reason: Reason } {
  return { ok: false, reason };
}

/** Makes the compiler prove that a switch is exhaustive; reaching it at run time is a bug. */
export function unreachable(value: never): never {
  throw new Error(`unhandled case ${JSON.stringify(value)}`);
}
