import * as z from "zod";
import type { ModelName } from "../config.ts";
import { toBase64 } from "./base64.ts";
import { priceOfHearing } from "./cost.ts";
import { modelFailure, toModelFailure } from "./failure.ts";
import { hearSpeech } from "./hearing.ts";
import { postToModel, runOnWorkersAi } from "./http.ts";
import type { Meter } from "./meter.ts";
import type { TranscribeRequest, Transcript } from "./model.ts";
import { nameOf, type ModelSources } from "./sources.ts";

/** Faster than anybody speaks: a longer transcript was not heard. */
const MOST_CHARACTERS_A_SECOND = 40;

const segment = z
  .looseObject({ text: z.string().default(""), no_speech_prob: z.number().optional(), avg_logprob: z.number().optional() })
  .transform(({ text, no_speech_prob, avg_logprob }) => ({
    text,
    noSpeechProbability: no_speech_prob,
    averageLogProbability: avg_logprob,
  }));

/** The common part of what OpenAI's, OpenRouter's and Cloudflare's answers look like. */
const transcription = z.looseObject({
  text: z.string(),
  segments: z.array(segment).nullish(),
  usage: z.looseObject({ cost: z.number().nullish() }).nullish(),
});

/** One call of one model, passed through the gate for silence: what nobody said is never a result. */
export async function transcribe(sources: ModelSources, name: ModelName, request: TranscribeRequest, meter: Meter): Promise<Transcript> {
  try {
    const answer = transcription.safeParse(await askFor(sources, name, request));
    if (!answer.success) throw modelFailure("the transcript does not parse", true);
    const { text, segments, usage } = answer.data;
    meter.charge(priceOfHearing({ cost: usage?.cost ?? undefined, seconds: request.seconds }));
    const said = hearSpeech({ text, segments: segments ?? [], seconds: request.seconds, language: request.language });
    if (said === undefined) return { type: "silence", model: nameOf(name) };
    if (said.length > (request.seconds + 1) * MOST_CHARACTERS_A_SECOND)
      throw modelFailure("the transcript is longer than the recording", true);
    return { type: "speech", text: said, model: nameOf(name) };
  } catch (error) {
    throw toModelFailure(error);
  }
}

async function askFor(sources: ModelSources, name: ModelName, { audio, mimeType, language, signal }: TranscribeRequest): Promise<unknown> {
  const data = toBase64(audio);
  if (name.provider === "workers-ai") {
    return runOnWorkersAi(sources, name, { input: { audio: data, task: "transcribe", language, vad_filter: true }, signal });
  }
  // Only Whisper tells how sure it is, and the other models refuse to be asked.
  const format = name.model.includes("whisper") ? "verbose_json" : "json";
  const body = { model: name.model, input_audio: { data, format: formatOf(mimeType) }, language, temperature: 0, response_format: format };
  return (await postToModel(sources, name, { path: "/audio/transcriptions", body, signal })).json();
}

/** A MIME type in the words of the endpoint; what Telegram records itself is OGG, and MP4 in its round videos. */
function formatOf(mimeType: string): string {
  const known: Array<[RegExp, string]> = [
    [/mpeg|mp3/, "mp3"],
    [/mp4|m4a|quicktime/, "m4a"],
    [/wav/, "wav"],
    [/webm/, "webm"],
    [/flac/, "flac"],
    [/aac/, "aac"],
  ];
  return known.find(([pattern]) => pattern.test(mimeType))?.[1] ?? "ogg";
}
