CREATE TABLE IF NOT EXISTS `ai_reservations` (
	`job_id` text PRIMARY KEY NOT NULL,
	`person_id` integer,
	`person_day` text,
	`feature` text NOT NULL,
	`day` text NOT NULL,
	`held` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE IF NOT EXISTS `ai_usage` (
	`day` text NOT NULL,
	`scope` text NOT NULL,
	`calls` integer NOT NULL,
	`spent` integer NOT NULL,
	PRIMARY KEY(`day`, `scope`)
);
