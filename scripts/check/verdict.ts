/** What a check found, as a line for the person who runs it. */
export type Verdict = { ok: boolean; line: string };

export const pass = (line: string): Verdict => ({ ok: true, line });

export const fail = (line: string): Verdict => ({ ok: false, line });
