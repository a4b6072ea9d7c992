import de from "#locales/de/privacy.ftl";
import en from "#locales/en/privacy.ftl";
import ru from "#locales/ru/privacy.ftl";
import { onPress, type Feature } from "#platform/feature.ts";
import { askAgain, askToForget, forget, keep, showPrivacy, tellData } from "./bot.ts";
import { forgetButton, keepButton, sureButton } from "./buttons.ts";

/** Something may be held also of people who have not registered: of what they have asked staff for. */
const anybody = { registration: "waived" } as const;

/** What is held of a person: told, handed out, forgotten. */
export const privacy: Feature = {
  name: "privacy",
  locales: { en, de, ru },
  commands: [
    { name: "privacy", describe: "command-privacy", needs: anybody, keepsFlow: true, handle: showPrivacy },
    { name: "mydata", describe: "command-mydata", needs: anybody, keepsFlow: true, handle: tellData },
    { name: "forget", describe: "command-forget", needs: anybody, handle: askToForget },
  ],
  buttons: [onPress(sureButton, askAgain, anybody), onPress(forgetButton, forget, anybody), onPress(keepButton, keep, anybody)],
};
