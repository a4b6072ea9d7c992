import type { Hours } from "../daytime.ts";
import type { Deps } from "../deps.ts";
import type { Directory } from "../feature.ts";
import type { View } from "../telegram/view.ts";
import type { Turn } from "../turn.ts";
import type { campaigns, deliveries } from "./schema.ts";

export type Campaign = typeof campaigns.$inferSelect;
export type Delivery = typeof deliveries.$inferSelect;

/** Who reads a message, whether or not something they did has led to it. A turn is one. */
export type Reader = Pick<Turn, "t" | "now" | "language" | "profile"> & { directory: Pick<Directory, "requestKinds"> };

/** What a recipient is sent; undefined for what is not wanted any more. */
export type Compose = (delivery: Delivery, reader: Reader) => View | undefined;

/** What goes to many by the queue. Their objects know nothing of it. */
export type CampaignKind = {
  name: string;
  /** Where they are; what is left when they end waits for the next morning. Without them it may come at any time. */
  hours?: Hours;
  /** A page of the recipients by id, for a campaign of which they are not written down as they come. */
  recipients?: (campaign: Campaign, page: { afterId: number; limit: number }, deps: Deps) => Promise<number[]>;
  /** Reads at once what some deliveries of one campaign have to say. */
  prepare: (due: { campaign: Campaign; deliveries: readonly Delivery[] }, deps: Deps) => Promise<Compose>;
};
