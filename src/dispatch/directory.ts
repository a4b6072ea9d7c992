import { listPersonalMenus, seesCommand } from "./command-menus.ts";
import { accountCell } from "#platform/ai/account.ts";
import { createKinds } from "#platform/kinds.ts";
import { listAudit } from "#platform/audit.ts";
import type { Deps } from "#platform/deps.ts";
import { REGISTRATION_QUESTIONS, type Directory, type Feature } from "#platform/feature.ts";
import { buryPerson, forgottenCell, noteForgotten } from "#platform/forgotten.ts";
import { nameOf } from "#platform/object-name.ts";
import { outgoingOf } from "#session/collector.ts";
import type { Turn } from "#platform/turn.ts";

/** `holders` may have written something of a person. */
type Parts = Pick<Deps, "config"> & Pick<Directory, "cancelFlow"> & { holders: readonly Feature[] };

export function createDirectory(features: readonly Feature[], { holders: all, config, cancelFlow }: Parts): Directory {
  const holders = all.flatMap((feature) => (feature.personData === undefined ? [] : [[feature.name, feature.personData] as const]));
  const homeOf = features.find((feature) => feature.home !== undefined)?.home;
  const gateOf = features.find((feature) => feature.gate !== undefined)?.gate;
  return {
    menuItems: (turn) => features.flatMap((feature) => feature.menu?.(turn, config) ?? []),
    questions: REGISTRATION_QUESTIONS.filter((question) => features.some((feature) => feature.asks?.includes(question))),
    settingItems: (turn) => features.flatMap((feature) => feature.settings?.(turn) ?? []),
    commands: (turn) =>
      features
        .flatMap((feature) => feature.commands ?? [])
        .filter((command) => seesCommand(turn, config, command))
        .flatMap(({ name, describe }) => (describe === undefined ? [] : [{ name, describe }])),
    ...createKinds(features),
    welcome: (turn) => features.flatMap((feature) => feature.welcome?.(turn, config) ?? []),
    personalMenus: (turn) => listPersonalMenus(features, config, turn),
    cancelAll: (turn) => features.flatMap((feature) => feature.cancel?.(turn) ?? []),
    cancelFlow,
    home: (turn) => homeOf?.(turn) ?? { text: [] },
    gate: (turn) => gateOf?.(turn, config),
    registered: (turn, deps) => features.flatMap((feature) => feature.registered?.(turn, deps) ?? []),
    profileSlices: features.flatMap((feature) => feature.profileSlice ?? []),
    exportPerson: async (turn, deps) => {
      const [audit, ...parts] = await Promise.all([
        listAudit(deps.db, nameOf(turn.subject)),
        ...holders.map(async ([name, data]) => [name, await data.export(turn.personId, deps, turn.state)] as const),
      ]);
      return { ...Object.fromEntries(parts), session: turn.state.list("session"), audit };
    },
    forgetPerson: async (turn, deps) => {
      const statements = holders.flatMap(([, data]) => data.forget(turn.personId, deps, turn.now));
      await noteForgotten(deps.files, turn.personId, turn.now);
      await deps.db.batch([buryPerson(deps.db, turn.personId, turn.now), ...statements]);
      await deleteOutgoing(deps.files, turn);
      const account = turn.state.read(accountCell);
      turn.forgetAll();
      turn.state.write(forgottenCell, turn.now.getTime());
      // What was spent a moment ago is still to be told to the ledger.
      if (account !== undefined && account.unsettled.length > 0) turn.state.write(accountCell, account);
    },
  };
}

/** Deletes the files that wait to be sent to this person, or were left behind by a message that was given up. */
async function deleteOutgoing(files: R2Bucket, { subject }: Pick<Turn, "subject">): Promise<void> {
  const prefix = outgoingOf(`${nameOf(subject)}:`);
  for (let cursor: string | undefined; ;) {
    const page = await files.list({ prefix, ...(cursor === undefined ? {} : { cursor }) });
    if (page.objects.length > 0) await files.delete(page.objects.map(({ key }) => key));
    if (!page.truncated) return;
    cursor = page.cursor;
  }
}
