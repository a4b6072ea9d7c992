/** Why something failed, in words for the terminal or the page. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
