export type ChatTurn = { role: "user" | "assistant"; text: string };

export type ChatRequest = {
  /** Our instructions; what people wrote goes into `turns` only. */
  system: string;
  /** Oldest first; the last one is the person's newest message. */
  turns: ChatTurn[];
  signal: AbortSignal;
  maxOutputTokens: number;
  /** Told the whole text so far whenever it has grown; it starts anew when another model takes over. */
  onText?: (textSoFar: string) => void;
};

/** `isCut` says that the model stopped at the output limit. */
export type ChatAnswer = { text: string; model: string; isCut: boolean };

/** A role filled by the configured models, tried in order. Rejects with an `OutsideError` when none answers well. */
export type Models = {
  chat: (request: ChatRequest) => Promise<ChatAnswer>;
};
