import de from "#locales/de/subscription.ftl";
import en from "#locales/en/subscription.ftl";
import ru from "#locales/ru/subscription.ftl";
import { onEvent, onPress, type Command, type Feature } from "#platform/feature.ts";
import { BOOKS, bookDifferences, checkBooks, tellBooks } from "./books.ts";
import {
  buyButton,
  giveButton,
  paymentsButton,
  personButton,
  refundButton,
  renewalButton,
  revokeButton,
  subscriptionButton,
} from "./buttons.ts";
import { CHANGED, grantChange } from "./grants.ts";
import { subscriptionRoutes } from "./http.ts";
import { noticeCampaign, sendNotices } from "./notices.ts";
import { buy, changeRenewal, showPayments, showSubscription } from "./person.ts";
import { exportSubscription, forgetSubscription } from "./personal-data.ts";
import { accessRequest, refundRequest } from "./request-kinds.ts";
import { changeByCommand, giveByButton, refundByButton, revokeByButton, showEnding, showFile } from "./staff.ts";
import { beginTrial, endOf, entitlementSlice, gate, takeChange } from "./standing.ts";
import { checkOut, takePayment, takeSubscription } from "./stars.ts";
import { renderWelcome } from "./view.ts";

const approver = { role: "approver" } as const;
/** Money goes back by a stronger hand than access is given by. */
const admin = { role: "admin" } as const;

function staffCommand(name: string, describe: string, handle: Command["handle"]): Command {
  return { name, describe, needs: approver, handle };
}

/** Who has access until when: given, tried, bought for Telegram Stars. */
export const subscription: Feature = {
  name: "subscription",
  locales: { en, de, ru },
  isUsed: ({ offer }) => offer !== undefined,
  gate,
  profileSlice: entitlementSlice,
  registered: beginTrial,
  menu: ({ t }, { offer }) => (offer?.isGated === true ? [{ label: t("sub-menu"), data: subscriptionButton.data({}) }] : []),
  welcome: (turn, { offer, graceDays }) => (offer?.isGated === true ? renderWelcome(turn, endOf(turn.state), graceDays) : []),
  commands: [
    { name: "subscription", describe: "command-subscription", handle: showSubscription },
    { name: "paysupport", describe: "command-paysupport", needs: { registration: "waived" }, keepsFlow: true, handle: showPayments },
    staffCommand("grant", "command-grant", changeByCommand("staff")),
    staffCommand("gift", "command-gift", changeByCommand("gift")),
    staffCommand("revoke", "command-revoke", changeByCommand("revoke")),
    staffCommand("ending", "command-ending", showEnding),
  ],
  buttons: [
    onPress(subscriptionButton, showSubscription),
    onPress(buyButton, buy),
    onPress(renewalButton, changeRenewal),
    onPress(paymentsButton, showPayments),
    onPress(personButton, (ctx, { personId }) => showFile(ctx, personId), approver),
    onPress(giveButton, giveByButton, approver),
    onPress(revokeButton, revokeByButton, approver),
    onPress(refundButton, refundByButton, admin),
  ],
  urgent: [{ kind: "pre_checkout_query", answer: checkOut }],
  fallbacks: [
    { kind: "payment", priority: 0, handle: takePayment },
    { kind: "subscription", priority: 0, handle: takeSubscription },
  ],
  campaigns: [noticeCampaign],
  requestKinds: [accessRequest, refundRequest],
  events: [
    onEvent({ kind: CHANGED, version: 1, schema: grantChange, handle: takeChange }),
    onEvent({ kind: BOOKS, version: 1, schema: bookDifferences, handle: tellBooks }),
  ],
  schedules: [
    { name: "subscription.notices", cron: "*/5 * * * *", run: sendNotices },
    { name: "subscription.books", cron: "*/5 * * * *", run: checkBooks },
  ],
  personData: { export: exportSubscription, forget: forgetSubscription },
  adminRoutes: subscriptionRoutes,
};
