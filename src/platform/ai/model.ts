import type * as z from "zod";
import type { Result } from "../result.ts";

/** What a model is used for; each role has its own list of models in the configuration. */
export type Role = "chat" | "judge" | "transcribe" | "speak" | "embed";

export type ChatTurn = { role: "user" | "assistant"; text: string };

export type ChatRequest = {
  /** Our instructions; what people wrote goes into `turns` only. */
  system: string;
  /** Which prompt that is, for staff who ask why. */
  prompt: string;
  /** Oldest first; the last one is the person's newest message. */
  turns: ChatTurn[];
  signal: AbortSignal;
  maxOutputTokens: number;
  /** Told the whole text so far whenever it has grown; it starts anew when another model takes over. */
  onText?: (textSoFar: string) => void;
};

/** `isCut` says that the answer was longer than may be, and ends early. */
export type ChatAnswer = { text: string; model: string; isCut: boolean };

export type JudgeRequest<Value> = {
  /** Our instructions; what people wrote goes into `input` only. */
  system: string;
  /** What is judged, each part in a field of its own. */
  input: Record<string, unknown>;
  /** The result is this or a failure. */
  schema: z.ZodType<Value>;
  signal: AbortSignal;
  /** Asks the models of AI_JUDGE_SECOND, for a judgement that does not depend on the first. */
  isSecondOpinion?: true;
};

export type Judgement<Value> = { value: Value; model: string };

export type TranscribeRequest = {
  audio: Uint8Array;
  mimeType: string;
  /** The language spoken, a code of two letters. */
  language: string;
  /** How long the recording is, as Telegram says. */
  seconds: number;
  signal: AbortSignal;
};

/** `silence` is a recording in which nobody says anything that can be understood. */
export type Transcript = { type: "speech"; text: string; model: string } | { type: "silence"; model: string };

export type SpeakRequest = { text: string; language: string; signal: AbortSignal };
export type Speech = { audio: Uint8Array; mimeType: string; model: string };

export type EmbedRequest = { texts: string[]; signal: AbortSignal };
/** Vectors of one model can be compared with each other only, so its name must be kept with them. */
export type Embeddings = { vectors: number[][]; model: string };

/** Each role filled by its configured models, tried in order. Rejects with an `OutsideError` when none answers well. */
export type Models = {
  chat: (request: ChatRequest) => Promise<ChatAnswer>;
  judge: <Value>(request: JudgeRequest<Value>) => Promise<Judgement<Value>>;
  transcribe: (request: TranscribeRequest) => Promise<Transcript>;
  speak: (request: SpeakRequest) => Promise<Result<Speech, "language-not-spoken">>;
  embed: (request: EmbedRequest) => Promise<Embeddings>;
};
