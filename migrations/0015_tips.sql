ALTER TABLE `tip_choices` ADD `hour` integer;--> statement-breakpoint
ALTER TABLE `tips` ADD `target` text;--> statement-breakpoint
ALTER TABLE `tips` ADD `level` text;--> statement-breakpoint
ALTER TABLE `tips` ADD `topic` text;--> statement-breakpoint
ALTER TABLE `tips` ADD `for_day` text;--> statement-breakpoint
ALTER TABLE `tips` ADD `state` text DEFAULT 'ready' NOT NULL;--> statement-breakpoint
CREATE INDEX `tip_days_by_tip` ON `tip_days` (`tip_id`);