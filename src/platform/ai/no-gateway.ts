// The AI SDK brings the client of a hosted gateway along, for models that are named by a bare string. Ours are named with their
// provider, so this stands in its place and saves 20 KiB: the names that the SDK imports, and nothing behind them.

export class GatewayError extends Error {
  static isInstance(_error: unknown): boolean {
    return false;
  }
}

export class GatewayAuthenticationError extends GatewayError {}

export function createGateway(): never {
  throw new Error("a model was named without its provider");
}

export const gateway = createGateway;
