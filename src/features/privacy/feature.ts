import de from "#locales/de/privacy.ftl";
import en from "#locales/en/privacy.ftl";
import ru from "#locales/ru/privacy.ftl";
import { onPress, type Feature } from "#platform/feature.ts";
import { askAgain, askToForget, forget, keep, showPrivacy, tellData } from "./bot.ts";
import { forgetButton, keepButton, sureButton } from "./buttons.ts";

/** What is held of a person: told, handed out, forgotten. */
export const privacy: Feature = {
  name: "privacy",
  locales: { en, de, ru },
  commands: [
    { name: "privacy", describe: "command-privacy", needs: { registration: "waived" }, keepsFlow: true, handle: showPrivacy },
    { name: "mydata", describe: "command-mydata", keepsFlow: true, handle: tellData },
    { name: "forget", describe: "command-forget", handle: askToForget },
  ],
  buttons: [onPress(sureButton, askAgain), onPress(forgetButton, forget), onPress(keepButton, keep)],
};
