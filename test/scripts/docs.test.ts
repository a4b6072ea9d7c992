import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const pages = ["README.md", ...readdirSync(join(root, "docs")).map((name) => `docs/${name}`)].filter((name) => name.endsWith(".md"));
const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: Record<string, string> };

const read = (page: string) => readFileSync(join(root, page), "utf8");
const all = (text: string, pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found))];

/** As GitHub makes it of a heading. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} -]/gu, "")
    .replaceAll(" ", "-");

test.for(pages)("%s names only commands and files that there are, and its links lead somewhere", (page) => {
  const text = read(page);
  const commands = all(text, /npm run (?:--silent )?([a-z][\w:-]*)/g).filter((name) => !(name in scripts));
  const files = all(text, /`((?:test|src|scripts|docs|migrations|content|prompts)\/[\w/.-]*\w)\/?`/g).filter(
    (name) => !existsSync(join(root, name)),
  );
  const links = all(text, /\]\((?!https?:)([^)\s]+)\)/g).filter((link) => {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return (
      anchor !== undefined &&
      !all(read(target), /^#+ (.+)$/gm)
        .map(anchorOf)
        .includes(anchor)
    );
  });
  expect({ commands, files, links }).toEqual({ commands: [], files: [], links: [] });
});

test("no page holds what a merge has left behind", () => {
  for (const page of pages) expect(read(page)).not.toMatch(/^\s*(<{7}|={7}|>{7})/m);
});
