ALTER TABLE `speeches` ADD `used_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `speeches_by_use` ON `speeches` (`used_at`);