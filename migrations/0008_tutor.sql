CREATE TABLE `disputes` (
	`mistake_id` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`disputed_at` integer NOT NULL,
	`status` text DEFAULT 'pending' NOT NULL,
	`decided_by` integer,
	`decided_at` integer
);
--> statement-breakpoint
CREATE INDEX `disputes_by_person` ON `disputes` (`person_id`);--> statement-breakpoint
CREATE TABLE `mistakes` (
	`mistake_id` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`at` integer NOT NULL,
	`mode` text NOT NULL,
	`type` text NOT NULL,
	`wrong` text NOT NULL,
	`right` text NOT NULL,
	`reason` text NOT NULL,
	`sentence` text NOT NULL,
	`level` text NOT NULL,
	`is_mended` integer DEFAULT false NOT NULL,
	`card_wanted_at` integer,
	`withdrawn_at` integer
);
--> statement-breakpoint
CREATE INDEX `mistakes_by_person` ON `mistakes` (`person_id`,`at`);--> statement-breakpoint
CREATE INDEX `mistakes_wanted` ON `mistakes` (`person_id`,`card_wanted_at`) WHERE card_wanted_at is not null;--> statement-breakpoint
CREATE TABLE `study_sessions` (
	`session_id` text PRIMARY KEY NOT NULL,
	`person_id` integer NOT NULL,
	`started_at` integer NOT NULL,
	`ended_at` integer NOT NULL,
	`mode` text NOT NULL,
	`level` text NOT NULL,
	`minutes` integer NOT NULL,
	`turns` integer NOT NULL,
	`mended` integer NOT NULL,
	`mistakes_by_type` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `study_sessions_by_person` ON `study_sessions` (`person_id`,`ended_at`);