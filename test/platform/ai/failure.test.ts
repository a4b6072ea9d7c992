import { expect, test } from "vitest";
import { failureOfWorkersAi } from "#platform/ai/failure.ts";

const evening = Date.parse("2026-11-27T20:00:00Z");

test.for([
  ["3040: Capacity temporarily exceeded, please try again.", "status 429", true, undefined],
  ["3036: You have used up your daily free allocation of 10,000 neurons.", "status 429", true, 4 * 3_600_000],
  ["InferenceUpstreamError: 3007: Request timed out", "status 408", true, undefined],
  ["3006: Request is too large", "status 413", false, undefined],
  ["5007: No such model @cf/maker/none or task", "status 400", false, undefined],
  ["5004: Invalid base64", "status 400", false, undefined],
  ["5016: Model agreement is required", "status 403", false, undefined],
  ["request 9999: failed with 3006: Request is too large", "status 413", false, undefined],
  ["Network connection lost.", "Error", true, undefined],
] as const)("Workers AI: %s", ([message, reason, retryable, retryAfterMs]) => {
  expect(failureOfWorkersAi(new Error(message), evening)).toMatchObject({ service: "model", reason, retryable, retryAfterMs });
});
