import journal from "../../migrations/meta/_journal.json" with { type: "json" };

/** The migrations that this code needs, by name, in their order. */
export const migrationTags: readonly string[] = journal.entries.map((entry) => entry.tag);
