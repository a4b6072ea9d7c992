import { readVoiceNote } from "./voice-note.ts";

/** What Whisper is known to write when it hears nothing. */
const HALLUCINATION = "Untertitel der Amara.org-Community";
const dollarsForSecond = 0.000_01;

export type Transcription = { model: string; language: string; wantsFigures: boolean; audio: Uint8Array };

/** Undefined when the body is no request for a transcription in OpenRouter's JSON form. */
export function parseTranscription(body: Record<string, unknown>): Transcription | undefined {
  const { model, language, input_audio: input } = body;
  const data = typeof input === "object" && input !== null && "data" in input ? input.data : undefined;
  const format = typeof input === "object" && input !== null && "format" in input ? input.format : undefined;
  if (typeof model !== "string" || typeof data !== "string" || data.startsWith("data:") || typeof format !== "string") return undefined;
  const audio = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  return { model, language: typeof language === "string" ? language : "", wantsFigures: body["response_format"] === "verbose_json", audio };
}

/** Says what the recording says at its end that it says. Of any other recording it claims nothing. */
export function transcriptionOf({ audio, language, wantsFigures }: Transcription): Response {
  const note = readVoiceNote(audio);
  if (note === undefined)
    return Response.json({ error: { code: 400, message: "the fake hears only recordings made by makeVoiceNote" } }, { status: 400 });
  const seconds = Math.max(1, note.text.length / 12);
  const text = note.isSilent ? HALLUCINATION : note.text;
  const figures = { no_speech_prob: note.isSilent ? 0.93 : 0.02, avg_logprob: note.isUnclear === true ? -1.4 : -0.3 };
  const usage = { seconds, cost: seconds * dollarsForSecond };
  if (!wantsFigures) return Response.json({ text, usage });
  return Response.json({
    task: "transcribe",
    language,
    duration: seconds,
    text,
    segments: [{ id: 0, start: 0, end: seconds, text: ` ${text}`, ...figures }],
    usage,
  });
}

export type SpeechOrder = { model: string; input: string; voice: string };

export function parseSpeech({ model, input, voice }: Record<string, unknown>): SpeechOrder | undefined {
  if (typeof model !== "string" || typeof input !== "string" || input === "" || typeof voice !== "string") return undefined;
  return { model, input, voice };
}

/** Not sound, but bytes that say what they would sound like: what is spoken here can be heard by `transcriptionOf`. */
export function speechOf({ input }: SpeechOrder, makeNote: (text: string) => Uint8Array<ArrayBuffer>): Response {
  return new Response(makeNote(input), { headers: { "content-type": "audio/mpeg", "x-generation-id": "gen-fake-speech" } });
}
