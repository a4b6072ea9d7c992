const WIDTH = 5;

/** A bar of five characters, so that what stands behind it is aligned; what is more than nothing is seen. */
export function barOf(value: number, most: number): string {
  const filled = value <= 0 || most <= 0 ? 0 : Math.max(1, Math.round((Math.min(value, most) / most) * WIDTH));
  return "▰".repeat(filled) + "▱".repeat(WIDTH - filled);
}
