import type { ReplayRefusal } from "#platform/dead-letters.ts";
import type { Translate } from "#platform/i18n/words.ts";
import { nameOf } from "#platform/object-name.ts";
import { unreachable } from "#platform/result.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, heading, paragraph, type Block } from "#platform/text/tree.ts";
import { pageButton, replayButton, subjectInButton } from "./buttons.ts";
import type { Answer, Refusal } from "./lookup.ts";
import { markOf, pageOf, sumModels, type Story } from "./rules.ts";
import { renderStory, type StoryWords } from "./story-view.ts";
import { dayAt, inDollars, timeAt } from "./figures.ts";

/** As many stories as a screen shows well. */
const PAGE_SIZE = 12;

type Words = StoryWords;

/** A timeline, newest last, the newest page first; `note` is a sentence above it. */
export function renderTimeline(words: Words, answer: Answer, { page = 0, note }: { page?: number; note?: string } = {}): View {
  const { t } = words;
  const shown = pageOf(answer.stories, page, PAGE_SIZE);
  return {
    isStructured: true,
    text: [
      heading(2, renderTitle(words, answer)),
      ...(note === undefined ? [] : [paragraph(bold(note))]),
      ...renderFacts(words, answer),
      ...renderStories(words, shown.stories),
      ...(shown.pages > 1 ? [paragraph(t("why-page", { page: shown.pages - shown.page, pages: shown.pages }))] : []),
    ],
    buttons: [...renderReplays(words, answer, shown.stories), ...renderPaging(words, answer, shown)],
  };
}

function renderTitle({ t }: Words, { subject, person, updateId }: Answer): string {
  const who = person === undefined ? nameOf(subject) : person.username === null ? String(person.personId) : `@${person.username}`;
  return updateId === undefined ? t("why-title", { who }) : t("why-title-update", { who, update: String(updateId) });
}

function renderFacts(words: Words, { person, stories, updateId }: Answer): Block[] {
  const { t, timezone } = words;
  const { calls, spent } = sumModels(stories);
  const known =
    person === undefined
      ? []
      : [
          t("why-registered", { id: String(person.personId), day: dayAt(person.registeredAt, timezone) }),
          ...(person.isReachable ? [] : [t("why-unreachable")]),
        ];
  const models = calls === 0 || !words.showsCosts ? [] : [t("why-models", { calls, dollars: inDollars(spent) })];
  const empty = stories.length > 0 ? [] : [updateId === undefined ? t("why-empty") : t("why-empty-update")];
  return [...known, ...models, ...empty].map((sentence) => paragraph(sentence));
}

/** Under the day on which they happened. */
function renderStories(words: Words, stories: Story[]): Block[] {
  let day = "";
  return stories.flatMap((story) => {
    const today = dayAt(new Date(story.at), words.timezone);
    const isNewDay = today !== day;
    day = today;
    return [...(isNewDay ? [heading(3, today)] : []), renderStory(words, story)];
  });
}

function renderReplays({ t, timezone }: Words, { subject, updateId }: Answer, stories: Story[]): ViewButton[][] {
  return stories.flatMap((story) => {
    if (story.type !== "letter" && story.type !== "row") return [];
    const { deadLetterId, at } = story;
    if (deadLetterId === undefined) return [];
    const data = replayButton.data({ subject: subjectInButton(subject), updateId: updateId ?? 0, mark: markOf(deadLetterId) });
    return [[{ label: t("why-replay", { time: timeAt(at, timezone) }), data }]];
  });
}

function renderPaging({ t }: Words, { subject, updateId }: Answer, { page, pages }: { page: number; pages: number }): ViewButton[][] {
  const turn = (label: string, to: number): ViewButton => ({
    label,
    data: pageButton.data({ subject: subjectInButton(subject), updateId: updateId ?? 0, page: to }),
  });
  const older = page + 1 < pages ? [turn(t("why-older"), page + 1)] : [];
  const newer = page > 0 ? [turn(t("why-newer"), page - 1)] : [];
  return [[...older, ...newer, turn(t("why-refresh"), 0)]];
}

export function renderRefusal({ t }: Pick<Words, "t">, refusal: Refusal): View {
  return { text: [paragraph(sentenceOf(t, refusal))] };
}

function sentenceOf(t: Translate, refusal: Refusal): string {
  switch (refusal.reason) {
    case "malformed":
      return t("why-usage");
    case "noSuchName":
      return t("why-unknown-name");
    case "noSuchNumber":
      return t("why-unknown-number");
    case "noSuchPerson":
      return t("why-unknown-person");
    case "noSuchUpdate":
      return t("why-unknown-update", { searched: refusal.searched });
    case "colleague":
      return t("why-colleague");
    case "forgotten":
      return t("why-forgotten");
    case "several":
      return t("why-several", { ids: refusal.personIds.join(", ") });
    default:
      return unreachable(refusal);
  }
}

export function renderElsewhere({ t }: Pick<Words, "t">): View {
  return { text: [paragraph(t("why-elsewhere"))] };
}

/** The person behind a forwarded message does not want to be known. */
export function renderHidden({ t }: Pick<Words, "t">): View {
  return { text: [paragraph(t("why-hidden"))] };
}

export function renderReplayed({ t }: Pick<Words, "t">, refusal: ReplayRefusal | undefined): string {
  switch (refusal) {
    case undefined:
      return t("why-replay-done");
    case "unknown":
      return t("why-replay-unknown");
    case "already":
      return t("why-replay-already");
    case "unreadable":
      return t("why-replay-unreadable");
    case "forgotten":
      return t("why-forgotten");
    default:
      return unreachable(refusal);
  }
}
