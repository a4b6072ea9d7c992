import type { Delivery } from "#platform/sessions.ts";
import { CARD_IDS } from "./desk.ts";
import { OPEN_NEXT } from "./desk-bot.ts";
import type { World } from "./world.ts";

/** What Telegram and the other objects send. */
export class Updates {
  private readonly world: World;
  private readonly sent: Delivery[] = [];
  private nextId = 1;

  constructor(world: World) {
    this.world = world;
  }

  /** Ids come out of order now and then, as they do over several connections. */
  next(
    kind = this.world.random.weighted({ message: 10, command: 3, press: 5, event: 4, payment: 1, other: 1, stop: 1, checkout: 0.5 }),
  ): Delivery {
    const { random } = this.world;
    const id = this.nextId++ + (random.chance(0.1) ? 1_000_000 : 0);
    const delivery = { key: kind === "event" ? `e:other:${id}` : `t:${id}`, kind, body: this.bodyOf(kind, id) };
    this.sent.push(delivery);
    return delivery;
  }

  private bodyOf(kind: string, id: number): string {
    const { random, job } = this.world;
    if (kind === "event") return JSON.stringify({ kind: "simulation.event", version: 1, data: {} });
    if (kind === "stop") return JSON.stringify({ draftId: job !== undefined && random.chance(0.8) ? job.draftId : 1 });
    const chat = { id: 7, type: "private" };
    if (kind === "press")
      return JSON.stringify({ callback_query: { from: { id: 7 }, message: { message_id: random.between(1, 99), chat } } });
    return JSON.stringify({ id, message: { from: { id: 7 }, chat }, isCancel: kind === "command" && random.chance(0.2) });
  }

  /** By somebody else, who delivers the event at once. */
  async changeCard(change: { isOpen?: boolean; sendsAnew?: boolean }): Promise<void> {
    const { random, desk } = this.world;
    const cardId = random.pick(CARD_IDS);
    const { delivery } = desk.change(cardId, `change:${this.nextId++}`, change);
    this.world.note(`card ${cardId} ${change.sendsAnew === true ? "is wanted anew" : `is in state ${desk.cardOf(cardId).rev}`}`);
    this.sent.push(delivery);
    await this.world.deliver(delivery);
  }

  async openList(): Promise<void> {
    await this.world.deliver({
      key: `e:open:${this.nextId++}`,
      kind: "event",
      body: JSON.stringify({ kind: OPEN_NEXT, version: 1, data: {} }),
    });
  }

  /** Many at one moment, shuffled. */
  async burst(count: number): Promise<void> {
    const { random } = this.world;
    const kind = random.chance(0.5) ? "message" : undefined;
    const deliveries = Array.from({ length: count }, () => ({ order: random.next(), delivery: this.next(kind) }));
    const shuffled = deliveries.toSorted((a, b) => a.order - b.order);
    await Promise.all(shuffled.map(({ delivery }) => this.world.deliver(delivery)));
  }

  /** The same again, `times` at once: seconds, minutes or hours after the first. */
  async repeat(times: number): Promise<void> {
    const { random } = this.world;
    const delivery = this.sent[random.chance(0.5) ? this.sent.length - 1 : random.between(0, this.sent.length - 1)];
    if (delivery === undefined) return;
    await Promise.all(Array.from({ length: times }, () => this.world.deliver(delivery)));
  }

  /** What the object did not take. */
  async redeliver(): Promise<void> {
    for (const delivery of this.world.undelivered.values()) await this.world.deliver(delivery);
  }
}
