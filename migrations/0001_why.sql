ALTER TABLE `people` ADD `username` text;--> statement-breakpoint
CREATE INDEX `people_by_username` ON `people` (lower("username"));--> statement-breakpoint
CREATE INDEX `audit_log_by_actor` ON `audit_log` (`actor`,`at`);