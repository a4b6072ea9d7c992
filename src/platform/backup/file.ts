/** Rows as a file: JSON, a row a line, gzipped. */
export async function packRows(lines: readonly string[]): Promise<Uint8Array<ArrayBuffer>> {
  return through(new Blob([`${lines.join("\n")}\n`]).stream(), new CompressionStream("gzip"));
}

/** The lines of such a file; rejects when it is none. */
export async function unpackRows(file: Uint8Array<ArrayBuffer>): Promise<string[]> {
  const text = new TextDecoder().decode(await through(new Blob([file]).stream(), new DecompressionStream("gzip")));
  return text.split("\n").filter((line) => line !== "");
}

export async function sha256(file: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", file);
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

async function through(stream: ReadableStream, transform: CompressionStream | DecompressionStream): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await new Response(stream.pipeThrough(transform)).arrayBuffer());
}
