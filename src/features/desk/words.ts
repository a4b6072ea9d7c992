/** As much as fits on the card, and into what the person is told. */
const MOST = 1_000;

/** What is wrong with the words of a step, as the key of a message. */
export function judgeWords(text: string): string | undefined {
  return text === "" || text.length > MOST ? "desk-words-length" : undefined;
}

/** What stands behind a command: the number of a card, unless it is a reply to one, and the words that belong to it. */
export function readCall(rest: string): { cardId: number | undefined; text: string } {
  const [, number, words = ""] = /^#?(\d{1,15})(?:\s+([\s\S]+))?$/.exec(rest.trim()) ?? [];
  return number === undefined ? { cardId: undefined, text: rest.trim() } : { cardId: Number(number), text: words.trim() };
}
