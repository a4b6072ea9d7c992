CREATE TABLE `outages` (
	`outage_id` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `outages_by_person` ON `outages` (`person_id`,`ended_at`);--> statement-breakpoint
CREATE TABLE `study_days` (
	`person_id` integer NOT NULL,
	`day` text NOT NULL,
	PRIMARY KEY(`person_id`, `day`)
);
