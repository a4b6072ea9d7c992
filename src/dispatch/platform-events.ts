import { ALBUM, albumOf } from "./albums.ts";
import type { Dispatch } from "./dispatch.ts";
import type { Deps } from "#platform/deps.ts";
import { ALERT, raisedAlert, renderAlert } from "#platform/alerts.ts";
import { DELAYED, delayedIn, sayDelayed } from "#session/delayed.ts";
import { JOB_LOST, lostJob, retryLost } from "#session/queued-jobs.ts";
import { ASKED, askedIn, noteQuestion } from "#session/flow.ts";
import { relayedCall } from "#platform/relay.ts";
import { paragraph } from "#platform/text/tree.ts";
import { tellOutcome, type Turn } from "#platform/turn.ts";

const relayedTell = relayedCall.shape.tell.unwrap().extend({ outcome: tellOutcome });

/** The events that the session sends itself; undefined for those of the features. */
export async function handlePlatformEvent(
  event: { kind: string; version: number; data: unknown },
  turn: Turn,
  dispatch: Dispatch,
  deps: Deps,
): Promise<string | undefined> {
  switch (event.kind) {
    case "session.limited":
      turn.say({ text: [paragraph(turn.t("slow-down", { seconds: deps.config.floodLimit.windowMs / 1000 }))] });
      return event.kind;
    case DELAYED:
      sayDelayed(turn, delayedIn.parse(event.data));
      return event.kind;
    case "session.relay":
      turn.carryOut(relayedCall.parse(event.data));
      return event.kind;
    case "session.relayed": {
      const { to, kind, version, data, outcome } = relayedTell.parse(event.data);
      turn.forward(to, { kind, version, data: { ...data, outcome } });
      return event.kind;
    }
    case ALERT:
      turn.say(renderAlert(raisedAlert.parse(event.data), turn.t));
      return event.kind;
    case ASKED:
      noteQuestion(turn, askedIn.parse(event.data));
      return event.kind;
    case JOB_LOST: {
      const failure = retryLost(turn, lostJob.parse(event.data));
      return failure === undefined ? event.kind : dispatch.jobReport(failure, turn);
    }
    case ALBUM:
      return dispatch.album(albumOf.parse(event.data).groupId, turn);
    default:
      return undefined;
  }
}
