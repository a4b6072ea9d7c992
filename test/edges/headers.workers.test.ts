import { env, exports } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { app } from "#src/app.ts";

const routes = [...new Set(app.routes.filter(({ method }) => method !== "ALL").map(({ method, path }) => `${method} ${path}`))];
const refused = { authorization: "Bearer wrong" };
const admitted = { authorization: `Bearer ${env.ADMIN_TOKEN}` };

/** What every answer tells a browser, whoever asked and whatever came of it. */
const expected = {
  "cache-control": "no-store",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000",
  "x-content-type-options": "nosniff",
};

async function headersOf(method: string, path: string, headers: Record<string, string>) {
  const address = path.replaceAll(/:[a-zA-Z]+(\{[^}]*\})?/g, "1");
  const response = await exports.default.fetch(new Request(`https://stoa.test${address}`, { method, headers }));
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, response.headers.get(name)]));
  return { found, status: response.status, origin: response.headers.get("access-control-allow-origin") };
}

test("there are routes to look at", () => {
  expect(routes.length).toBeGreaterThan(30);
  expect(routes).toEqual(expect.arrayContaining(["POST /telegram/webhook", "GET /health", "GET /ready", "GET /admin/webhook"]));
});

test.for(routes)("%s closes its doors to browsers, whoever asks", async (route) => {
  const [method = "", path = ""] = route.split(" ");
  for (const headers of method === "GET" ? [refused, admitted] : [refused]) {
    const { found, origin } = await headersOf(method, path, headers);
    expect(found).toEqual(expected);
    expect(origin).toBeNull();
  }
});

test.for(routes.filter((route) => route !== "GET /health"))("%s is 401 without its secret", async (route) => {
  const [method = "", path = ""] = route.split(" ");
  expect((await headersOf(method, path, refused)).status).toBe(401);
});

test("so does what is not there, and what breaks on the way", async () => {
  expect(await headersOf("GET", "/nothing", {})).toMatchObject({ found: expected, status: 404 });
  vi.spyOn(env.DB, "prepare").mockImplementation(() => {
    throw new Error("D1_ERROR");
  });
  expect(await headersOf("GET", "/admin/staff", admitted)).toMatchObject({ found: expected, status: 500 });
});
