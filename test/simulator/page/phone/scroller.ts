import { find } from "../dom.ts";

/** Keeps the newest message in view while a person reads there, and leaves them alone while they read further up. */
export type Scroller = {
  show: (content: HTMLElement) => void;
  toEnd: () => void;
  /** Leaves the end for this message. */
  toMessage: (node: HTMLElement) => void;
  /** The message at the upper edge; undefined at the end, which is no place of its own. */
  at: () => number | undefined;
  /** A message arrived that the person may not see. */
  noteNew: () => void;
};

/** `onTop` puts more above, and says whether there is still more; `onEnd` lets go of it. */
type ScrollerInput = { root: HTMLElement; onTop: () => boolean; onEnd: () => void };

const NEAR_PX = 80;
const TOP_PX = 600;
/** What is not in view has an estimated height, which becomes its own as it comes into view. */
const SETTLING_FRAMES = 6;

export function createScroller({ root, onTop, onEnd }: ScrollerInput): Scroller {
  const frame = find(root, ".messages");
  const button = find<HTMLButtonElement>(root, ".to-end");
  const badge = find(button, ".badge");
  let isPinned = true;
  let unseen = 0;
  let lastTop = 0;

  const refresh = () => {
    button.hidden = isPinned;
    if (isPinned) unseen = 0;
    badge.textContent = unseen > 0 ? String(unseen) : "";
  };
  const toEnd = () => {
    isPinned = true;
    onEnd();
    frame.scrollTop = frame.scrollHeight;
    lastTop = frame.scrollTop;
    refresh();
  };
  const toStart = () => {
    while (onTop());
    isPinned = false;
    frame.scrollTop = 0;
    refresh();
  };
  const loadAbove = () => {
    if (isPinned || frame.scrollTop >= TOP_PX) return;
    const below = frame.scrollHeight - frame.scrollTop;
    const isMore = onTop();
    // The browser holds the place by itself, but for the very top.
    if (frame.scrollTop < 2) frame.scrollTop = frame.scrollHeight - below;
    if (isMore) requestAnimationFrame(loadAbove);
  };
  frame.addEventListener("scroll", () => {
    // Only going up leaves the end: what grows below moves nobody away from it.
    if (frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR_PX) isPinned = true;
    else if (frame.scrollTop < lastTop) isPinned = false;
    lastTop = frame.scrollTop;
    loadAbove();
    refresh();
  });
  button.addEventListener("click", toEnd);
  frame.addEventListener("keydown", (event) => {
    // By itself the browser would go to the start of what is loaded.
    const go = { Home: toStart, End: toEnd }[event.key];
    if (!go || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    event.preventDefault();
    go();
  });

  // The height changes by new and edited messages, growing drafts, and the keyboard of a phone.
  const resized = new ResizeObserver(() => {
    if (isPinned) toEnd();
  });
  resized.observe(frame);

  return {
    show(content) {
      for (const child of frame.children) resized.unobserve(child);
      frame.replaceChildren(content);
      resized.observe(content);
      toEnd();
    },
    toEnd,
    toMessage(node) {
      isPinned = false;
      holdAtTop(node, SETTLING_FRAMES);
      lastTop = frame.scrollTop;
      refresh();
    },
    at() {
      const { top } = frame.getBoundingClientRect();
      const nodes = isPinned ? [] : [...frame.querySelectorAll<HTMLElement>("[data-message-id]")];
      const first = nodes.find((node) => node.getBoundingClientRect().bottom > top + 1);
      return first && Number(first.dataset["messageId"]);
    },
    noteNew() {
      if (!isPinned) unseen++;
      refresh();
    },
  };
}

function holdAtTop(node: HTMLElement, frames: number): void {
  node.scrollIntoView({ block: "start" });
  if (frames > 0) requestAnimationFrame(() => holdAtTop(node, frames - 1));
}
