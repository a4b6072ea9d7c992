import { api } from "../api.ts";
import { attempt, showToast } from "../notices.ts";

/** Joins by a link or by the group itself; some groups let people in only when somebody has agreed. */
export function joinGroup(personId: number, target: string | number): void {
  const asked = api.join(personId, target).then(({ outcome }) => {
    if (outcome === "asked") showToast("You have asked to be let in");
  });
  attempt(asked);
}
