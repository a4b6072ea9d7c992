import { backToMenu, homeButton } from "#platform/home.ts";
import type { RegistrationQuestion } from "#platform/feature.ts";
import { INTERFACE_LANGUAGES, LEVELS, type InterfaceLanguage } from "#platform/profile.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, heading, list, paragraph, table } from "#platform/text/tree.ts";
import type { Translate } from "#platform/i18n/words.ts";
import type { Turn } from "#platform/turn.ts";
import {
  changeButton,
  explanationButton,
  helpButton,
  languageButton,
  levelButton,
  settingsButton,
  timezoneButton,
  type Setting,
} from "./buttons.ts";
import { cityOf, timeIn, TIMEZONES } from "./rules.ts";

/** A language by its own name, so that whoever cannot read the rest finds theirs. */
const OWN_NAMES: Record<InterfaceLanguage, string> = { en: "English", de: "Deutsch", ru: "Русский" };

type Words = { t: Translate };

export function renderLanguageQuestion({ t }: Words, choose: (value: string) => string): View {
  return {
    text: [paragraph(bold(t("registration-welcome"))), paragraph(t("registration-language"))],
    buttons: [INTERFACE_LANGUAGES.map((language) => ({ label: OWN_NAMES[language], data: choose(language) }))],
  };
}

export function renderLevelQuestion({ t }: Words, choose: (value: string) => string): View {
  return {
    text: [
      paragraph(bold(t("registration-level"))),
      list([t("level-hint-beginner"), t("level-hint-intermediate"), t("level-hint-advanced")]),
      paragraph(t("registration-level-unsure")),
    ],
    buttons: inRows(
      LEVELS.map((level) => ({ label: level, data: choose(level) })),
      3,
    ),
  };
}

export function renderExplanationQuestion({ t }: Words, choose: (value: string) => string): View {
  return {
    text: [paragraph(bold(t("registration-explanations"))), paragraph(t("registration-explanations-hint"))],
    buttons: [INTERFACE_LANGUAGES.map((language) => ({ label: OWN_NAMES[language], data: choose(language) }))],
  };
}

/** The main menu, below a greeting; for somebody who has not registered, the way to do so. */
export function renderHome(turn: Turn, greeting: "registered" | "returning" | "menu"): View {
  const { t } = turn;
  const profile = turn.profile();
  if (profile === undefined)
    return { text: [paragraph(t("home-stranger"))], buttons: [[{ label: t("begin"), data: homeButton.data({}) }]] };
  const level = asks(turn, "level") ? [paragraph(t("home-level", { level: profile.level }))] : [];
  const sentences = {
    registered: [paragraph(bold(t("home-registered"))), ...level, paragraph(t("home-invitation"))],
    returning: [paragraph(bold(t("home-returning"))), ...level, paragraph(t("home-invitation"))],
    menu: [paragraph(bold(t("home-menu"))), paragraph(t("home-invitation"))],
  };
  const welcome = turn.directory.welcome(turn).map((sentence) => paragraph(sentence));
  return {
    text: [...sentences[greeting], ...welcome],
    buttons: [
      ...turn.directory.menuItems(turn).map((item) => [item]),
      [
        { label: t("menu-settings"), data: settingsButton.data({}) },
        { label: t("menu-help"), data: helpButton.data({}) },
      ],
    ],
  };
}

export function renderHelp(turn: Turn, academy: { name: string; contact: string }): View {
  const { t } = turn;
  const commands = turn.directory.commands(turn);
  return {
    // Not as a rich message: there Telegram would not make the commands tappable.
    text: [
      heading(2, t("help-title", { academy: academy.name })),
      paragraph(t("help-intro")),
      heading(3, t("help-commands")),
      list(commands.map(({ name, describe }) => `/${name} – ${t(describe)}`)),
      ...(academy.contact === "" ? [] : [paragraph(t("help-contact", { contact: academy.contact }))]),
    ],
    buttons: turn.profile() === undefined ? [] : [[backToMenu(turn)]],
  };
}

export function renderSettings(turn: Turn, isSaved: boolean): View {
  const { t } = turn;
  const profile = turn.profile();
  if (profile === undefined) return renderHome(turn, "menu");
  const zone = `${cityOf(profile.timezone)}, ${timeIn(profile.timezone, turn.now)}`;
  const change = (label: string, setting: Setting): ViewButton => ({ label, data: changeButton.data({ setting }) });
  return {
    isStructured: true,
    text: [
      heading(2, t("settings-title")),
      ...(isSaved ? [paragraph(t("settings-saved"))] : []),
      table(
        [t("settings-column-what"), t("settings-column-value")],
        [
          [t("settings-language"), OWN_NAMES[profile.interfaceLanguage]],
          ...(asks(turn, "level") ? [[t("settings-level"), profile.level]] : []),
          ...(asks(turn, "explanations") ? [[t("settings-explanations"), OWN_NAMES[profile.explanationLanguage]]] : []),
          [t("settings-timezone"), zone],
        ],
      ),
    ],
    buttons: [
      ...inRows(
        [
          change(t("settings-language"), "language"),
          ...(asks(turn, "level") ? [change(t("settings-level"), "level")] : []),
          ...(asks(turn, "explanations") ? [change(t("settings-explanations"), "explanations")] : []),
          change(t("settings-timezone"), "timezone"),
        ],
        2,
      ),
      ...turn.directory.settingItems(turn).map((item) => [item]),
      [backToMenu(turn)],
    ],
  };
}

/** The choice for one setting, the present value marked. */
export function renderChange(turn: Turn, setting: Setting): View {
  const { t } = turn;
  const profile = turn.profile();
  const mark = (label: string, isCurrent: boolean) => (isCurrent ? `✓ ${label}` : label);
  const choices: Record<Setting, () => { title: string; rows: ViewButton[][] }> = {
    language: () => ({
      title: t("settings-change-language"),
      rows: [
        INTERFACE_LANGUAGES.map((language) => ({
          label: mark(OWN_NAMES[language], language === profile?.interfaceLanguage),
          data: languageButton.data({ language }),
        })),
      ],
    }),
    level: () => ({
      title: t("settings-change-level"),
      rows: inRows(
        LEVELS.map((level) => ({ label: mark(level, level === profile?.level), data: levelButton.data({ level }) })),
        3,
      ),
    }),
    explanations: () => ({
      title: t("settings-change-explanations"),
      rows: [
        INTERFACE_LANGUAGES.map((language) => ({
          label: mark(OWN_NAMES[language], language === profile?.explanationLanguage),
          data: explanationButton.data({ language }),
        })),
      ],
    }),
    timezone: () => ({
      title: t("settings-change-timezone"),
      rows: inRows(
        TIMEZONES.map((timezone) => ({
          label: mark(`${cityOf(timezone)} ${timeIn(timezone, turn.now)}`, timezone === profile?.timezone),
          data: timezoneButton.data({ timezone }),
        })),
        2,
      ),
    }),
  };
  const { title, rows } = choices[setting]();
  return { text: [paragraph(bold(title))], buttons: [...rows, [{ label: t("back"), data: settingsButton.data({}) }]] };
}

export function renderCancelled(turn: Turn, hadSomething: boolean): View {
  const home = renderHome(turn, "menu");
  return { ...home, text: [...renderCancelledHere(turn, hadSomething).text, ...home.text] };
}

/** Without the menu: others read along. */
export function renderCancelledHere(turn: Turn, hadSomething: boolean): View {
  return { text: [paragraph(hadSomething ? turn.t("cancelled") : turn.t("nothing-to-cancel"))] };
}

export function renderEndedByStaff(turn: Turn): View {
  const home = renderHome(turn, "menu");
  return { ...home, text: [paragraph(turn.t("cancelled-by-staff")), ...home.text] };
}

export function renderNotUnderstood(turn: Turn, isText: boolean): View {
  const home = renderHome(turn, "menu");
  const sentence = asks(turn, "level") ? turn.t("not-understood") : turn.t("not-understood-here");
  return { ...home, text: [paragraph(isText ? sentence : turn.t("media-not-understood")), ...home.text] };
}

/** Whether some feature wants to know this of people: elsewhere it is not spoken of. */
function asks({ directory }: Turn, question: RegistrationQuestion): boolean {
  return directory.questions.includes(question);
}

function inRows<Item>(items: Item[], size: number): Item[][] {
  return items.flatMap((_, at) => (at % size === 0 ? [items.slice(at, at + size)] : []));
}
