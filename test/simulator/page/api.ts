import type { PaymentOutcome } from "#fakes/telegram/contract.ts";
import type { ClockMove, DeadLetter, GivenPlace, Pace, PostKind, State, Switches } from "../wire.ts";

/** Who does something, and in which chat. */
export type Where = { personId: number; chatId: number; threadId?: number | undefined };
export type Sent = Where & { replyTo?: number | undefined };
type Which = Where & { messageId: number };

/** What the page asks of the simulator. Each throws with a sentence that can be shown. */
export const api = {
  state: async () => (await request("GET", "state")) as State,
  say: (order: Sent & { text: string }) => request("POST", "say", order),
  tap: async (order: Which & { data: string }) => (await request("POST", "tap", order)) as { queryId: string },
  post: (order: Sent & { kind: PostKind }) => request("POST", "post", order),
  /** Several files are an album; `says` makes a recording of them. */
  upload(order: Sent, content: { files: Blob[]; caption?: string | undefined; says?: string | undefined; seconds?: number | undefined }) {
    const { files, ...words } = content;
    const form = new FormData();
    form.set("order", JSON.stringify({ ...order, ...words }));
    for (const file of files) form.append("file", file);
    return request("POST", "upload", form);
  },
  choose: (personId: number, button: string) => request("POST", "choose", { personId, button }),
  edit: (order: Which & { text: string }) => request("POST", "edit", order),
  remove: (order: Which) => request("POST", "delete", order),
  react: (order: Which & { emoji: string[] }) => request("POST", "react", order),
  vote: (order: Which & { options: number[] }) => request("POST", "vote", order),
  stop: (order: Where) => request("POST", "stop", order),
  /** What became of it: paid, refused with the bot's reason, or lapsed because the bot did not answer. */
  pay: async (order: (Where & { messageId: number }) | (Where & { link: string })) =>
    (await request("POST", "pay", order)) as PaymentOutcome,
  setSubscription: (chargeId: string, to: "renewed" | "failed" | "canceled" | "kept") => request("POST", "subscription", { chargeId, to }),
  join: async (personId: number, target: string | number) =>
    (await request("POST", "join", { personId, target })) as { outcome: "joined" | "asked" },
  admit: (order: Where & { userId: number }) => request("POST", "admit", order),
  setMember: (order: Where & { userId: number; role: GivenPlace }) => request("POST", "member", order),
  makeSupergroup: (order: Where) => request("POST", "migrate", order),
  leave: (order: Where) => request("POST", "leave", order),
  createTopic: (order: Where & { name: string }) => request("POST", "topic", order),
  closeTopic: (order: Where & { closed: boolean }) => request("POST", "close-topic", order),
  deleteTopic: (order: Where) => request("POST", "delete-topic", order),
  block: (personId: number, blocked: boolean) => request("POST", "block", { personId, blocked }),
  addPerson: async (name: string, languageCode: string) =>
    (await request("POST", "person", { name, languageCode })) as { personId: number },
  setSwitches: (change: Partial<Switches>) => request("POST", "switches", change),
  /** One of the academy's own by name, or the text of a file. Gives who comes for it. */
  playScenario: async (order: ({ name: string } | { file: string }) & { pace: Pace }) =>
    (await request("POST", "scenario", order)) as { newcomers: number[] },
  stopScenario: () => request("POST", "stop-scenario", {}),
  listDeadLetters: async () => ((await request("POST", "dead-letters", {})) as { deadLetters: DeadLetter[] }).deadLetters,
  replay: (deadLetterId: string) => request("POST", "replay", { deadLetterId }),
  setWorker: (to: "killed" | "running") => request("POST", "worker", { to }),
  moveClock: (move: ClockMove) => request("POST", "clock", move),
};

async function request(method: string, action: string, body?: object): Promise<unknown> {
  const response = await fetch(`/sim/${action}`, {
    method,
    ...(body instanceof FormData ? { body } : body && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Error("The simulator does not answer. Is npm run dev still running?");
  });
  const answer: unknown = await response.json();
  if (!response.ok) throw new Error(reasonOf(answer) ?? `The simulator answered ${response.status}`);
  return answer;
}

function reasonOf(answer: unknown): string | undefined {
  return typeof answer === "object" && answer !== null && "error" in answer ? String(answer.error) : undefined;
}
