import de from "#locales/de/why.ftl";
import en from "#locales/en/why.ftl";
import ru from "#locales/ru/why.ftl";
import { onPress, type Feature } from "#platform/feature.ts";
import { replay, tellWhy, turnPage } from "./bot.ts";
import { pageButton, replayButton } from "./buttons.ts";
import { whyRoutes } from "./http.ts";
import { exportPost, forgetPost } from "./store.ts";

/** Of what they see, each role is shown its part. */
const staff = { registration: "waived", role: "staff" } as const;
const admins = { registration: "waived", role: "admin" } as const;

/** What happened to a person or an update, for staff who ask: one timeline, and a second chance for what died. */
export const why: Feature = {
  name: "why",
  locales: { en, de, ru },
  commands: [{ name: "why", describe: "command-why", needs: staff, where: "anywhere", keepsFlow: true, handle: tellWhy }],
  buttons: [onPress(pageButton, turnPage, staff), onPress(replayButton, replay, admins)],
  personData: {
    export: async (personId, { db, sessions }) => {
      const session = sessions.of({ type: "person", id: personId });
      const [handled, unhandled, post] = await Promise.all([session.recall(), session.recallBodies(), exportPost(db, personId)]);
      return { handled, unhandled, ...post };
    },
    forget: (personId, { db }) => forgetPost(db, personId),
  },
  adminRoutes: whyRoutes,
};
