CREATE TABLE `tip_choices` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`is_wanted` integer NOT NULL,
	`chosen_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tip_days` (
	`person_id` integer NOT NULL,
	`day` text NOT NULL,
	`tip_id` integer NOT NULL,
	PRIMARY KEY(`person_id`, `day`)
);
--> statement-breakpoint
CREATE INDEX `tip_days_by_day` ON `tip_days` (`day`);--> statement-breakpoint
CREATE TABLE `tips` (
	`tip_id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`language` text NOT NULL,
	`text` text NOT NULL,
	`added_by` integer,
	`added_at` integer NOT NULL,
	`key` text NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `tips_key_unique` ON `tips` (`key`);--> statement-breakpoint
CREATE TABLE `ai_reservations` (
	`job_id` text PRIMARY KEY NOT NULL,
	`person_id` integer,
	`person_day` text,
	`feature` text NOT NULL,
	`day` text NOT NULL,
	`held` integer NOT NULL,
	`expires_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `ai_usage` (
	`day` text NOT NULL,
	`scope` text NOT NULL,
	`calls` integer NOT NULL,
	`spent` integer NOT NULL,
	PRIMARY KEY(`day`, `scope`)
);
--> statement-breakpoint
CREATE TABLE `alerts` (
	`kind` text PRIMARY KEY NOT NULL,
	`sent_at` integer NOT NULL,
	`count` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `audit_log` (
	`audit_id` text PRIMARY KEY NOT NULL,
	`actor` text NOT NULL,
	`action` text NOT NULL,
	`subject` text NOT NULL,
	`before` text,
	`after` text,
	`origin` text NOT NULL,
	`at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `audit_log_by_subject` ON `audit_log` (`subject`,`at`);--> statement-breakpoint
CREATE TABLE `chats` (
	`chat_id` integer PRIMARY KEY NOT NULL,
	`moved_to` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `cron_runs` (
	`schedule` text PRIMARY KEY NOT NULL,
	`ran_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `dead_letters` (
	`dead_letter_id` text PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`died_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `events` (
	`event_id` text PRIMARY KEY NOT NULL,
	`to` text NOT NULL,
	`kind` text NOT NULL,
	`version` integer NOT NULL,
	`data` text NOT NULL,
	`cause` text NOT NULL,
	`hops` integer NOT NULL,
	`created_at` integer NOT NULL,
	`delivered_at` integer
);
--> statement-breakpoint
CREATE INDEX `events_undelivered` ON `events` (`created_at`) WHERE delivered_at is null;--> statement-breakpoint
CREATE TABLE `people` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`interface_language` text NOT NULL,
	`level` text NOT NULL,
	`explanation_language` text NOT NULL,
	`timezone` text NOT NULL,
	`is_reachable` integer DEFAULT true NOT NULL,
	`registered_at` integer NOT NULL,
	`version` integer NOT NULL,
	`changed_key` text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE INDEX `people_by_timezone` ON `people` (`timezone`);--> statement-breakpoint
CREATE TABLE `settings` (
	`name` text PRIMARY KEY NOT NULL,
	`value` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `tombstones` (
	`person_id` integer PRIMARY KEY NOT NULL,
	`forgotten_at` integer NOT NULL
);
