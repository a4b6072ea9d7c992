/** What a press of a link does inside Telegram instead of leading out of it; undefined for a link of the web. */
export function deedOf(url: string): { "data-join": string } | { "data-invoice": string } | undefined {
  if (/^(https:\/\/t\.me\/(\$|invoice\/)|tg:\/\/invoice)/.test(url)) return { "data-invoice": url };
  return /^(https:\/\/t\.me\/(\+|joinchat\/)|tg:\/\/join)/.test(url) ? { "data-join": url } : undefined;
}

/** Where this page finds a file of Telegram. */
export function addressOf(fileId: string): string {
  return `/sim/file?id=${encodeURIComponent(fileId)}`;
}
