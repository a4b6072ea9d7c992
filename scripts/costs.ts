import { renderCosts } from "./costs/compute.ts";

const sizes = process.argv.slice(2).map(Number);
for (const line of renderCosts(sizes.length === 0 ? [100, 1_000, 10_000] : sizes)) console.log(line);
