// The adapter for Workers AI takes this one name from the AI SDK, whose runtime would weigh more than all of our features.
export function generateId(): string {
  return crypto.randomUUID();
}
