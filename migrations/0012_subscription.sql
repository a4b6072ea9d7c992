CREATE TABLE `entitlements` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`ends_at` integer,
	`grants` integer NOT NULL,
	`notice_at` integer
);
--> statement-breakpoint
CREATE INDEX `entitlements_by_end` ON `entitlements` (`ends_at`);--> statement-breakpoint
CREATE INDEX `entitlements_to_notice` ON `entitlements` (`notice_at`) WHERE notice_at is not null;--> statement-breakpoint
CREATE TABLE `grants` (
	`grant_id` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`kind` text NOT NULL,
	`days` integer DEFAULT 0 NOT NULL,
	`takes_back` text,
	`by` text NOT NULL,
	`reason` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `grants_by_person` ON `grants` (`person_id`);--> statement-breakpoint
CREATE TABLE `orders` (
	`order_id` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`days` integer NOT NULL,
	`stars` integer NOT NULL,
	`is_monthly` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `star_ledger` (
	`entry_id` text PRIMARY KEY NOT NULL,
	`charge_id` text NOT NULL,
	`person_id` integer NOT NULL,
	`order_id` text NOT NULL,
	`stars` integer NOT NULL,
	`at` integer NOT NULL,
	`confirmed_at` integer
);
--> statement-breakpoint
CREATE INDEX `star_ledger_by_person` ON `star_ledger` (`person_id`);--> statement-breakpoint
CREATE INDEX `star_ledger_unconfirmed` ON `star_ledger` (`at`) WHERE confirmed_at is null;--> statement-breakpoint
CREATE TABLE `star_subscriptions` (
	`charge_id` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`order_id` text NOT NULL,
	`state` text NOT NULL,
	`paid_until` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `star_subscriptions_by_person` ON `star_subscriptions` (`person_id`);