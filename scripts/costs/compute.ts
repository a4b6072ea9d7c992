import counted from "./counted.json" with { type: "json" };
import prices from "./prices.json" with { type: "json" };
import usage from "./usage.json" with { type: "json" };

type Billed = keyof typeof prices.billed;
type Deed = keyof typeof counted;
export type Line = { what: string; aMonth: number; aDay: number; isOverFree: boolean; dollars: number; arithmetic: string };
export type Bill = { people: number; deeds: Record<Deed, number>; lines: Line[]; dollars: number };

const DAYS = 30;
const MILLION = 1_000_000;

/** What so many people cost in a month of thirty days, from what the tests have counted for each thing that is done. */
export function computeBill(people: number): Bill {
  const deeds = countDeeds(people);
  const names = Object.keys(prices.billed) as Billed[];
  const lines = names.map((name) => computeLine(name, sum(deeds, name)));
  return { people, deeds, lines, dollars: prices.baseDollars + lines.reduce((total, { dollars }) => total + dollars, 0) };
}

function countDeeds(people: number): Record<Deed, number> {
  return {
    turn: people * usage.shareWhoLearnInADay * usage.turnsOfALearner * DAYS,
    tip: people * DAYS,
    request: people * usage.requestsAPersonAMonth,
    minute: DAYS * 24 * 60,
    fiveMinutes: DAYS * 24 * 12,
  };
}

function sum(deeds: Record<Deed, number>, name: Billed): number {
  return (Object.keys(deeds) as Deed[]).reduce((total, deed) => total + deeds[deed] * amountOf(deed, name), 0);
}

/** How much of what is billed one thing that is done takes. */
function amountOf(deed: Deed, name: Billed): number {
  const figures = counted[deed];
  switch (name) {
    case "cpuMs":
      return figures.requests * usage.cpuMsARequest;
    case "objectGbSeconds":
      return usage.secondsAwake[deed] * usage.objectGb;
    case "queueOperations":
      return figures.queueMessages * usage.operationsAMessage;
    case "neurons":
      return (
        (figures.modelInputCharacters * prices.model.neuronsAMillionInputTokens +
          figures.modelOutputCharacters * prices.model.neuronsAMillionOutputTokens) /
        usage.charactersAToken /
        MILLION
      );
    default:
      return figures[name];
  }
}

function computeLine(name: Billed, aMonth: number): Line {
  const price: { what: string; freeADay?: number; includedAMonth?: number; includedADay?: number; dollarsAMillion: number } =
    prices.billed[name];
  const included = price.includedAMonth ?? (price.includedADay ?? 0) * DAYS;
  const dollars = (Math.max(0, aMonth - included) / MILLION) * price.dollarsAMillion;
  const aDay = aMonth / DAYS;
  const arithmetic = `(${round(aMonth)} − ${round(included)}) × $${price.dollarsAMillion} a million`;
  return { what: price.what, aMonth, aDay, isOverFree: price.freeADay !== undefined && aDay > price.freeADay, dollars, arithmetic };
}

const round = (count: number) => Math.round(count).toLocaleString("en");

/** The bills as they stand on the page of costs. */
export function renderCosts(sizes: readonly number[]): string[] {
  return [
    `Prices of ${prices.read}; models by ${prices.model.name}.`,
    ...sizes.flatMap((people) => ["", ...renderBill(computeBill(people))]),
  ];
}

function renderBill({ people, deeds, lines, dollars }: Bill): string[] {
  const over = lines.filter(({ isOverFree }) => isOverFree).map(({ what }) => what);
  const free = over.length === 0 ? "fits" : `does not fit: too many ${over.join(", ")}`;
  return [
    `${round(people)} people: ${round(deeds.turn)} turns of the tutor, ${round(deeds.tip)} tips, ${round(deeds.request)} requests a month`,
    ...lines.map(({ what, aMonth, aDay, dollars: own, arithmetic }) => {
      const amount = `${round(aMonth)} a month, ${round(aDay)} a day`;
      return `  ${what.padEnd(24)} ${amount.padEnd(40)} $${own.toFixed(2)}${own > 0 ? ` = ${arithmetic}` : ""}`;
    }),
    `  Workers Free ${free}`,
    `  Workers Paid $${dollars.toFixed(2)} = $${prices.baseDollars} + the lines above`,
  ];
}
