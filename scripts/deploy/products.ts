/** The part of `wrangler.toml` that decides what an account must have. */
export type Bindings = {
  name?: string | undefined;
  d1_databases: ReadonlyArray<{ binding: string; database_name?: string | undefined }>;
  queues: {
    producers?: ReadonlyArray<{ queue?: string | undefined }> | undefined;
    consumers?: ReadonlyArray<{ queue: string; dead_letter_queue?: string | undefined }> | undefined;
  };
  durable_objects: { bindings: ReadonlyArray<{ class_name: string }> };
  migrations: ReadonlyArray<{ new_classes?: string[] | undefined }>;
  r2_buckets: ReadonlyArray<{ binding: string }>;
  ai?: { binding: string } | undefined;
  analytics_engine_datasets: ReadonlyArray<{ binding: string; dataset?: string | undefined }>;
  triggers: { crons?: string[] | undefined };
};

export type Product = { name: string; use: string; plan: "free" | "paid"; note: string };

/** The products of Cloudflare that this configuration uses, and the plan that each needs. */
export function listProducts(config: Bindings): Product[] {
  const products: Product[] = [
    {
      name: "Workers",
      use: config.name ?? "the Worker",
      plan: "free",
      note: "Free allows 10 ms of CPU for a request and 100,000 requests a day",
    },
  ];
  const add = (isUsed: boolean, product: Product) => isUsed && products.push(product);

  const classes = config.durable_objects.bindings.map(({ class_name }) => class_name);
  const needsPaid = config.migrations.some(({ new_classes }) => (new_classes ?? []).length > 0);
  const storage = needsPaid ? "without SQLite storage" : "with SQLite storage";
  add(classes.length > 0, {
    name: `Durable Objects ${storage}`,
    use: classes.join(", "),
    plan: needsPaid ? "paid" : "free",
    note: "only those with SQLite storage are in Free",
  });

  const databases = config.d1_databases.map((database) => database.database_name ?? database.binding);
  add(databases.length > 0, { name: "D1", use: databases.join(", "), plan: "free", note: "Free ends a day's reads and writes at a limit" });

  const queues = listQueues(config);
  add(queues.length > 0, {
    name: "Queues",
    use: queues.join(", "),
    plan: "free",
    note: "Free has 10,000 operations a day and keeps a message 24 hours",
  });

  const buckets = config.r2_buckets.map(({ binding }) => binding);
  add(buckets.length > 0, {
    name: "R2",
    use: buckets.join(", "),
    plan: "free",
    note: "must be switched on once in the dashboard, which asks for a card",
  });

  add(config.ai !== undefined, {
    name: "Workers AI",
    use: config.ai?.binding ?? "",
    plan: "free",
    note: "10,000 neurons a day are free; more needs Paid",
  });

  const datasets = config.analytics_engine_datasets.map(({ binding, dataset }) => dataset ?? binding);
  add(datasets.length > 0, {
    name: "Analytics Engine",
    use: datasets.join(", "),
    plan: "free",
    note: "must be switched on once in the dashboard",
  });

  const crons = config.triggers.crons ?? [];
  add(crons.length > 0, { name: "Cron Triggers", use: crons.join(", "), plan: "free", note: "Free has five an account" });
  return products;
}

export function renderProducts(products: readonly Product[]): string[] {
  const paid = products.filter(({ plan }) => plan === "paid");
  const plan =
    paid.length === 0
      ? "Workers Free is enough to try it; Workers Paid lifts the limits named here and is right for an academy at work."
      : `Workers Paid is needed, for ${paid.map(({ name }) => name).join(" and ")}.`;
  return [...products.map(({ name, use, note }) => `- ${name} (${use}): ${note}`), plan];
}

/** Each queue once, those for dead letters too. */
export function listQueues({ queues }: Pick<Bindings, "queues">): string[] {
  const produced = (queues.producers ?? []).map(({ queue }) => queue);
  const consumed = (queues.consumers ?? []).flatMap(({ queue, dead_letter_queue }) => [queue, dead_letter_queue]);
  return [...new Set([...produced, ...consumed])].filter((queue) => queue !== undefined);
}
