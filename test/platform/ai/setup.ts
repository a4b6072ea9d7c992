import { env } from "cloudflare:workers";
import { createModel } from "#fakes/model.ts";
import type { Config, ModelName } from "#platform/config.ts";
import { createMeter } from "#platform/ai/meter.ts";
import { createModels } from "#platform/ai/models.ts";
import type { ModelSources } from "#platform/ai/sources.ts";
import { getDeps } from "#platform/deps.ts";
import { OutsideError } from "#platform/outside-error.ts";

export const compatible: ModelName = { provider: "compatible", model: "first" };
export const openrouter: ModelName = { provider: "openrouter", model: "maker/second" };
export const workersAi: ModelName = { provider: "workers-ai", model: "@cf/maker/third" };

export type Asked = { url: string; authorization: string | null; body: Record<string, unknown> };
type Options = { bind?: (model: string, inputs: unknown) => unknown } & Pick<ModelSources, "deadlinesMs" | "now">;

/** Models of a configuration against a fake server, and what that server was asked. A new meter for each turn. */
export function setUp(models: Partial<Config["models"]>, { bind, ...options }: Options = {}) {
  const fake = createModel({ now: () => Date.now() });
  const { config } = getDeps(env);
  const asked: Asked[] = [];
  const none = { chat: [], judge: [], judgeSecond: [], transcribe: [], speak: [], embed: [] };
  const open = createModels({
    config: { ...config, models: { ...none, ...models }, apiKeys: { openrouter: "key-of-openrouter", compatible: "" } },
    fetch: async (input, init) => {
      const sent = new Request(input, init);
      asked.push({ url: sent.url, authorization: sent.headers.get("authorization"), body: await sent.clone().json() });
      return fake.fetch(sent);
    },
    ...(bind === undefined ? {} : { workersAi: { run: async (model: string, inputs: unknown) => bind(model, inputs) } as unknown as Ai }),
    ...options,
  });
  const meter = createMeter();
  return { fake, asked, meter, models: open(meter), nextTurn: () => open(createMeter()) };
}

export async function failureOf(answering: Promise<unknown>): Promise<OutsideError> {
  const error = await answering.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof OutsideError)) throw new Error(`expected an OutsideError, got ${String(error)}`);
  return error;
}
