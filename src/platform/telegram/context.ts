import { Context, type Api } from "grammy";
import type { Update, UserFromGetMe } from "grammy/types";
import type { Deps } from "../deps.ts";
import type { Tell, Turn } from "../turn.ts";
import type { View } from "./view.ts";

/** What a handler of a Telegram update receives: grammY's context, whose calls are captured, with the turn and its words. */
export class BotContext extends Context {
  readonly turn: Turn;
  readonly deps: Deps;
  private told: Tell | undefined;

  constructor(parts: { update: Update; api: Api; me: UserFromGetMe; turn: Turn; deps: Deps }) {
    super(parts.update, parts.api, parts.me);
    this.turn = parts.turn;
    this.deps = parts.deps;
  }

  t: Turn["t"] = (key, variables) => this.turn.t(key, variables);

  say(view: View): void {
    this.turn.say(view);
  }

  show(slot: string, view: View): void {
    this.turn.show(slot, view);
  }

  /** Has an event handled here when the one call that `send` makes was carried out, or could not be. */
  async telling(tell: Tell, send: () => Promise<unknown>): Promise<void> {
    this.told = tell;
    await send();
    if (this.takeTold() !== undefined) throw new Error(`nothing was sent of which ${tell.kind} could tell`);
  }

  /** Whom the next call tells, once. */
  takeTold(): Tell | undefined {
    const { told } = this;
    this.told = undefined;
    return told;
  }
}
