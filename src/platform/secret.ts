/** Whether `presented` is one of the secrets; an empty secret matches nothing. Takes the same time for every guess. */
export async function isOneOf(presented: string, secrets: readonly string[]): Promise<boolean> {
  const given = await digest(presented);
  let isMatch = false;
  for (const secret of secrets) {
    const isEqual = crypto.subtle.timingSafeEqual(given, await digestOf(secret));
    isMatch = (isEqual && secret !== "") || isMatch;
  }
  return isMatch;
}

const digests = new Map<string, ArrayBuffer>();

/** The digest of a secret of ours, made once; what callers present is not kept. */
async function digestOf(secret: string): Promise<ArrayBuffer> {
  const known = digests.get(secret) ?? (await digest(secret));
  digests.set(secret, known);
  return known;
}

// Digests have one length, so a comparison tells nothing about the length of the secret.
function digest(text: string): Promise<ArrayBuffer> {
  return crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
}
