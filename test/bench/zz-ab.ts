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
import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
const R = Number(process.env.R ?? 3);
const out: Record<string, { ins: number[]; cyc: number[]; ms: number[]; vis: number[]; cs: number[] }> = {};
for (const [n, s] of Object.entries(subjects)) { out[n] = { ins: [], cyc: [], ms: [], vis: [], cs: [] }; await saturated(s, s.step, { clients: 50, seconds: 2 }); await steady(s, s.step, { perSecond: 100, seconds: 2 }); }
for (let r = 0; r < R; r++) for (const [n, s] of Object.entries(subjects)) {
  const perf = spawn("perf", ["stat", "-x", ",", "-p", String(s.workerd.pid()), "-e", "instructions,cycles,task-clock,context-switches"], { stdio: ["ignore", "ignore", "pipe"] });
  const err = text(perf.stderr);
  await new Promise((r) => setTimeout(r, 200));
  const round = await steady(s, s.step, { perSecond: 100, seconds: 4 });
  perf.kill("SIGINT");
  const v = Object.fromEntries((await err).trim().split("\n").map((l) => l.split(",")).map((f) => [f[2]!.split(":")[0], Number(f[0])]));
  const k = round.latencies.length; const o = out[n]!;
  o.ins.push(v["instructions"]! / k / 1e6); o.cyc.push(v["cycles"]! / k / 1e6); o.ms.push(v["task-clock"]! / k); o.cs.push(v["context-switches"]! / k); o.vis.push(percentile(round.latencies.map((l) => l.toVisibleMs), .5));
}
for (const [n, o] of Object.entries(out)) console.log(n.padEnd(9), "Minstr", median(o.ins).toFixed(2), "Mcyc", median(o.cyc).toFixed(2), "ms", median(o.ms).toFixed(2), "cs", median(o.cs).toFixed(1), "vis", median(o.vis).toFixed(2));
for (const s of Object.values(subjects)) await s.stop();
process.exit(0);
