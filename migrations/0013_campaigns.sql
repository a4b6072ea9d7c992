CREATE TABLE `campaigns` (
	`campaign_id` text PRIMARY KEY NOT NULL,
	`kind` text NOT NULL,
	`data` text NOT NULL,
	`status` text DEFAULT 'running' NOT NULL,
	`started_by` integer,
	`started_at` integer NOT NULL,
	`filled_to` integer,
	`moved_at` integer NOT NULL,
	`finished_at` integer,
	`totals` text
);
--> statement-breakpoint
CREATE TABLE `deliveries` (
	`delivery_id` integer PRIMARY KEY NOT NULL,
	`delivery_key` text NOT NULL,
	`campaign_id` text NOT NULL,
	`person_id` integer NOT NULL,
	`data` text NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`reason` text,
	`tries` integer DEFAULT 0 NOT NULL,
	`claim` text,
	`not_before` integer,
	`expires_at` integer,
	`message_id` integer,
	`changed_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deliveries_deliveryKey_unique` ON `deliveries` (`delivery_key`);--> statement-breakpoint
CREATE INDEX `deliveries_by_person` ON `deliveries` (`person_id`);--> statement-breakpoint
CREATE INDEX `deliveries_by_campaign` ON `deliveries` (`campaign_id`,`status`);--> statement-breakpoint
CREATE INDEX `deliveries_due` ON `deliveries` (`not_before`) WHERE status = 'pending' and not_before is not null;