import { expect, test } from "vitest";
import { disarmAddresses } from "#platform/ai/addresses.ts";
import { bold, code, link, list, paragraph, quote, type Text } from "#platform/text/tree.ts";

const disarmed = (text: string) => disarmAddresses([paragraph(text)]);

test.for([
  "https://evil.test/a?b=1",
  "http://1.2.3.4",
  "tg://user?id=900",
  "www.evil.example",
  "t.me/evil_bot",
  "bit.ly/x",
  "evil.com",
  "EVIL.COM",
  "sub.evil.xyz/path",
  "@evil_bot",
])("%s is shown as code, and the words around it stay", (address) => {
  expect(disarmed(`Sieh ${address} an`)).toEqual([paragraph("Sieh ", code(address), " an")]);
  expect(disarmed(address)).toEqual([paragraph(code(address))]);
});

test.for([
  "Ich gehe heute ins Kino. Und du?",
  "z. B. am 3.5. um 10.30 Uhr",
  "Gut.Das ist gut.",
  "1.000,50 € usw.",
  "max und @du",
  "Er sagte: „Komm!“ – ja…",
])("%s stays as it is", (text) => {
  expect(disarmed(text)).toEqual([paragraph(text)]);
});

test("also inside bold, lists and quotes, and never a link that was allowed", () => {
  const text = (piece: string | ReturnType<typeof code>): Text => [
    list([[bold("sieh ", piece)]]),
    quote("und ", piece),
    paragraph(link("https://stoa.example/", "hier")),
  ];
  expect(disarmAddresses(text("evil.com"))).toEqual(text(code("evil.com")));
});
