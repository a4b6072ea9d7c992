import { setTimeout as sleep } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import { openAcademy, type Academy } from "../browser/academy.ts";
import { be, openBrowser, openPage, type Someone } from "../browser/someone.ts";
import { droppedPercent, feel } from "./feel.ts";
import { median, percentile } from "./figures.ts";
import { line } from "./report.ts";

const MESSAGES = 2000;
const AT_ONCE = 20;
const OPENINGS = 9;
const [MIRA, NIKOS, ELENA] = [100_003, 100_002, 100_004];
/** A group in which the bot does not see what people say to each other. */
const GROUP = -1_002_700_000_002;
const TYPED = "Gestern bin ich mit meiner Schwester ins Kino gegangen, und danach haben wir noch lange über den Film gesprochen. ";

type Row = { name: string; bare?: number; ours: number; most?: number };

/**
 * How soon the page of `npm run dev` can be used, and whether it stays smooth with 2,000 messages; beside what an empty page in the same
 * browser takes for it, since whatever else the machine does slows both.
 */
export async function measurePage(): Promise<string> {
  const browser = await openBrowser();
  const academy = await openAcademy();
  try {
    const rows = await measureOpening(browser, academy);
    await fill(academy);
    rows.push({ name: `ms to the usable page, with ${MESSAGES} messages`, ours: await opening(browser, academy.address), most: 2000 });
    rows.push(...(await measureFeel(browser, academy)));
    return [line(["The simulator's page", "bare", "ours", "target"]), ...rows.map(render), ""].join("\n");
  } finally {
    await Promise.all([browser.close(), academy.stop()]);
  }
}

/** It has just said that it is ready, and nobody has opened its page yet. */
async function measureOpening(browser: Browser, { address }: Academy): Promise<Row[]> {
  const first = await opening(browser, address);
  const later: number[] = [];
  for (let n = 0; n < OPENINGS; n++) later.push(await opening(browser, address));
  return [
    { name: "ms from ready to the usable page", ours: first, most: 2000 },
    { name: "p50 ms to the usable page, opened again", ours: median(later) },
  ];
}

/** By a browser that has kept nothing of it. Until it can be used the page takes no press. */
async function opening(browser: Browser, address: string): Promise<number> {
  const startedAt = performance.now();
  const page = await openPage(browser, address);
  await page.waitForFunction(() => !document.body.inert);
  const took = performance.now() - startedAt;
  await page.context().close();
  return took;
}

/** The two take turns in a group. */
async function fill(academy: Academy): Promise<void> {
  for (let n = 0; n < MESSAGES; n += AT_ONCE) {
    await Promise.all(Array.from({ length: AT_ONCE }, (_, at) => say(academy, n + at)));
  }
}

function say(academy: Academy, n: number): Promise<unknown> {
  const personId = n % 2 === 0 ? MIRA : ELENA;
  return academy.post("/sim/say", { personId, chatId: GROUP, text: `Nachricht ${n + 1} in einem langen Gespräch` });
}

/** Two phones show the 2,000 messages and a third an answer that is being written, while messages go on arriving. */
async function measureFeel(browser: Browser, academy: Academy): Promise<Row[]> {
  const bare = await measureBare(browser);
  const page = await openPage(browser, academy.address);
  const [mira, elena] = [await be(page, "Mira"), await be(page, "Elena")];
  for (const someone of [mira, elena]) await someone.open("German in the evening");
  await be(page, "Nikos");
  const read = await feel(page);
  const ending = new AbortController();
  const streaming = stream(academy, ending.signal);
  await type(mira);
  const typed = await read();
  await scroll(mira);
  const scrolled = await read();
  ending.abort();
  await streaming;
  return [
    { name: "p50 ms from a key to its letter", bare: median(bare.typed.keys), ours: median(typed.keys) },
    { name: "p95 ms from a key to its letter", bare: percentile(bare.typed.keys, 0.95), ours: percentile(typed.keys, 0.95), most: 50 },
    {
      name: "% of frames dropped while typing and streaming",
      bare: droppedPercent(bare.typed.frames),
      ours: droppedPercent(typed.frames),
      most: 5,
    },
    {
      name: "% of frames dropped while scrolling and streaming",
      bare: droppedPercent(bare.scrolled.frames),
      ours: droppedPercent(scrolled.frames),
      most: 5,
    },
  ];
}

async function measureBare(browser: Browser) {
  const page = await browser.newPage();
  await page.setContent(`<textarea></textarea><div style="height: 100000px"></div>`);
  const read = await feel(page);
  await page.focus("textarea");
  await page.keyboard.type(TYPED, { delay: 50 });
  const typed = await read();
  await turnWheel(page);
  const scrolled = await read();
  await page.close();
  return { typed, scrolled };
}

async function type({ page, phone }: Someone): Promise<void> {
  await phone.getByRole("textbox", { name: "Message" }).focus();
  await page.keyboard.type(TYPED, { delay: 50 });
}

async function scroll({ page, messages }: Someone): Promise<void> {
  await messages.hover();
  await turnWheel(page);
}

async function turnWheel(page: Page): Promise<void> {
  for (let n = 0; n < 60; n++) {
    await page.mouse.wheel(0, -300);
    await sleep(50);
  }
}

/** Twenty times a second the answer grows, and five times somebody says something. */
async function stream(academy: Academy, signal: AbortSignal): Promise<void> {
  for (let n = 0; !signal.aborted; n++) {
    const text = TYPED.repeat(4).slice(0, 1 + ((n * 5) % 400));
    await academy.post("/telegram/botsimulator/sendMessageDraft", { chat_id: NIKOS, draft_id: 1, text });
    if (n % 4 === 0) await say(academy, MESSAGES + n);
    await sleep(50);
  }
}

function render({ name, bare, ours, most }: Row): string {
  const verdict = most === undefined ? [] : [`≤ ${most}`, ours <= most ? "met" : "missed"];
  return line([name, bare?.toFixed(1) ?? "", ours.toFixed(1), ...verdict]);
}
