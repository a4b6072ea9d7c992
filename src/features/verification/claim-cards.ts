import type { SQL } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Deps } from "#platform/deps.ts";
import { planOpening } from "#platform/desk/open.ts";
import { planStep, type PlannedStep } from "#platform/desk/steps.ts";
import type { CardFile } from "#platform/desk/store.ts";
import type { Topic } from "#platform/turn.ts";
import { claimCard, settling, type HowClaimed } from "./claim-card.ts";
import type { Author } from "./record-change.ts";
import { claimKey, type Known, type Student } from "./store.ts";

/** How somebody claims a record, and in which topic of the verifiers' group that is decided. */
export type NewClaim = { how: HowClaimed; topic: Topic };

type Change = { before: Known; after: Student; author: Author; claim: NewClaim | undefined };
type Statements = BatchItem<"sqlite">[];

/** What happens to the card of a claim beside a change of its record: it is opened when a claim begins, and settled when it ends. */
export function planClaimCard(deps: Deps, { before, after, author, claim }: Change, isDone: SQL): Statements {
  const wasClaimed = before.student.status === "claimed";
  if (claim !== undefined && !wasClaimed && after.status === "claimed") return open(deps, { after, author, claim }, isDone);
  return wasClaimed && after.status !== "claimed" ? settle(deps, before.claim, author) : [];
}

function open(deps: Deps, { after, author, claim }: Pick<Change, "after" | "author"> & { claim: NewClaim }, isDone: SQL): Statements {
  const { actor, key, at, hops } = author;
  const { studentId, claimedBy } = after;
  const personName = actor.type === "person" ? actor.name : "";
  const whose = { personId: claimedBy ?? undefined, personName, openKey: claimKey(studentId) };
  const { how, topic } = claim;
  const text = JSON.stringify(how);
  const card = { kind: claimCard, key, at, hops, actor, subject: String(studentId), status: "pending", text, topic, ...whose };
  return planOpening(deps, card, isDone);
}

function settle(deps: Deps, file: CardFile | undefined, author: Author): Statements {
  return file === undefined ? [] : settleClaim(deps, file, author).statements;
}

/** Closes the card of a claim that something else in the batch, before it, has ended. */
export function settleClaim(deps: Deps, file: CardFile, { actor, key, at, hops }: Author): PlannedStep {
  const settled = `${key}:settle:${file.card.subject}`;
  return planStep(deps, { file, kind: claimCard, action: settling, key: settled, actor, at, hops });
}
