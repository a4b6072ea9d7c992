import { env, exports } from "cloudflare:workers";
import { access } from "#features/requests/access.ts";
import { requests } from "#features/requests/feature.ts";
import { desk } from "#features/desk/feature.ts";
import type { Feature } from "#platform/feature.ts";
import type { RequestKind } from "#platform/request-kind.ts";
import { runWith } from "./features.ts";
import { aGroup, settled, type Group } from "./group.ts";
import { aStranger, quiet, textOf, type Person } from "./person.ts";

/** The staff group that decides on requests, and those who work there and ask there. */
export type Office = {
  group: Group;
  /** Lets people, who may never have written, meet the bot of this office. */
  join: (...people: Person[]) => Promise<void>;
  /** Waits until everybody, the group included, has heard of everything. */
  rest: (...people: Person[]) => Promise<void>;
  /** The card of the newest request, or of one, as it is on the screen of the group. */
  card: (text?: string) => string;
};

type Input = {
  members?: Person[];
  isForum?: boolean;
  hasGroup?: boolean;
  kinds?: RequestKind[];
  kind?: Partial<RequestKind>;
  others?: Feature[];
};

export async function anOffice({
  members = [],
  isForum = false,
  hasGroup = true,
  kinds = [],
  kind = {},
  others = [],
}: Input = {}): Promise<Office> {
  const group = aGroup({ title: "Requests", members, isForum });
  const chat = () => (hasGroup ? group.chat.id : undefined);
  const own: Feature = { ...requests, requestKinds: [{ ...access, ...kind, chat }, ...kinds.map((other) => ({ ...other, chat }))] };
  const join = async (...people: Person[]) => {
    for (const { user } of people) await runWith(`person:${user.id}`, [desk, own, ...others]);
  };
  await runWith(`chat:${group.chat.id}`, [desk, own, ...others]);
  await join(...members);
  const rest = async (...people: Person[]) => {
    for (let pass = 0; pass < 3; pass += 1) {
      for (const { user } of people) await (hasGroup ? settled(group, user.id) : quiet(user.id));
    }
  };
  const card = (text = "#") =>
    textOf(group.screen().findLast((message) => textOf(message).includes(text) && textOf(message).includes("👤")));
  return { group, join, rest, card };
}

let nextApprover = 7_000;

/** Somebody who may decide, and is in the staff table by that name. */
export async function anApprover(name = "Olga"): Promise<Person> {
  const person = aStranger({ id: nextApprover++, first_name: name });
  await env.DB.prepare("insert into staff (person_id, role, name, added_by, added_at) values (?, 'approver', ?, 900, 0)")
    .bind(person.user.id, name)
    .run();
  return person;
}

/** An office with Olga in it, and Lena, whom nobody knows, in front of its bot. */
export async function aClient(input: Input & { user?: Parameters<typeof aStranger>[0] } = {}) {
  const [lena, olga] = [aStranger(input.user), await anApprover()];
  const office = await anOffice({ ...input, members: [olga, ...(input.members ?? [])] });
  await office.join(lena);
  const ask = async (text: string) => {
    await lena.say(text);
    await office.rest(lena, olga);
  };
  return { lena, olga, ask, ...office };
}

/** The number of the request that a text speaks of. */
export function numberIn(text: string): number {
  return Number(/#(\d+)/.exec(text)?.[1]);
}

/** What an admin route of the requests answers. */
export async function askRoute(path: string, { body, method }: { body?: unknown; method?: string } = {}) {
  const headers = { authorization: `Bearer ${env.ADMIN_TOKEN}` };
  const init =
    body === undefined ? { headers, method: method ?? "GET" } : { headers, method: method ?? "POST", body: JSON.stringify(body) };
  const response = await exports.default.fetch(new Request(`https://stoa.test/admin/requests${path}`, init));
  return { status: response.status, answer: await response.json<Record<string, unknown>>() };
}

/** A record without an account. */
export async function aRecord(name: string): Promise<number> {
  const { answer } = await askRoute("/members", { body: { name } });
  return Number(answer.id);
}

export async function recordOf({ user }: Person): Promise<Record<string, unknown> | null> {
  return env.DB.prepare("select member_id, name, is_active from members where person_id = ?").bind(user.id).first();
}
