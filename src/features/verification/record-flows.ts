import * as z from "zod";
import { defineFlow } from "#platform/flow-kind.ts";
import { parseEmail, parseName, parsePhoneNumber } from "./details.ts";
import { addToRoster, editStudent, relinkStudent, removeStudent } from "./roster.ts";
import {
  renderAccountQuestion,
  renderDetailQuestion,
  renderFieldQuestion,
  renderReasonQuestion,
  renderRemovalQuestion,
} from "./staff-view.ts";

const HOUR_MS = 60 * 60 * 1000;
const LONGEST_REASON = 200;
const FIELDS = ["fullName", "phone", "email"] as const;

/** `country` is that whose numbers need no country code. */
const adding = z.object({
  country: z.string(),
  fullName: z.string().default(""),
  phone: z.string().default(""),
  email: z.string().default(""),
});

/** Asks for name, phone and email of a new student; what is wrong is asked again. */
export const addFlow = defineFlow<z.infer<typeof adding>>({
  name: "add-student",
  version: 1,
  first: "name",
  data: adding,
  expiresAfterMs: HOUR_MS,
  steps: {
    name: {
      accepts: "text",
      ask: (_, turn) => renderDetailQuestion(turn, "fullName"),
      decide: (input, data) => {
        const name = parseName(input);
        return name.ok ? { type: "next", step: "phone", data: { ...data, fullName: name.value } } : { type: "stay", reason: name.reason };
      },
    },
    phone: {
      accepts: "text",
      ask: (_, turn) => renderDetailQuestion(turn, "phone"),
      decide: (input, data) => {
        const phone = parsePhoneNumber(input, data.country);
        return phone.ok ? { type: "next", step: "email", data: { ...data, phone: phone.value } } : { type: "stay", reason: phone.reason };
      },
    },
    email: {
      accepts: "text",
      ask: (_, turn) => renderDetailQuestion(turn, "email"),
      decide: (input, data) => {
        const email = parseEmail(input);
        return email.ok ? { type: "finish", data: { ...data, email: email.value } } : { type: "stay", reason: email.reason };
      },
    },
  },
  save: ({ country: _, ...details }, turn, deps) => addToRoster(turn, deps, details),
});

const removing = z.object({ studentId: z.int(), fullName: z.string(), reason: z.string().default(""), isSure: z.boolean().default(false) });

/** Asks for the reason and then once more whether it is meant. */
export const removeFlow = defineFlow<z.infer<typeof removing>>({
  name: "remove-student",
  version: 1,
  first: "reason",
  data: removing,
  expiresAfterMs: HOUR_MS,
  steps: {
    reason: {
      accepts: "text",
      ask: ({ fullName }, turn) => renderReasonQuestion(turn, fullName),
      decide: (input, data) => {
        const reason = input.trim();
        if (reason === "" || [...reason].length > LONGEST_REASON) return { type: "stay", reason: "student-reason-refused" };
        return { type: "next", step: "sure", data: { ...data, reason } };
      },
    },
    sure: {
      accepts: "choice",
      ask: (data, turn, choose) => renderRemovalQuestion(turn, data, choose),
      decide: (input, data) => ({ type: "finish", data: { ...data, isSure: input === "yes" } }),
    },
  },
  save: (data, turn, deps) => removeStudent(turn, deps, data),
});

const relinking = z.object({ studentId: z.int(), account: z.string().default("") });

/** Asks for the account to which a record moves. */
export const relinkFlow = defineFlow<z.infer<typeof relinking>>({
  name: "relink-student",
  version: 1,
  first: "account",
  data: relinking,
  expiresAfterMs: HOUR_MS,
  steps: {
    account: {
      accepts: "text",
      ask: (_, turn) => renderAccountQuestion(turn),
      decide: (input, data) => {
        const account = input.trim().replace(/^(https:\/\/)?t\.me\//, "@");
        return /^(@?\w{4,32}|\d{1,15})$/.test(account)
          ? { type: "finish", data: { ...data, account } }
          : { type: "stay", reason: "student-account-refused" };
      },
    },
  },
  save: (data, turn, deps) => relinkStudent(turn, deps, data),
});

const editing = z.object({
  studentId: z.int(),
  country: z.string(),
  field: z.enum(FIELDS).default("fullName"),
  value: z.string().default(""),
});

/** Asks which detail is to be changed, and into what. */
export const editFlow = defineFlow<z.infer<typeof editing>>({
  name: "edit-student",
  version: 1,
  first: "field",
  data: editing,
  expiresAfterMs: HOUR_MS,
  steps: {
    field: {
      accepts: "choice",
      ask: (_, turn, choose) => renderFieldQuestion(turn, choose),
      decide: (input, data) => {
        const field = z.enum(FIELDS).safeParse(input).data;
        return field === undefined ? { type: "stay" } : { type: "next", step: "value", data: { ...data, field } };
      },
    },
    value: {
      accepts: "text",
      ask: ({ field }, turn) => renderDetailQuestion(turn, field),
      decide: (input, data) => {
        const parse = { fullName: parseName, email: parseEmail, phone: (text: string) => parsePhoneNumber(text, data.country) };
        const value = parse[data.field](input);
        return value.ok ? { type: "finish", data: { ...data, value: value.value } } : { type: "stay", reason: value.reason };
      },
    },
  },
  save: ({ studentId, field, value }, turn, deps) => editStudent(turn, deps, { studentId, details: { [field]: value } }),
});
