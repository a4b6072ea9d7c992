type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what has no value, as optional properties here are absent, not undefined. */
export function withoutUndefined<T extends object>(input: T): Defined<T> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)) as Defined<T>;
}
