import type { RequestKind } from "#platform/request-kind.ts";
import { canLink, grantMember, heldMember, linkMember, listLinkable, revokeMember } from "./members.ts";
import { readRecordNumber } from "./rules.ts";

/** As many as fit below one message. */
const OFFERED = 20;

/** Being let in: approval makes the person a member, by a record that was there before or by a new one. */
export const access: RequestKind = {
  name: "access",
  title: "access-title",
  label: "access-label",
  ask: "access-ask",
  granted: "access-granted",
  already: "access-already",
  page: ({ landingPage }) => (landingPage === "" ? undefined : landingPage),
  role: "approver",
  chat: ({ chats }) => chats.requests,
  held: heldMember,
  grant: grantMember,
  revoke: revokeMember,
  ways: (approve) => {
    const { words: _, ...plain } = approve;
    return [
      {
        ...plain,
        name: "link",
        label: "access-link",
        done: "access-did-link",
        input: {
          isRequired: true,
          ask: "access-ask-record",
          parse: readRecordNumber,
          choices: async (card, { db }) =>
            (await listLinkable(db, card, OFFERED)).map(({ memberId, name }) => ({
              value: String(memberId),
              label: `№ ${memberId} · ${name}`,
            })),
        },
        when: canLink,
        statements: linkMember,
      },
    ];
  },
  carryOut: ({ held }) => ({ ok: held !== null, text: held ?? "–" }),
};
