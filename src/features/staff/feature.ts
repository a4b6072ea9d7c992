import de from "#locales/de/staff.ftl";
import en from "#locales/en/staff.ftl";
import ru from "#locales/ru/staff.ftl";
import * as z from "zod";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { GIVEN_ROLES } from "#platform/role.ts";
import { manageStaff, removeByButton, rolesSlice, takeRoles } from "./bot.ts";
import { removeButton } from "./buttons.ts";
import { staffRoutes } from "./http.ts";
import { exportStaff, forgetStaff, STAFF_CHANGED } from "./store.ts";

const needs = { registration: "waived", role: "admin" } as const;
const news = z.object({ role: z.enum(GIVEN_ROLES), change: z.enum(["add", "remove"]) });

/** Who is staff: roles that owners and admins give and take. */
export const staff: Feature = {
  name: "staff",
  locales: { en, de, ru },
  commands: [{ name: "staff", describe: "command-staff", needs, where: "anywhere", keepsFlow: true, handle: manageStaff }],
  buttons: [onPress(removeButton, removeByButton, needs)],
  events: [onEvent({ kind: STAFF_CHANGED, version: 1, schema: news, handle: takeRoles })],
  profileSlice: rolesSlice,
  personData: {
    export: (personId, { db }) => exportStaff(db, personId),
    forget: (personId, { db }, now) => forgetStaff(db, personId, now),
  },
  adminRoutes: staffRoutes,
};
