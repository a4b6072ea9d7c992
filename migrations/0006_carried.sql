CREATE TABLE `card_copies` (
	`message_key` text NOT NULL,
	`place` text NOT NULL,
	`post_id` integer,
	`copy_key` text NOT NULL,
	`message_id` integer,
	PRIMARY KEY(`message_key`, `place`)
);
--> statement-breakpoint
CREATE INDEX `card_copies_by_message` ON `card_copies` (`place`,`message_id`);--> statement-breakpoint
CREATE TABLE `card_messages` (
	`message_key` text PRIMARY KEY NOT NULL,
	`card_id` integer NOT NULL,
	`step_key` text NOT NULL,
	`direction` text NOT NULL,
	`chat_id` integer NOT NULL,
	`message_id` integer NOT NULL,
	`album_id` text,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `card_messages_by_card` ON `card_messages` (`card_id`);--> statement-breakpoint
CREATE INDEX `card_messages_by_step` ON `card_messages` (`step_key`);--> statement-breakpoint
CREATE INDEX `card_messages_by_source` ON `card_messages` (`chat_id`,`message_id`);--> statement-breakpoint
ALTER TABLE `card_steps` ADD `attachments` integer DEFAULT 0 NOT NULL;