CREATE TABLE `mirror_events` (
	`mirror_event_id` text PRIMARY KEY NOT NULL,
	`subject` text NOT NULL,
	`kind` text NOT NULL,
	`data` text NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer
);
--> statement-breakpoint
CREATE INDEX `mirror_events_open` ON `mirror_events` (`created_at`) WHERE done_at is null;--> statement-breakpoint
CREATE INDEX `mirror_events_by_subject` ON `mirror_events` (`subject`);--> statement-breakpoint
CREATE TABLE `students` (
	`student_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`full_name` text NOT NULL,
	`search_name` text NOT NULL,
	`email` text NOT NULL,
	`phone` text NOT NULL,
	`person_id` integer,
	`status` text NOT NULL,
	`claimed_by` integer,
	`created_by` text NOT NULL,
	`created_at` integer NOT NULL,
	`verified_at` integer,
	`removed_at` integer,
	`removed_by` text,
	`removed_reason` text,
	`version` integer DEFAULT 1 NOT NULL,
	`changed_key` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `students_live_email` ON `students` (`email`) WHERE status <> 'removed';--> statement-breakpoint
CREATE UNIQUE INDEX `students_live_phone` ON `students` (`phone`) WHERE status <> 'removed';--> statement-breakpoint
CREATE UNIQUE INDEX `students_live_person` ON `students` (`person_id`) WHERE status <> 'removed';--> statement-breakpoint
CREATE INDEX `students_by_email` ON `students` (`email`);--> statement-breakpoint
CREATE INDEX `students_by_phone` ON `students` (`phone`);--> statement-breakpoint
CREATE INDEX `students_by_person` ON `students` (`person_id`);--> statement-breakpoint
CREATE TABLE `verification_attempts` (
	`key` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `verification_attempts_by_person` ON `verification_attempts` (`person_id`,`at`);