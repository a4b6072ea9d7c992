import { env } from "cloudflare:workers";
import { verifyButton } from "#features/verification/buttons.ts";
import { newestCard } from "./claims.ts";
import { aGroup } from "./group.ts";
import { aLearner, pressForged, quiet, type Person } from "./person.ts";

const OFFICE = -1_001_000_000_702;

// Read once, before anything of the Worker runs: without a group the cards would come to all owners, and so into their journeys.
Object.assign(env, { VERIFICATION_CHAT_ID: String(OFFICE), VERIFY_BY: "card" });
aGroup({ id: OFFICE, title: "Verification" });

/** As somebody who claims a record, which a colleague confirms. */
export async function claimAs(person: Person, email: string): Promise<void> {
  const vera = await aLearner();
  await env.DB.prepare("insert into staff (person_id, role, added_at) values (?, 'verifier', 0)").bind(vera.user.id).run();
  await pressForged(person, verifyButton.data({}));
  await person.say(email);
  await bothSettled(person, vera);
  await vera.say(`/approve ${await newestCard()}`);
  await bothSettled(vera, person);
  await env.DB.prepare("delete from staff where person_id = ?").bind(vera.user.id).run();
}

/** As a verifier: a claim is refused on its card, and the next one confirmed on the record, which settles its card. */
export async function decideOnClaims(person: Person, email: string): Promise<void> {
  const claimer = await aLearner();
  const claim = async () => {
    await claimer.say("/menu");
    await claimer.tap("🪪 I am a student");
    await claimer.say(email);
    await bothSettled(claimer, person);
  };
  await claim();
  await person.say(`/reject ${await newestCard()} Somebody else.`);
  await bothSettled(person, claimer);
  await claim();
  await person.say(`/student ${email}`);
  await person.tap("✅ It is theirs");
  await bothSettled(person, claimer);
}

/** The group, which several lives together are too fast for, has nothing to tell them. */
async function bothSettled(...people: [Person, Person]): Promise<void> {
  for (let pass = 0; pass < 2; pass += 1) for (const { user } of people) await quiet(user.id);
}
