import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ask } from "./ask.ts";
import { readAccount, readMoments } from "./deploy/account.ts";
import { restoreCommand, type Moment } from "./deploy/bookmark.ts";
import { EMPTY_ACCOUNT, planDeployment, renderStep, type Step } from "./deploy/plan.ts";
import { listProducts, renderProducts } from "./deploy/products.ts";
import { findSecrets, type Secret } from "./deploy/secrets.ts";
import { readEnvironment, type Environment } from "./environment.ts";
import { wrangler } from "./run.ts";

try {
  const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false }, env: { type: "string" } } });
  const environment = readEnvironment(values.env);
  await (values["dry-run"] ? rehearse(environment) : deploy(environment));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Says what a deployment to an account that has nothing yet would do, and builds the bundle for real. */
async function rehearse({ config, flags }: Environment): Promise<void> {
  console.log(["The account must have:", ...renderProducts(listProducts(config)), ""].join("\n"));
  console.log(`On an account that has nothing yet, \`npm run deploy${wayTo(flags)}\` runs:`);
  for (const step of planDeployment(config, EMPTY_ACCOUNT, { flags })) console.log(`${renderStep(step)}\n    ${step.why}`);
  console.log("\nThe bundle, built now:");
  await carryOut({ why: "", args: ["deploy", "--dry-run", "--minify", ...flags], secrets: [] }, []);
}

async function deploy({ config, flags }: Environment): Promise<void> {
  const account = await readAccount(config, flags);
  const moments = await readMoments(account);
  const plan = planDeployment(config, account, { flags, moments });
  // All are had before anything changes, so that a missing token leaves the account as it was.
  const secrets = await findSecrets(
    plan.flatMap((step) => step.secrets),
    { env: process.env, ask },
  );
  tellTheWayBack(moments, flags);
  for (const step of plan) await carryOut(step, secrets);

  const adminToken = secrets.find(({ name, isNew }) => name === "ADMIN_TOKEN" && isNew);
  if (adminToken !== undefined) console.log(`\nADMIN_TOKEN was made. Keep it, it cannot be read again: ${adminToken.value}`);
  tellTheWayBack(moments, flags);
  console.log(
    `\nThe Worker is up. After the first deployment, and whenever the bot's commands change, run \`npm run setup${wayTo(flags)}\`.`,
  );
}

function tellTheWayBack(moments: readonly Moment[], flags: readonly string[]): void {
  if (moments.length === 0) return;
  console.log(`\nThe way back, the code first: npx ${["wrangler", "rollback", ...flags].join(" ")}`);
  console.log("Only if the data itself is wrong, since it undoes whatever was written after this moment:");
  for (const moment of moments) console.log(`  ${restoreCommand(moment)}`);
}

/** How npm hands an environment on to a script. */
function wayTo(flags: readonly string[]): string {
  return flags.length === 0 ? "" : ` -- ${flags.join(" ")}`;
}

async function carryOut(step: Step, secrets: readonly Secret[]): Promise<void> {
  console.log(renderStep(step));
  const wanted = secrets.filter(({ name }) => step.secrets.includes(name));
  const folder = mkdtempSync(join(tmpdir(), "stoa-deploy-"));
  try {
    const file = join(folder, "secrets.json");
    writeFileSync(file, JSON.stringify(Object.fromEntries(wanted.map(({ name, value }) => [name, value]))), { mode: 0o600 });
    const args = wanted.length === 0 ? step.args : [...step.args, "--secrets-file", file];
    const { code } = await wrangler(args, { isShown: true });
    if (code !== 0)
      throw new Error(`\nStopped: wrangler ${step.args.join(" ")} failed; its reason is above. It is safe to run this again.`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
