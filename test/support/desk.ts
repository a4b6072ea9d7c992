import { env, exports } from "cloudflare:workers";
import type { Message } from "grammy/types";
import type { Deps } from "#platform/deps.ts";
import { attachToCard } from "#platform/desk/attach.ts";
import { actionOf, type CardKind } from "#platform/desk/kind.ts";
import { sentMessage } from "#platform/desk/messages.ts";
import { openCard } from "#platform/desk/open.ts";
import { findOpenCard } from "#platform/desk/store.ts";
import type { Feature } from "#platform/feature.ts";
import { paragraph } from "#platform/text/tree.ts";
import { wordsOf } from "#platform/telegram/words-of.ts";
import type { Turn } from "#platform/turn.ts";
import { desk } from "#features/desk/feature.ts";
import { runWith } from "./features.ts";
import { aGroup, type Group } from "./group.ts";
import type { Person } from "./person.ts";

/** What an admin route of the desk answers. */
export async function askDesk(path: string, body?: unknown) {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const init = body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/desk${path}`, init));
  return { status: response.status, answer: await response.json<Record<string, unknown>>() };
}

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
  "wish-did-answer = Answered by { $name } at { $time }",
  "wish-did-add = Added by { $name } at { $time }",
  "wish-did-withdraw = Withdrawn by { $name } at { $time }",
  "wish-words-approve = approve|yes",
  "wish-words-reject = reject|no",
  "wish-why = Why is { $card } rejected?",
].join("\n");

const states: CardKind["states"] = {
  pending: { name: "wish-pending", icon: "🟡", isOpen: true },
  approved: { name: "wish-approved", icon: "✅", isOpen: false },
  rejected: { name: "wish-rejected", icon: "❌", isOpen: false },
  withdrawn: { name: "wish-withdrawn", icon: "⚪", isOpen: false },
};

/** Staff who decide on wishes in a group of their own, or in their private chats where there is none. */
export function aDeskOfWishes({
  members = [],
  isForum = false,
  hasGroup = true,
  takesReplies = false,
  asksWhy = true,
}: { members?: Person[]; isForum?: boolean; hasGroup?: boolean; takesReplies?: boolean; asksWhy?: boolean } = {}): Wishes {
  const group = aGroup({ title: "Wishes", members, isForum });
  const kind: CardKind = {
    name: "wish",
    role: "approver",
    title: "wish-title",
    chat: () => (hasGroup ? group.chat.id : undefined),
    states,
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
        ...(asksWhy ? { input: { isRequired: true, ask: "wish-why" } } : {}),
        notice: ({ text }) => ({ text: [paragraph(`Your wish is not granted: ${text}`)] }),
      },
      {
        name: "answer",
        by: "staff",
        from: ["pending", "rejected"],
        done: "wish-did-answer",
        notice: () => ({ text: [paragraph("About your wish:")] }),
      },
      { name: "add", by: "person", from: ["pending"], done: "wish-did-add" },
      { name: "withdraw", by: "person", from: ["pending"], to: "withdrawn", done: "wish-did-withdraw" },
    ],
    ...(takesReplies ? { reply: { action: "answer", takes: "anything" } } : {}),
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
    fallbacks: [{ kind: "media", priority: 1, handle: ({ turn, deps, message }) => add(kind, message ? [message] : [], turn, deps) }],
    albums: [{ priority: 1, handle: (parts, turn, deps) => add(kind, parts, turn, deps) }],
    commands: [
      {
        name: "wish",
        handle: ({ turn, deps }, text) => open(kind, { text, messages: [] }, turn, deps),
      },
    ],
  };
}

type Wish = { text: string; messages: Message[] };

async function open(kind: CardKind, { text, messages }: Wish, turn: Turn, deps: Deps): Promise<void> {
  const person = { type: "person" as const, personId: turn.personId, name: turn.senderName };
  const topic = { key: "wishes", name: "Wishes" };
  const wish = { kind, ...turn.writing(), actor: person, subject: text, status: "pending", text, topic };
  const whose = { personId: turn.personId, personName: turn.senderName, openKey: `wish:${turn.personId}` };
  const opened = await openCard(deps, { ...wish, ...whose, messages: messages.map(sentMessage) });
  if (opened.type === "opened") opened.events.forEach(turn.deliver);
  turn.say({ text: [paragraph(opened.type === "opened" ? "You wish." : "You have a wish already.")] });
}

/** What somebody sends while their wish is open belongs to it; a picture with words that begin so is a wish. */
async function add(kind: CardKind, messages: Message[], turn: Turn, deps: Deps): Promise<boolean> {
  const file = await findOpenCard(deps.db, `wish:${turn.personId}`);
  const action = actionOf(kind, "add");
  const words = wordsOf(messages);
  if (file === undefined && words?.startsWith("I wish") === true) {
    await open(kind, { text: words, messages }, turn, deps);
    return true;
  }
  if (file === undefined || action === undefined) return false;
  const actor = { type: "person" as const, personId: turn.personId, name: file.card.personName };
  const added = await attachToCard(deps, { kind, file, action, messages, actor, ...turn.writing() });
  if (added.type === "done") added.events.forEach(turn.deliver);
  turn.say({ text: [paragraph("Added to your wish.")] });
  return true;
}
