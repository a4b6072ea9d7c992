import * as z from "zod";
import { GIVEN_ROLES } from "#platform/role.ts";
import { defineButton, integerArg } from "#platform/telegram/button.ts";

export const removeButton = defineButton("staff:remove", { personId: integerArg, role: z.enum(GIVEN_ROLES) });
