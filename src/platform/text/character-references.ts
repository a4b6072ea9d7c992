// The references a model writes; marked decodes the numeric ones and leaves the named ones to a browser.
const NAMED = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    nbsp: "\u00a0",
    shy: "\u00ad",
    hellip: "…",
    ndash: "–",
    mdash: "—",
    lsquo: "‘",
    rsquo: "’",
    sbquo: "‚",
    ldquo: "“",
    rdquo: "”",
    bdquo: "„",
    laquo: "«",
    raquo: "»",
    auml: "ä",
    ouml: "ö",
    uuml: "ü",
    Auml: "Ä",
    Ouml: "Ö",
    Uuml: "Ü",
    szlig: "ß",
    bull: "•",
    middot: "·",
    times: "×",
    deg: "°",
    euro: "€",
    copy: "©",
    larr: "←",
    rarr: "→",
  }),
);

/** Named character references as a browser reads them; an unknown one stays as it is written. */
export function decodeReferences(text: string): string {
  return text.replace(/&([A-Za-z]+);/g, (reference, name: string) => NAMED.get(name) ?? reference);
}
