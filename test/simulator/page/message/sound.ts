/** Something that is heard at the moment. `words` is what it says, where that is known. */
export type Sound = { words: string | undefined; stop: () => void };

// How the fakes write into a recording what it says; see the fakes' voice-note.ts.
const MARK = '\n{"stoa-voice":';

let language = "de";

/** In which language clips are read out that have words but no sound. */
export function speakIn(code: string): void {
  language = code;
}

/** Plays the sound of a recording; one that only has words is read out by the browser's own voice. */
export async function hear(recording: Blob, onEnd: () => void): Promise<Sound> {
  const { words, size } = await wordsIn(recording);
  if (words !== undefined && size < MARK.length) return { words, stop: speak(words, onEnd) };
  const address = URL.createObjectURL(recording);
  const player = new Audio(address);
  player.addEventListener("ended", onEnd);
  await player.play();
  const stop = () => {
    player.pause();
    URL.revokeObjectURL(address);
  };
  return { words, stop };
}

/** The words at the end, and how many bytes of sound stand before them. */
async function wordsIn(recording: Blob): Promise<{ words: string | undefined; size: number }> {
  const text = new TextDecoder("latin1").decode(await recording.arrayBuffer());
  const at = text.lastIndexOf(MARK);
  if (at < 0) return { words: undefined, size: recording.size };
  const json = await recording.slice(at + MARK.length, recording.size - 1).text();
  return { words: (JSON.parse(json) as { text: string }).text, size: at };
}

function speak(words: string, onEnd: () => void): () => void {
  const speech = new SpeechSynthesisUtterance(words);
  speech.lang = language;
  speech.addEventListener("end", onEnd);
  speech.addEventListener("error", onEnd);
  speechSynthesis.cancel();
  speechSynthesis.speak(speech);
  // A browser without voices never says that it has ended.
  if (speechSynthesis.getVoices().length === 0) setTimeout(onEnd, 400 + words.length * 60);
  return () => speechSynthesis.cancel();
}
