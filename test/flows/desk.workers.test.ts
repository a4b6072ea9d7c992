import { expect, test } from "vitest";
import { aDeskOfWishes } from "#support/desk.ts";
import { settled } from "#support/group.ts";
import { aLearner, anOwner } from "#support/person.ts";

test("a card comes to the group, is decided by its button, and tells who did it and that the person knows", async () => {
  const [lena, olga] = [await aLearner(), await anOwner()];
  const { group, join } = aDeskOfWishes({ members: [olga] });
  await join(lena, olga, group);
  await lena.say("/wish a <b>better</b> & longer life");
  await settled(group, lena.user.id);
  expect(lena.last()).toBe("You wish.");
  const [card] = group.screen();
  expect(card?.text).toContain("a <b>better</b> & longer life");
  expect(card?.text).toContain("Wish · waiting");
  await olga.inGroup(group).tap("Approve");
  await settled(group, lena.user.id);
  await settled(group, lena.user.id);
  expect(lena.last()).toBe("Your wish is granted.");
  expect(group.screen()).toHaveLength(1);
  expect(group.screen()[0]?.text).toContain("✅");
  expect(group.screen()[0]?.text).toContain("Approved by Olga");
  expect(group.screen()[0]?.text).toContain("has been told");
  await lena.say("/wish another");
  await settled(group, lena.user.id);
  await lena.say("/wish a third");
  expect(lena.last()).toBe("You have a wish already.");
});
