import * as z from "zod";
import { defineButton, integerArg } from "#platform/telegram/button.ts";

/** Somebody says that they are a student. */
export const verifyButton = defineButton("verification:begin", {});

/** What staff do with one record. */
const RECORD_ACTIONS = ["show", "verify", "refuse", "remove", "restore", "relink", "edit"] as const;
export type RecordAction = (typeof RECORD_ACTIONS)[number];
export const recordButton = defineButton("verification:record", { action: z.enum(RECORD_ACTIONS), studentId: integerArg });

/** The longest search that goes into a button, in bytes. */
export const LONGEST_SEARCH = 36;
export const listButton = defineButton("verification:list", { page: integerArg, search: z.string() });

/** Takes over what was read from a file, or lets go of it. */
export const importButton = defineButton("verification:import", { readAt: integerArg });
export const dropImportButton = defineButton("verification:drop", { readAt: integerArg });
