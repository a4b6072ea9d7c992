import { openCard } from "#platform/desk/open.ts";
import type { CardKind } from "#platform/desk/kind.ts";
import type { Feature } from "#platform/feature.ts";
import { paragraph } from "#platform/text/tree.ts";
import { desk } from "#features/desk/feature.ts";
import { runWith } from "./features.ts";
import { aGroup, type Group } from "./group.ts";
import type { Person } from "./person.ts";

/** A kind of work that exists in tests only: a wish that staff approve or reject. */
export type Wishes = { group: Group; kind: CardKind; features: Feature[]; join: (...names: Array<Person | Group>) => Promise<void> };

const words = [
  "wish-title = Wish",
  "wish-pending = waiting",
  "wish-approved = approved",
  "wish-rejected = rejected",
  "wish-withdrawn = withdrawn",
  "wish-approve = Approve",
  "wish-reject = Reject",
  "wish-did-approve = Approved by { $name } at { $time }",
  "wish-did-reject = Rejected by { $name } at { $time }",
  "wish-did-withdraw = Withdrawn by { $name } at { $time }",
  "wish-words-approve = approve|yes",
  "wish-words-reject = reject|no",
  "wish-why = Why is { $card } rejected?",
].join("\n");

/** Staff who decide on wishes in a group of their own, or in their private chats where there is none. */
export function aDeskOfWishes({
  members = [],
  isForum = false,
  hasGroup = true,
}: { members?: Person[]; isForum?: boolean; hasGroup?: boolean } = {}): Wishes {
  const group = aGroup({ title: "Wishes", members, isForum });
  const kind: CardKind = {
    name: "wish",
    role: "approver",
    title: "wish-title",
    chat: () => (hasGroup ? group.chat.id : undefined),
    states: {
      pending: { name: "wish-pending", icon: "🟡", isOpen: true },
      approved: { name: "wish-approved", icon: "✅", isOpen: false },
      rejected: { name: "wish-rejected", icon: "❌", isOpen: false },
      withdrawn: { name: "wish-withdrawn", icon: "⚪", isOpen: false },
    },
    actions: [
      {
        name: "approve",
        by: "staff",
        from: ["pending"],
        corrects: ["rejected"],
        to: "approved",
        label: "wish-approve",
        done: "wish-did-approve",
        words: "wish-words-approve",
        notice: () => ({ text: [paragraph("Your wish is granted.")] }),
      },
      {
        name: "reject",
        by: "staff",
        from: ["pending"],
        corrects: ["approved"],
        to: "rejected",
        label: "wish-reject",
        done: "wish-did-reject",
        words: "wish-words-reject",
        input: { isRequired: true, ask: "wish-why" },
        notice: ({ text }) => ({ text: [paragraph(`Your wish is not granted: ${text}`)] }),
      },
      { name: "withdraw", by: "person", from: ["pending"], to: "withdrawn", done: "wish-did-withdraw" },
    ],
    describe: ({ steps }) => [paragraph(steps[0]?.text ?? "")],
  };
  const features = [desk, wishing(kind)];
  const join: Wishes["join"] = async (...names) => {
    for (const name of names) await runWith("user" in name ? `person:${name.user.id}` : `chat:${name.chat.id}`, features);
  };
  return { group, kind, features, join };
}

function wishing(kind: CardKind): Feature {
  return {
    name: "wishes",
    locales: { en: words, de: words, ru: words },
    cards: [kind],
    commands: [
      {
        name: "wish",
        handle: async ({ turn, deps }, text) => {
          const person = { type: "person" as const, personId: turn.personId, name: turn.senderName };
          const topic = { key: "wishes", name: "Wishes" };
          const card = { kind, key: turn.key(), at: turn.now, actor: person, subject: text, status: "pending", text, topic };
          const opened = await openCard(deps, {
            ...card,
            personId: turn.personId,
            personName: turn.senderName,
            openKey: `wish:${turn.personId}`,
          });
          if (opened.type === "opened") opened.events.forEach(turn.deliver);
          turn.say({ text: [paragraph(opened.type === "opened" ? "You wish." : "You have a wish already.")] });
        },
      },
    ],
  };
}
