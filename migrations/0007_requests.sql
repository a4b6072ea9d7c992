CREATE TABLE `members` (
	`member_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`person_id` integer,
	`is_active` integer NOT NULL,
	`is_from_request` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `members_personId_unique` ON `members` (`person_id`);--> statement-breakpoint
CREATE INDEX `members_to_link` ON `members` (lower("name")) WHERE person_id is null or is_active = 0;