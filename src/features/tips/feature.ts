import de from "#locales/de/tips.ftl";
import en from "#locales/en/tips.ftl";
import ru from "#locales/ru/tips.ftl";
import * as z from "zod";
import { onEvent, onPress, type Feature } from "#platform/feature.ts";
import { addTipFlow } from "./add-tip-flow.ts";
import { addWrittenTip, choiceSlice, dailySetting, sayTip, switchDaily } from "./bot.ts";
import { dailyButton } from "./buttons.ts";
import { sendDailyTips, TIP_DUE } from "./daily.ts";
import { tipRoutes } from "./http.ts";
import { exportTips, forgetTips } from "./store.ts";

/** One tip a day, at eight in the morning where the person is. */
export const tips: Feature = {
  name: "tips",
  locales: { en, de, ru },
  settings: (turn) => [dailySetting(turn)],
  commands: [
    {
      name: "add_tip",
      describe: "command-add-tip",
      needs: { role: "owner" },
      handle: (ctx, rest) => (rest === "" ? ctx.turn.openFlow(addTipFlow, {}) : addWrittenTip(ctx, rest)),
    },
  ],
  buttons: [onPress(dailyButton, switchDaily)],
  flows: [addTipFlow],
  events: [onEvent({ kind: TIP_DUE, version: 1, schema: z.object({ text: z.string() }), handle: sayTip })],
  schedules: [{ name: "tips.daily", cron: "*/5 * * * *", run: sendDailyTips }],
  profileSlice: choiceSlice,
  personData: {
    export: (personId, { db }) => exportTips(db, personId),
    forget: (personId, { db }) => forgetTips(db, personId),
  },
  adminRoutes: tipRoutes,
};
