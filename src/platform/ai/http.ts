import type { ModelName } from "../config.ts";
import { failureOfStatus, failureOfWorkersAi, modelFailure } from "./failure.ts";
import type { ModelSources } from "./sources.ts";

/** Posts JSON to one of the model servers, for the endpoints that the SDK has no adapter for. Anything but 2xx is a failure. */
export async function postToModel(
  { config, fetch }: ModelSources,
  { provider }: ModelName,
  post: { path: string; body: unknown; signal: AbortSignal },
): Promise<Response> {
  if (provider === "workers-ai") throw new Error("Workers AI is reached through its binding");
  const apiKey = config.apiKeys[provider];
  const headers = { "content-type": "application/json", ...(apiKey === "" ? {} : { authorization: `Bearer ${apiKey}` }) };
  const response = await fetch(config.roots[provider] + post.path, {
    method: "POST",
    headers,
    body: JSON.stringify(post.body),
    signal: post.signal,
  });
  if (!response.ok) throw failureOfStatus(response.status, response.headers.get("retry-after"));
  return response;
}

/** Runs a model of Workers AI by its name in the configuration, which no type knows. */
export async function runOnWorkersAi(
  { workersAi }: ModelSources,
  { model }: ModelName,
  call: { input: Record<string, unknown>; signal: AbortSignal },
): Promise<unknown> {
  if (workersAi === undefined) throw modelFailure("there is no AI binding", false);
  const run = workersAi.run.bind(workersAi) as (model: string, input: unknown, options: { signal: AbortSignal }) => Promise<unknown>;
  try {
    return await run(model, call.input, { signal: call.signal });
  } catch (error) {
    throw failureOfWorkersAi(error, Date.now());
  }
}
