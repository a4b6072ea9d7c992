/** A provider's key, and its successor while it is replaced; empty where there is none. */
export type KeyPair = { key: string; next: string };

/** Asks again with the successor where a provider refuses the key: it may be revoked before every place has heard of the new one. */
export function withNextKey(send: typeof fetch, pairs: readonly KeyPair[]): typeof fetch {
  return async (input, init) => {
    const response = await send(input, init);
    const headers = new Headers(init?.headers);
    const used = headers.get("authorization");
    const pair = pairs.find(({ key, next }) => key !== "" && next !== "" && used === `Bearer ${key}`);
    if (response.status !== 401 || pair === undefined) return response;
    await response.body?.cancel();
    headers.set("authorization", `Bearer ${pair.next}`);
    return send(input, { ...init, headers });
  };
}
