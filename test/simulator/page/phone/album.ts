import { el } from "../dom.ts";

/** The album among whose parts a message belongs; a lone first part is wrapped. Undefined for what is of no album, or begins one. */
export function albumFor(neighbour: Element | null | undefined, node: HTMLElement): HTMLElement | undefined {
  const name = node.dataset["album"];
  if (!name || !(neighbour instanceof HTMLElement) || neighbour.dataset["album"] !== name) return undefined;
  return neighbour.classList.contains("album") ? neighbour : wrap(neighbour, name);
}

function wrap(first: HTMLElement, name: string): HTMLElement {
  const album = el("div", { class: "album", "data-album": name, role: "group", "aria-label": "Album" });
  for (const each of ["in", "out", "joined", "followed"]) if (first.classList.contains(each)) album.classList.add(each);
  first.classList.remove("joined", "followed");
  first.replaceWith(album);
  album.append(first);
  return album;
}

/** The only caption of an album is that of the whole and stands below it; of several, each stays with its part. */
export function placeCaption(album: HTMLElement): void {
  const below = album.querySelector<HTMLElement>(":scope > .album-caption");
  const owner = below && partWith(album, below.dataset["of"]);
  const text = below?.querySelector<HTMLElement>(".text");
  // A part that was drawn anew has brought its caption along.
  if (owner && text && !owner.querySelector(".text")) owner.querySelector(".meta")?.before(text);
  below?.remove();
  const captions = [...album.querySelectorAll<HTMLElement>(".text")];
  const [only] = captions;
  if (!only || captions.length > 1) return;
  const messageId = only.closest<HTMLElement>("[data-message-id]")?.dataset["messageId"];
  album.append(el("div", { class: "album-caption", "data-of": messageId }, only));
}

function partWith(album: HTMLElement, messageId: string | undefined): HTMLElement | null {
  return album.querySelector<HTMLElement>(`[data-message-id="${messageId}"]`);
}
