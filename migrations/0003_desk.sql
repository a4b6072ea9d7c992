CREATE TABLE `card_posts` (
	`card_id` integer NOT NULL,
	`place` text NOT NULL,
	`message_id` integer NOT NULL,
	PRIMARY KEY(`card_id`, `place`)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `card_posts_by_message` ON `card_posts` (`place`,`message_id`);--> statement-breakpoint
CREATE TABLE `card_steps` (
	`step_key` text PRIMARY KEY NOT NULL,
	`card_id` integer NOT NULL,
	`rev` integer NOT NULL,
	`action` text NOT NULL,
	`actor` text NOT NULL,
	`actor_name` text NOT NULL,
	`text` text,
	`at` integer NOT NULL,
	`delivery` text,
	`delivery_key` text
);
--> statement-breakpoint
CREATE INDEX `card_steps_by_card` ON `card_steps` (`card_id`,`rev`);--> statement-breakpoint
CREATE TABLE `cards` (
	`card_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`card_key` text NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`person_id` integer,
	`person_name` text NOT NULL,
	`status` text NOT NULL,
	`is_open` integer NOT NULL,
	`open_key` text,
	`rev` integer NOT NULL,
	`moved_rev` integer NOT NULL,
	`chat_id` integer,
	`topic_key` text,
	`topic_name` text,
	`holder_id` integer,
	`holder_name` text,
	`claim_until` integer,
	`opened_at` integer NOT NULL,
	`changed_at` integer NOT NULL,
	`remind_at` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `cards_cardKey_unique` ON `cards` (`card_key`);--> statement-breakpoint
CREATE UNIQUE INDEX `cards_openKey_unique` ON `cards` (`open_key`);--> statement-breakpoint
CREATE INDEX `cards_open` ON `cards` (`opened_at`) WHERE is_open = 1;--> statement-breakpoint
CREATE INDEX `cards_by_person` ON `cards` (`person_id`);--> statement-breakpoint
CREATE INDEX `cards_by_subject` ON `cards` (`kind`,`subject`);