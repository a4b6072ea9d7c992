// A recording of the tests and of the simulator says at its end, in JSON, what is to be heard in it: the fake model hears no sound.
const MARK = '\n{"stoa-voice":';

/** What a fake model hears. `isSilent` is a room in which nobody speaks, `isUnclear` what it could only guess at. */
export type VoiceContent = { text: string; isSilent: boolean; isUnclear?: boolean };

/** The bytes of a voice note that says `text`, or nothing; put them into the fake Telegram with `addFile`. */
export function makeVoiceNote(text: string | undefined, { isUnclear = false } = {}): Uint8Array<ArrayBuffer> {
  const content: VoiceContent = { text: text ?? "", isSilent: text === undefined, ...(isUnclear ? { isUnclear } : {}) };
  return Uint8Array.from(new TextEncoder().encode(`OggS${MARK}${JSON.stringify(content)}}`));
}

/** Undefined for any other recording: there is nothing that a fake could know of it. */
export function readVoiceNote(bytes: Uint8Array): VoiceContent | undefined {
  const text = new TextDecoder().decode(bytes);
  const at = text.lastIndexOf(MARK);
  return at < 0 ? undefined : (JSON.parse(text.slice(at + MARK.length, -1)) as VoiceContent);
}
