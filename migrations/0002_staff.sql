CREATE TABLE `staff` (
	`person_id` integer NOT NULL,
	`role` text NOT NULL,
	`name` text,
	`added_by` integer,
	`added_at` integer NOT NULL,
	PRIMARY KEY(`person_id`, `role`)
);
--> statement-breakpoint
CREATE INDEX `staff_by_role` ON `staff` (`role`);