import { expect, test } from "vitest";
import { be, beNewLearner, keepScreenshots } from "./someone.ts";
import { setStage } from "./stage.ts";

const stage = setStage({ vars: { VERIFY_BY: "card" } });

const aTable = (...lines: string[]) => ({ name: "students.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });

test("a roster is imported, of which one is verified before they come and another by a verifier's card", async () => {
  const page = await stage.openPage();
  const [mira, nikos, elena] = [await be(page, "Mira"), await be(page, "Nikos"), await be(page, "Elena")];
  await nikos.attach(aTable("name,phone,email", "Mira Berg,+4930123401,mira@example.com", "X,12,ida@example.com"));
  expect(await (await nikos.reads("2 mistakes")).innerText()).toContain("line 3: That is no phone number");
  await nikos.attach(aTable("name,phone,email", "Mira Berg,+4930123401,mira@example.com", "Ida Noddack,+4930123402,ida@example.com"));
  await nikos.reads("2 new students");
  await nikos.tap("✅ Add 2 students");
  await nikos.reads("2 students have been added");

  await nikos.write("/student mira berg");
  await nikos.tap("✅ Verify now");
  await nikos.reads("Verified.");
  await mira.write("/menu");
  await mira.tap("🪪 I am a student");
  await mira.write("mira@example.com");
  await mira.reads("You are verified");

  const ida = await beNewLearner(page, "Ida");
  await ida.register();
  await ida.tap("🪪 I am a student");
  await ida.write("ida@example.com");
  await ida.reads("Somebody from the academy looks at it");
  await elena.open("Stoa staff", "Students");
  expect(await (await elena.reads("Is this student them?")).textContent()).toContain("Ida Noddack");
  await keepScreenshots(page, "verification-card");
  await elena.tap("✅ It is theirs");
  await ida.reads("You are verified");
  expect(await (await elena.reads("Is this student them?")).textContent()).toContain("Confirmed by Elena");
});

test("whoever shares the number that the academy has is let into the students' group, until they are removed", async () => {
  const page = await stage.openPage();
  const [timur, nikos] = [await be(page, "Timur"), await be(page, "Nikos")];
  await nikos.open("Stoa staff", "General");
  await nikos.write("/addstudent Timur Petrov; +1 202 555 0105; timur@example.com");
  await nikos.reads("Added.");
  await timur.open("Ask to join Students of Stoa");
  await timur.open(/^Stoa/);
  await timur.reads("Вы попросились в группу студентов");
  for (const label of ["▶️ Начать", "English", "A2", "English", "🪪 I am a student"]) await timur.tap(label);
  await timur.phone.getByRole("button", { name: "📱 Share my number" }).click();
  await timur.reads("You are verified");
  await timur.open("Students of Stoa");
  await timur.write("Here I am.");
  await timur.reads("Here I am.", "You");

  await nikos.write("/remove_student timur@example.com");
  await nikos.tap("🗑 Remove");
  await nikos.reply("Why is Timur Petrov removed?", "The course is over.");
  await nikos.tap("🗑 Yes, remove");
  await nikos.reads("Removed.");
  // Whoever is put out of a group is back among their chats.
  await timur.phone.getByRole("button", { name: "Ask to join Students of Stoa" }).waitFor();
  await timur.open(/^Stoa/);
  expect(await (await timur.reads("You are no longer on the academy’s roster")).textContent()).toContain("The course is over.");
});
