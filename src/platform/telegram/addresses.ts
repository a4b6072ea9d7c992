// The networks that Telegram sends webhooks from: core.telegram.org/bots/webhooks.
const NETWORKS = [
  { base: toNumber("149.154.160.0"), bits: 20 },
  { base: toNumber("91.108.4.0"), bits: 22 },
];

export function isFromTelegram(address: string | undefined): boolean {
  if (address === undefined || !/^(\d{1,3}\.){3}\d{1,3}$/.test(address)) return false;
  const number = toNumber(address);
  return NETWORKS.some(({ base, bits }) => Math.floor(number / 2 ** (32 - bits)) === Math.floor(base / 2 ** (32 - bits)));
}

function toNumber(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}
