import type { Translate } from "#platform/i18n/words.ts";
import type { View } from "#platform/telegram/view.ts";
import { code, paragraph } from "#platform/text/tree.ts";

/** In a group of staff, whose work needs topics where there are any. */
export function renderGreetingToStaff(t: Translate, { lacksTopics }: { lacksTopics: boolean }): View {
  const wish = lacksTopics ? [paragraph(t("groups-topics"))] : [];
  return { text: [paragraph(t("groups-staff")), ...wish] };
}

/** What whoever runs the bot needs to name this group in the configuration. */
export function renderNumber(t: Translate, chatId: number): View {
  return { text: [paragraph(t("groups-number"), " ", code(String(chatId)))] };
}

export function renderGreeting(t: Translate, username: string): View {
  return { text: [paragraph(t("groups-hello"))], buttons: [[{ label: t("open-chat"), url: `https://t.me/${username}?start=group` }]] };
}

export function renderDemoted(t: Translate): View {
  return { text: [paragraph(t("groups-demoted"))] };
}
