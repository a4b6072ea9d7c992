import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { startWorkerd } from "../faults/workerd.ts";
import { createStubTelegram } from "./telegram.ts";
import { registerPeople, type Subject } from "./subjects.ts";
import { saturated, steady, type Round } from "./load.ts";
import { median, percentile } from "./figures.ts";
import { presses, writes } from "./updates.ts";
// args: name=folder[:LOG]
const specs = process.argv.slice(2);
const subjects: Record<string, Subject & { step: (p: number) => any }> = {};
for (const spec of specs) {
  const [name, dir, level = "info"] = spec.split(/[=:]/) as [string, string, string?];
  const folder = mkdtempSync("/dev/shm/ab-");
  const telegram = createStubTelegram();
  const out = `${dir}-out`;
  const texts = readdirSync(out).filter((f) => /\.(ftl|md)$/.test(f) && f !== "README.md");
  const isEcho = name === "echo";
  const workerd = await startWorkerd({
    worker: { name: isEcho ? "stoa-echo" : "stoa", config: isEcho ? "/work/main/test/bench/echo/wrangler.toml" : join(dir, "wrangler.toml"), folder: out, modules: [{ type: "ESModule", path: join(out, "index.js") }, ...texts.map((f) => ({ type: "Text" as const, path: join(out, f) }))] },
    bindings: { FLOOD_UPDATES: "1000", BOT_TOKEN: `1:${"t".repeat(35)}`, WEBHOOK_SECRET: "webhook-secret", ADMIN_TOKEN: "admin-token-of-the-bench", BOT_INFO: JSON.stringify({ id: 1, is_bot: true, first_name: "Stoa", username: "stoa_bot" }), AI_CHAT: "compatible:none", AI_BASE_URL: "https://model.test/v1", LOG_LEVEL: level },
    outside: { node: (q, r) => telegram.handle(q, r) }, folder });
  const address = new URL("/telegram/webhook", workerd.url);
  const headers = { "content-type": "application/json", "x-telegram-bot-api-secret-token": "webhook-secret" };
  const s: Subject = { workerd, telegram, post: async (u) => { const r = await fetch(address, { method: "POST", headers, body: JSON.stringify(u) }); await r.body?.cancel(); if (r.status !== 200) throw new Error(name + r.status); }, stop: async () => { await workerd.stop(); rmSync(folder, { recursive: true, force: true }); } };
  if (!isEcho) await registerPeople(s);
  subjects[name] = { ...s, step: name.startsWith("press") ? (p: number) => presses(p, "profile:settings") : (p: number) => writes(p, "/menu") };
}
const res: Record<string, { st: Round[]; sat: Round[] }> = {};
const R = Number(process.env.R ?? 5);
for (const [n, s] of Object.entries(subjects)) { res[n] = { st: [], sat: [] }; await saturated(s, s.step, { clients: 50, seconds: 2 }); }
for (let r = 0; r < R; r++) for (const [n, s] of Object.entries(subjects)) { res[n]!.st.push(await steady(s, s.step, { perSecond: 100, seconds: 3 })); res[n]!.sat.push(await saturated(s, s.step, { clients: 100, seconds: 2 })); }
for (const [n, { st, sat }] of Object.entries(res)) console.log(n.padEnd(10), "cpu", median(st.map((x) => x.cpuMsPerUpdate)).toFixed(2), "sat cpu", median(sat.map((x) => x.cpuMsPerUpdate)).toFixed(2), "sat/s", median(sat.map((x) => x.updatesPerSecond)).toFixed(0), "ok p50", median(st.map((x) => percentile(x.latencies.map((l) => l.toOkMs), .5))).toFixed(2), "vis p50", median(st.map((x) => percentile(x.latencies.map((l) => l.toVisibleMs), .5))).toFixed(2));
for (const s of Object.values(subjects)) await s.stop();
process.exit(0);
