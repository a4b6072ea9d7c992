import { outputOf, wrangler } from "./run.ts";

// wrangler prints the whole of what it writes; only a failure is worth reading.
await outputOf(wrangler(["types", "--strict-vars=false"]), "wrangler types");
