import { env } from "cloudflare:workers";
import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import { getDeps } from "#platform/deps.ts";
import { listColleagues } from "#platform/desk/colleagues.ts";
import { hasRole, holdsRole, selectHolders, type GivenRole, type Role } from "#platform/role.ts";
import { settings, staff } from "#platform/schema.ts";

const deps = getDeps(env);
const [owner = 0] = deps.config.ownerIds;
const give = (personId: number, role: GivenRole) =>
  deps.db.insert(staff).values({ personId, role, name: null, addedBy: owner, addedAt: new Date(0) });

await deps.db.batch([give(11, "admin"), give(12, "teacher"), give(12, "dns")]);

test.for([
  ["an owner", owner, "owner", true],
  ["an owner", owner, "verifier", true],
  ["an admin", 11, "owner", false],
  ["an admin", 11, "admin", true],
  ["an admin", 11, "approver", true],
  ["a teacher", 12, "teacher", true],
  ["a teacher", 12, "dns", true],
  ["a teacher", 12, "verifier", false],
  ["a teacher", 12, "admin", false],
  ["a teacher", 12, "owner", false],
  ["nobody", 13, "teacher", false],
] as const)("%s (%i) as %s: %s, also inside of a write", async ([, personId, role, holds]: readonly [string, number, Role, boolean]) => {
  expect(await hasRole(deps, personId, role)).toBe(holds);
  const name = `role-test-${personId}-${role}`;
  const written = await deps.db
    .insert(settings)
    .select(sql`select ${name}, 'x' where ${holdsRole({ config: deps.config, personId, role })}`)
    .returning();
  expect(written).toHaveLength(holds ? 1 : 0);
});

test("of owners the database is not asked", async () => {
  const prepare = vi.spyOn(env.DB, "prepare");
  expect(await hasRole(deps, owner, "teacher")).toBe(true);
  expect(await hasRole(deps, undefined, "teacher")).toBe(false);
  expect(prepare).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

test("those who hold a role are the owners, the admins and whoever was given it, each once", async () => {
  const owners = deps.config.ownerIds;
  await deps.db.batch([give(owner, "dns")]);
  const holders = { dns: [11, 12, ...owners], teacher: [11, 12, ...owners], approver: [11, ...owners], owner: [...owners] };
  for (const [role, personIds] of Object.entries(holders)) {
    const rows = await deps.db.select({ id: sql<number>`person_id` }).from(selectHolders(deps.config, role as Role));
    expect(rows.map(({ id }) => id)).toEqual(personIds);
    const colleagues = await listColleagues(deps, { role: role as Role, without: [] });
    expect(colleagues.map(({ personId }) => personId)).toEqual([...owners, ...personIds.filter((id) => !owners.includes(id))]);
  }
});
