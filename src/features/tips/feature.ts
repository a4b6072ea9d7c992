import de from "#locales/de/tips.ftl";
import en from "#locales/en/tips.ftl";
import ru from "#locales/ru/tips.ftl";
import { onEvent, onPress, type Command, type Feature } from "#platform/feature.ts";
import { choiceSlice, chooseHour, dailySetting, openWhen, switchDaily } from "./bot.ts";
import { dailyButton, hourButton, listButton, restoreButton, sendButton, testButton, whenButton } from "./buttons.ts";
import { dailyTips, tipToAll } from "./campaigns.ts";
import { sendDailyTips } from "./daily.ts";
import { tipRoutes } from "./http.ts";
import { prepareTips, WANTED, wantedTip } from "./proposals.ts";
import {
  addByCommand,
  askToSend,
  deleteByCommand,
  editByCommand,
  listByCommand,
  restoreTip,
  sendToAll,
  showList,
  testByCommand,
  testTip,
} from "./staff.ts";
import { exportTips, forgetTips } from "./store.ts";
import { addTipFlow, editTipFlow } from "./text-flows.ts";
import { tipCard } from "./tip-card.ts";
import { beginTip, tipJob } from "./tip-job.ts";

const admin = { role: "admin" } as const;

function staffCommand(name: string, describe: string, handle: Command["handle"]): Command {
  return { name, describe, needs: admin, handle };
}

/** One tip a day, at the hour that somebody wants it where they are: written by staff or by a model. */
export const tips: Feature = {
  name: "tips",
  locales: { en, de, ru },
  settings: (turn) => [dailySetting(turn)],
  commands: [
    staffCommand("add_tip", "command-add-tip", addByCommand),
    staffCommand("list_tips", "command-list-tips", listByCommand),
    staffCommand("edit_tip", "command-edit-tip", editByCommand),
    staffCommand("delete_tip", "command-delete-tip", deleteByCommand),
    staffCommand("send_tip", "command-send-tip", askToSend),
    staffCommand("test_tip", "command-test-tip", testByCommand),
  ],
  buttons: [
    onPress(dailyButton, switchDaily),
    onPress(whenButton, openWhen),
    onPress(hourButton, chooseHour),
    onPress(listButton, showList, admin),
    onPress(restoreButton, restoreTip, admin),
    onPress(sendButton, sendToAll, admin),
    onPress(testButton, testTip, admin),
  ],
  flows: [addTipFlow, editTipFlow],
  campaigns: [dailyTips, tipToAll],
  cards: [tipCard],
  jobs: [tipJob],
  events: [onEvent({ kind: WANTED, version: 1, schema: wantedTip, handle: beginTip })],
  schedules: [
    { name: "tips.daily", cron: "*/5 * * * *", run: sendDailyTips },
    { name: "tips.prepare", cron: "*/5 * * * *", run: prepareTips },
  ],
  profileSlice: choiceSlice,
  personData: {
    export: (personId, { db }) => exportTips(db, personId),
    forget: (personId, { db }) => forgetTips(db, personId),
  },
  adminRoutes: tipRoutes,
};
