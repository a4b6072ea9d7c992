import type { Translate } from "#platform/i18n/words.ts";
import { unreachable } from "#platform/result.ts";
import { GIVEN_ROLES, type Role } from "#platform/role.ts";
import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, heading, paragraph } from "#platform/text/tree.ts";
import { tellUnfound, type Unfound } from "#platform/find-who.ts";
import { judgeChange, type Actor, type ChangeKind, type Refusal, type Request } from "./rules.ts";
import { removeButton } from "./buttons.ts";
import type { Outcome, Roster, StaffRow } from "./store.ts";

/** Telegram takes a hundred buttons a message; what has none is taken by the command. */
const BUTTONS = 90;

type Words = { t: Translate };
type Lack = (Request & { type: "unclear" })["lacks"];

/** Everybody by role, with a button for each role that the viewer may take. */
export function renderRoster({ t }: Words, roster: Roster, { viewer, note }: { viewer: Actor; note?: string }): View {
  const owners = roster.owners.map((personId) => nameIn(roster, personId));
  const lines = GIVEN_ROLES.map((role) => {
    const holders = roster.rows.filter((row) => row.role === role).map((row) => nameIn(roster, row.personId, row.name));
    return { role, holders };
  }).filter(({ holders }) => holders.length > 0);
  return {
    text: [
      ...(note === undefined ? [] : [paragraph(bold(note))]),
      heading(2, t("staff-title")),
      ...[{ role: "owner" as const, holders: owners }, ...lines].map(({ role, holders }) =>
        paragraph(bold(`${roleName(t, role)}: `), holders.join(", ")),
      ),
      ...(roster.rows.length === 0 ? [paragraph(t("staff-nobody"))] : []),
      paragraph(t("staff-usage")),
    ],
    buttons: roster.rows
      .filter(({ personId, role }) => {
        const isOwner = roster.owners.includes(personId);
        return judgeChange(viewer, { personId, role, isOwner, isPerson: true }) === undefined;
      })
      .slice(0, BUTTONS)
      .map((row) => [renderRemoval(t, roster, row)]),
  };
}

function renderRemoval(t: Translate, roster: Roster, { personId, role, name }: StaffRow): ViewButton {
  const label = t("staff-remove", { role: roleName(t, role), who: nameIn(roster, personId, name) });
  return { label, data: removeButton.data({ personId, role }) };
}

/** `name` is what was known of somebody who has not registered. */
function nameIn({ usernames }: Roster, personId: number, name: string | null = null): string {
  const username = usernames.get(personId);
  if (username !== undefined) return `@${username} (${personId})`;
  return name === null ? String(personId) : `${name} (${personId})`;
}

/** What came of a change, in a sentence. */
export function renderOutcome(
  { t }: Words,
  outcome: Outcome,
  asked: { change: ChangeKind; role: Role; personId: number; name: string | null },
  roster: Roster,
): string {
  const named = { who: nameIn(roster, asked.personId, asked.name), role: roleName(t, asked.role) };
  const isAdd = asked.change === "add";
  switch (outcome) {
    case "done":
      return isAdd ? t("staff-added", named) : t("staff-removed", named);
    case "already":
      return isAdd ? t("staff-added-already", named) : t("staff-removed-already", named);
    case "forgotten":
      return t("staff-forgotten");
    case "lost":
      return t("staff-lost");
    default:
      return unreachable(outcome);
  }
}

/** What could not be made out, and how it is written. */
export function renderUnclear({ t }: Words, lack: Lack): View {
  return { text: [paragraph(sentenceOfLack(t, lack)), paragraph(t("staff-usage"))] };
}

function sentenceOfLack(t: Translate, lack: Lack): string {
  switch (lack) {
    case "action":
      return t("staff-lacks-action");
    case "role":
      return t("staff-lacks-role");
    case "owner":
      return t("staff-owner");
    case "who":
      return t("who-missing");
    default:
      return unreachable(lack);
  }
}

export function renderUnfound({ t }: Words, unfound: Unfound): View {
  const sentence = paragraph(tellUnfound(t, unfound));
  return { text: unfound.reason === "nobody" ? [sentence, paragraph(t("staff-usage"))] : [sentence] };
}

export function renderRefusal({ t }: Words, refusal: Refusal): View {
  return { text: [paragraph(sentenceOfRefusal(t, refusal))] };
}

function sentenceOfRefusal(t: Translate, refusal: Refusal): string {
  switch (refusal) {
    case "self":
      return t("staff-self");
    case "owner":
      return t("staff-owner");
    case "nobody":
      return t("staff-no-person");
    case "admins":
      return t("staff-admins");
    default:
      return unreachable(refusal);
  }
}

/** What the person concerned reads. */
export function renderNews({ t }: Words, { role, change }: { role: Role; change: ChangeKind }, academy: string): View {
  const named = { role: roleName(t, role), academy };
  return { text: [paragraph(change === "add" ? t("staff-news-added", named) : t("staff-news-removed", named))] };
}

const ROLE_NAMES: Record<Role, string> = {
  owner: "staff-role-owner",
  admin: "staff-role-admin",
  teacher: "staff-role-teacher",
  verifier: "staff-role-verifier",
  approver: "staff-role-approver",
  dns: "staff-role-dns",
};

function roleName(t: Translate, role: Role): string {
  return t(ROLE_NAMES[role]);
}
