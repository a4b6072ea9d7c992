CREATE TABLE `speeches` (
	`speech_key` text PRIMARY KEY NOT NULL,
	`file_id` text NOT NULL
);
