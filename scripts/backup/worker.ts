/** The Worker whose backups these are: `PUBLIC_URL` and `ADMIN_TOKEN` of the environment. */
export type Worker = { publicUrl: string; adminToken: string; fetch: typeof fetch };

/** Throws a sentence that names what is missing. */
export function readWorker(env: Record<string, string | undefined>): Worker {
  const missing = ["PUBLIC_URL", "ADMIN_TOKEN"].filter((name) => (env[name] ?? "").trim() === "");
  if (missing.length > 0) throw new Error(`Missing: ${missing.join(", ")}. Set them in the environment.`);
  return { publicUrl: (env["PUBLIC_URL"] ?? "").replace(/\/+$/, ""), adminToken: env["ADMIN_TOKEN"] ?? "", fetch };
}

/** Throws the Worker's own sentence when it refuses. */
export async function askWorker(
  { publicUrl, adminToken, fetch }: Worker,
  method: string,
  path: string,
  body?: Uint8Array<ArrayBuffer>,
): Promise<Response> {
  const url = `${publicUrl}/admin/backup${path}`;
  const headers = { authorization: `Bearer ${adminToken}` };
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
  if (response.ok) return response;
  const answer = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(answer.error ?? `${url} answered ${response.status}`);
}
