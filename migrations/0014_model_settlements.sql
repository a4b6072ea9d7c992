CREATE TABLE `ai_settlements` (
	`job_id` text PRIMARY KEY NOT NULL,
	`settled_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `ai_settlements_by_time` ON `ai_settlements` (`settled_at`);