import de from "#locales/de/verification.ftl";
import en from "#locales/en/verification.ftl";
import ru from "#locales/ru/verification.ftl";
import { onEvent, onPress, type Command, type Feature } from "#platform/feature.ts";
import { dropImportButton, importButton, listButton, recordButton, verifyButton } from "./buttons.ts";
import { claimCard } from "./claim-card.ts";
import { rosterRoutes } from "./http.ts";
import { confirmImport, dropImport, importByCommand, takeDocument } from "./import.ts";
import { importJob, readJob } from "./import-jobs.ts";
import { inOffice } from "./office.ts";
import { exportStudent, forgetStudent } from "./personal-data.ts";
import { answerJoinRequest, beginVerification, studentMenu, takeContact } from "./person.ts";
import { addProof } from "./proof.ts";
import { STANDING_CHANGED } from "./record-change.ts";
import { addFlow, editFlow, relinkFlow, removeFlow } from "./record-flows.ts";
import { actOnRecord, addByCommand, findByCommand, listByCommand, showCounts, showList } from "./staff.ts";
import { standingChange, standingSlice, takeStanding } from "./standing.ts";
import { tidyAttempts } from "./store.ts";
import { verifyFlow } from "./verify-flow.ts";

const verifier = { role: "verifier" } as const;

function staffCommand(name: string, describe: string, handle: Command["handle"]): Command {
  return { name, describe, needs: verifier, where: "anywhere", handle: inOffice(handle) };
}

/** The roster of those who have paid, and how somebody shows that they are on it. */
export const verification: Feature = {
  name: "verification",
  locales: { en, de, ru },
  menu: studentMenu,
  commands: [
    staffCommand("addstudent", "command-addstudent", addByCommand),
    staffCommand("student", "command-student", findByCommand("student-usage")),
    staffCommand("list_students", "command-list-students", listByCommand),
    staffCommand("remove_student", "command-remove-student", findByCommand("student-usage-remove")),
    staffCommand("import", "command-import", importByCommand),
    staffCommand("stats", "command-stats", showCounts),
  ],
  buttons: [
    onPress(verifyButton, beginVerification),
    onPress(recordButton, inOffice(actOnRecord), verifier),
    onPress(listButton, inOffice(showList), verifier),
    onPress(importButton, inOffice(confirmImport), verifier),
    onPress(dropImportButton, inOffice(dropImport), verifier),
  ],
  cards: [claimCard],
  flows: [verifyFlow, addFlow, removeFlow, relinkFlow, editFlow],
  jobs: [readJob, importJob],
  fallbacks: [
    { kind: "contact", priority: 0, handle: takeContact },
    { kind: "media", priority: 20, handle: takeDocument },
    { kind: "media", priority: 1, handle: addProof },
    { kind: "joinRequest", priority: 0, handle: answerJoinRequest },
  ],
  events: [onEvent({ kind: STANDING_CHANGED, version: 1, schema: standingChange, handle: takeStanding })],
  schedules: [{ name: "verification.tidy", cron: "*/5 * * * *", run: (now, { db }) => tidyAttempts(db, now) }],
  profileSlice: standingSlice,
  personData: { export: exportStudent, forget: forgetStudent },
  adminRoutes: rosterRoutes,
};
