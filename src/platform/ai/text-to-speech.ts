import * as z from "zod";
import type { ModelName } from "../config.ts";
import { fromBase64 } from "./base64.ts";
import { priceOfSpeaking } from "./cost.ts";
import { modelFailure, toModelFailure } from "./failure.ts";
import { postToModel, runOnWorkersAi } from "./http.ts";
import type { Meter } from "./meter.ts";
import type { Speech, SpeakRequest } from "./model.ts";
import { nameOf, type ModelSources } from "./sources.ts";
import { workersAiInput } from "./voices.ts";

/** MP3 is what every one of these models makes, and Telegram plays it as a voice message. */
const MP3 = "audio/mpeg";
const DEFAULT_VOICE = "alloy";

/** One call of one model. An answer without sound is a failure. */
export async function speak(sources: ModelSources, name: ModelName, request: SpeakRequest, meter: Meter): Promise<Speech> {
  try {
    const sound =
      name.provider === "workers-ai" ? await speakOnWorkersAi(sources, name, request) : await speakOverHttp(sources, name, request);
    meter.charge(priceOfSpeaking(request.text));
    if (sound.audio.length === 0) throw modelFailure("the answer is empty", true);
    return { ...sound, model: nameOf(name) };
  } catch (error) {
    throw toModelFailure(error);
  }
}

type Sound = Omit<Speech, "model">;

async function speakOverHttp(sources: ModelSources, name: ModelName, { text, signal }: SpeakRequest): Promise<Sound> {
  const body = { model: name.model, input: text, voice: name.voice ?? DEFAULT_VOICE, response_format: "mp3" };
  const response = await postToModel(sources, name, { path: "/audio/speech", body, signal });
  const mimeType = response.headers.get("content-type")?.split(";")[0]?.trim() ?? MP3;
  if (!/^(audio\/|application\/octet-stream$)/.test(mimeType)) throw modelFailure("the answer is not audio", true);
  return { audio: new Uint8Array(await response.arrayBuffer()), mimeType: mimeType.startsWith("audio/") ? mimeType : MP3 };
}

const melottsAnswer = z.object({ audio: z.string() });

/** MeloTTS answers with base64 in JSON, Aura with a stream. */
async function speakOnWorkersAi(sources: ModelSources, name: ModelName, { text, language, signal }: SpeakRequest): Promise<Sound> {
  const answer = await runOnWorkersAi(sources, name, { input: workersAiInput(name, text, language), signal });
  if (answer instanceof ReadableStream) return { audio: new Uint8Array(await new Response(answer).arrayBuffer()), mimeType: MP3 };
  const parsed = melottsAnswer.safeParse(answer);
  if (!parsed.success) throw modelFailure("the answer is not audio", true);
  return { audio: fromBase64(parsed.data.audio), mimeType: MP3 };
}
