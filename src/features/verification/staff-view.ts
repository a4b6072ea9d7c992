import type { View, ViewButton } from "#platform/telegram/view.ts";
import { bold, heading, link, list, paragraph, type Inline, type Text } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { localTime } from "#platform/zone.ts";
import { listButton, recordButton, type RecordAction } from "./buttons.ts";
import type { DetailRefusal, Details } from "./details.ts";
import type { RelinkRefusal, RestoreRefusal, Status, VerifyRefusal } from "./rules.ts";
import type { Counts, Student } from "./store.ts";

export type StaffRefusal = VerifyRefusal | RestoreRefusal | RelinkRefusal | "noClaim";
type ChangeRefusal = StaffRefusal | "missing" | "overtaken" | "noSuchAccount";

const DONE = {
  verified: "student-verified",
  claimRefused: "student-claim-refused",
  restored: "student-restored",
  removed: "student-removed",
  relinked: "student-relinked",
  edited: "student-edited",
} as const;
/** What has been done with a record. */
export type Done = keyof typeof DONE;

const REFUSALS: { [refusal in ChangeRefusal]: string } = {
  alreadyVerified: "refused-verified-already",
  isRemoved: "refused-removed",
  ownClaim: "refused-own-claim",
  notRemoved: "refused-not-removed",
  forgotten: "refused-forgotten",
  alreadyTheirs: "refused-theirs-already",
  noClaim: "refused-no-claim",
  missing: "refused-missing",
  overtaken: "refused-overtaken",
  noSuchAccount: "refused-no-account",
};

type Words = Pick<Turn, "t" | "profile">;

const STATUS_WORDS: { [status in Status]: string } = {
  pending: "status-pending",
  claimed: "status-claimed",
  verified: "status-verified",
  removed: "status-removed",
};
const ICONS: { [status in Status]: string } = { pending: "⏳", claimed: "🙋", verified: "✅", removed: "🗑" };

/** Everything about a record, and what can be done with it. */
export function renderRecord(turn: Words, student: Student): View {
  return { text: describeRecord(turn, student), buttons: buttonsFor(turn, student) };
}

export function renderAdded(turn: Words, student: Student): View {
  return before(turn.t("student-added"), renderRecord(turn, student));
}

/** The record that has the email, number or account already. */
export function renderDuplicate(turn: Words, existing: Student): View {
  const hint = existing.status === "removed" ? turn.t("student-duplicate-removed") : turn.t("student-duplicate");
  return before(hint, renderRecord(turn, existing));
}

/** The same for the verifiers, when somebody has tried to add it again. */
export function renderDuplicateNote(words: Words, { existing, by }: { existing: Student; by: string }): View {
  return before(words.t("student-duplicate-tried", { name: by }), renderRecord(words, existing));
}

export function renderChanged(turn: Words, student: Student, done: Done): View {
  return before(turn.t(DONE[done]), renderRecord(turn, student));
}

export function renderKept({ t }: Words): View {
  return { text: [paragraph(t("student-kept"))] };
}

function before(sentence: string, view: View): View {
  return { ...view, text: [paragraph(bold(sentence)), ...view.text] };
}

/** What staff see of a record, wherever they do. */
export function describeRecord({ t, profile }: Words, student: Student): Text {
  const day = (at: Date) => localTime(profile()?.timezone ?? "UTC", at).day;
  const account = student.personId ?? student.claimedBy;
  const name = student.fullName === "" ? t("student-forgotten") : student.fullName;
  const facts: Inline[][] = [
    [`${ICONS[student.status]} ${t(STATUS_WORDS[student.status])}`],
    ...(student.email === "" ? [] : [[student.phone], [student.email]]),
    account === null ? [t("student-no-account")] : [t("student-account"), " ", accountLink(account)],
    [t("student-since", { day: day(student.createdAt) })],
    ...(student.removedAt === null ? [] : [[t("student-removed-on", { day: day(student.removedAt) })]]),
    ...(student.removedReason === null ? [] : [[t("student-removed-why", { reason: student.removedReason })]]),
  ];
  return [heading(3, `${name} · #${student.studentId}`), list(facts)];
}

function accountLink(personId: number): Inline {
  return link(`tg://user?id=${personId}`, String(personId));
}

type OfferedAction = Exclude<RecordAction, "show">;
const LABELS: { [action in OfferedAction]: string } = {
  verify: "record-verify",
  refuse: "record-refuse",
  remove: "record-remove",
  restore: "record-restore",
  relink: "record-relink",
  edit: "record-edit",
};

const ACTIONS: { [status in Status]: OfferedAction[][] } = {
  pending: [["verify"], ["edit", "relink"], ["remove"]],
  claimed: [["verify", "refuse"], ["edit", "relink"], ["remove"]],
  verified: [["edit", "relink"], ["remove"]],
  removed: [["restore"]],
};

function buttonsFor({ t }: Words, { studentId, status, email }: Student): ViewButton[][] {
  if (email === "") return [];
  const label = (action: OfferedAction) => t(status === "claimed" && action === "verify" ? "record-confirm" : LABELS[action]);
  return ACTIONS[status].map((row) => row.map((action) => ({ label: label(action), data: recordButton.data({ action, studentId }) })));
}

export function renderSeveral(turn: Words, students: Student[], isMore: boolean): View {
  return {
    text: [paragraph(bold(turn.t("student-several"))), ...(isMore ? [paragraph(turn.t("student-more"))] : [])],
    buttons: students.map((student) => [choose(student)]),
  };
}

function choose({ studentId, status, fullName, phone }: Student): ViewButton {
  return { label: `${ICONS[status]} ${fullName} · ${phone}`, data: recordButton.data({ action: "show", studentId }) };
}

export type ListPage = { students: Student[]; total: number; page: number; search: string; size: number };

export function renderList(turn: Words, { students, total, page, search, size }: ListPage): View {
  const { t } = turn;
  if (total === 0) return { text: [paragraph(search === "" ? t("roster-empty") : t("student-nobody"))] };
  const go = (to: number, label: string): ViewButton[] => [{ label, data: listButton.data({ page: to, search }) }];
  const pages = Math.ceil(total / size);
  return {
    text: [heading(3, t("roster-title", { count: total })), paragraph(t("roster-page", { page: page + 1, pages }))],
    buttons: [
      ...students.map((student) => [choose(student)]),
      [...(page > 0 ? go(page - 1, t("page-before")) : []), ...(page + 1 < pages ? go(page + 1, t("page-after")) : [])],
    ].filter((row) => row.length > 0),
  };
}

export function renderCounts({ t }: Words, counts: Counts): View {
  const line = (status: Status) => `${ICONS[status]} ${t(STATUS_WORDS[status])}: ${counts[status]}`;
  return {
    text: [heading(3, t("roster-counts")), list([line("verified"), line("pending"), line("claimed"), line("removed")])],
  };
}

export function renderNobody({ t }: Words): View {
  return { text: [paragraph(t("student-nobody"))] };
}

export function renderUsage({ t }: Words, key: "student-usage" | "student-usage-remove" | "roster-search-too-long"): View {
  return { text: [paragraph(t(key))] };
}

export function renderAddRefused({ t }: Words, refusals: DetailRefusal[]): View {
  return { text: [...refusals.map((refusal) => paragraph(t(refusal))), paragraph(t("student-usage-add"))] };
}

export function renderChangeRefused({ t }: Words, refusal: ChangeRefusal): View {
  return { text: [paragraph(t(REFUSALS[refusal]))] };
}

export function renderDetailQuestion({ t }: Words, field: keyof Details): View {
  const keys = { fullName: "ask-student-name", phone: "ask-student-phone", email: "ask-student-email" } as const;
  return { text: [paragraph(bold(t(keys[field]))), paragraph(t("ask-or-cancel"))] };
}

export function renderFieldQuestion({ t }: Words, choose: (value: string) => string): View {
  const button = (field: keyof Details, key: string) => ({ label: t(key), data: choose(field) });
  return {
    text: [paragraph(bold(t("ask-student-field")))],
    buttons: [[button("fullName", "field-name"), button("phone", "field-phone"), button("email", "field-email")]],
  };
}

export function renderReasonQuestion({ t }: Words, fullName: string): View {
  return { text: [paragraph(bold(t("ask-removal-reason", { name: fullName }))), paragraph(t("ask-removal-reason-hint"))] };
}

export function renderRemovalQuestion(
  { t }: Words,
  { fullName, reason }: { fullName: string; reason: string },
  choose: (value: string) => string,
): View {
  return {
    text: [paragraph(bold(t("ask-removal-sure", { name: fullName }))), paragraph(reason), paragraph(t("ask-removal-meaning"))],
    buttons: [[{ label: t("removal-yes"), data: choose("yes") }], [{ label: t("removal-no"), data: choose("no") }]],
  };
}

export function renderAccountQuestion({ t }: Words): View {
  return { text: [paragraph(bold(t("ask-account"))), paragraph(t("ask-account-hint"))] };
}
