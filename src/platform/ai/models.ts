import { accepted, refused } from "../result.ts";
import { firstGoodAnswer, type Task } from "./attempts.ts";
import { createBreakers } from "./breakers.ts";
import { priceOfHearing, priceOfSpeaking, priceOfText } from "./cost.ts";
import type { Meter } from "./meter.ts";
import type { ChatRequest, Models } from "./model.ts";
import type { ModelSources } from "./sources.ts";
import { listSpeakers } from "./voices.ts";

/** No model is called without a meter; features get theirs from `withinBudget`. */
export type OpenModels = (meter: Meter) => Models;

/** The models of the configuration. The code behind them is loaded at the first call, never at start-up. */
export function createModels(sources: ModelSources): OpenModels {
  const { models: names } = sources.config;
  const breakers = createBreakers({ now: sources.now ?? Date.now, restsMs: sources.config.cooldowns.modelMs });

  return (meter) => {
    const ask = <Answer>(task: Task<Answer>) => firstGoodAnswer({ ...task, sources, breakers, meter });
    return {
      chat: (request) =>
        ask({
          role: "chat",
          prompt: request.prompt,
          names: names.chat,
          signal: request.signal,
          priceIfLost: priceOfText({ input: writtenIn(request), output: "" }),
          call: async (name, signal) => (await import("./sdk.ts")).completeChat(sources, name, { ...request, signal }, meter),
        }),
      judge: (request) =>
        ask({
          role: "judge",
          names: request.isSecondOpinion === true ? names.judgeSecond : names.judge,
          signal: request.signal,
          priceIfLost: priceOfText({ input: request.system + JSON.stringify(request.input), output: "" }),
          call: async (name, signal) => (await import("./sdk.ts")).completeJudgement(sources, name, { ...request, signal }, meter),
        }),
      embed: (request) =>
        ask({
          role: "embed",
          names: names.embed,
          signal: request.signal,
          priceIfLost: priceOfText({ input: request.texts.join(), output: "" }),
          call: async (name, signal) => (await import("./sdk.ts")).embedTexts(sources, name, { ...request, signal }, meter),
        }),
      transcribe: (request) =>
        ask({
          role: "transcribe",
          names: names.transcribe,
          signal: request.signal,
          priceIfLost: priceOfHearing(request),
          call: async (name, signal) => (await import("./speech-to-text.ts")).transcribe(sources, name, { ...request, signal }, meter),
        }),
      speak: async (request) => {
        const speakers = listSpeakers(names.speak, request.language);
        if (speakers.length === 0 && names.speak.length > 0) return refused("language-not-spoken");
        return accepted(
          await ask({
            role: "speak",
            names: speakers,
            signal: request.signal,
            priceIfLost: priceOfSpeaking(request.text),
            call: async (name, signal) => (await import("./text-to-speech.ts")).speak(sources, name, { ...request, signal }, meter),
          }),
        );
      },
    };
  };
}

function writtenIn({ system, turns }: ChatRequest): string {
  return [system, ...turns.map((turn) => turn.text)].join();
}
