import { measure, type Comparison } from "./compare.ts";
import { DESK, measureDesk } from "./desk.ts";
import { measureMass } from "./mass.ts";
import { measurePage } from "./page.ts";
import { renderComparison } from "./report.ts";
import { registerPeople, startSubject } from "./subjects.ts";
import { presses, writes } from "./updates.ts";

/** This Worker and bare ones, in turns on the same runtime, so that whatever else the machine does slows all alike. */
async function bench(): Promise<void> {
  const vars = { REQUESTS_CHAT_ID: String(DESK.chatId), OWNER_IDS: String(DESK.approverId) };
  const ours = await startSubject({ name: "stoa", config: "wrangler.toml", vars });
  const echo = await startSubject({ name: "stoa-echo", config: "test/bench/echo/wrangler.toml" });
  const bareTutor = await startSubject({ name: "stoa-bare-tutor", config: "test/bench/bare-tutor/wrangler.toml" });
  try {
    await registerPeople(ours);
    const comparisons: Comparison[] = [
      {
        title: "A command, answered with the menu",
        bare: echo,
        ours,
        step: { update: (personId) => writes(personId, "/menu"), sight: "message" },
        perSecond: 100,
      },
      {
        title: "A press, answered with the settings",
        bare: echo,
        ours,
        step: { update: (personId) => presses(personId, "profile:settings"), sight: "message" },
        perSecond: 100,
      },
      {
        title: "A sentence to the tutor, from the model's first words",
        bare: bareTutor,
        ours,
        step: { update: (personId) => writes(personId, `Guten Morgen, ich bin #${personId}.`), sight: "words" },
        perSecond: 5,
      },
    ];
    const measured = await measure(comparisons);
    for (const [at, comparison] of comparisons.entries()) console.log(renderComparison(comparison, measured[at] ?? []));
    console.log(await measureDesk(ours));
  } finally {
    await Promise.all([ours.stop(), echo.stop(), bareTutor.stop()]);
  }
}

const [, , what, count] = process.argv;
if (what === "mass") console.log(await measureMass(count === undefined ? undefined : Number(count)));
else if (what === "page") console.log(await measurePage());
else await bench();
