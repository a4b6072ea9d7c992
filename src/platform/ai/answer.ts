/** More than any answer is meant to have; a model that goes on and on is cut here. */
export const LONGEST_ANSWER = 16_000;

/** A part of the instructions this long is not said by chance. */
const TELLING_LENGTH = 40;

/** Whether a text repeats a sentence or a line of our instructions. */
export function createLeakCheck(system: string): (text: string) => boolean {
  const parts = system
    .split(/\n|(?<=[.:;!?]) /)
    .map(plain)
    .filter((part) => part.length >= TELLING_LENGTH);
  return (text) => {
    const said = plain(text);
    return parts.some((part) => said.includes(part));
  };
}

function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s*_`>#-]+/g, " ")
    .trim();
}
