import { byId } from "./dom.ts";

/** Keeps the newest message in view while a person reads there, and leaves them alone while they read further up. */
export type Scroller = {
  show: (content: HTMLElement) => void;
  toEnd: () => void;
  /** A message arrived that the person may not see. */
  noteNew: () => void;
};

const NEAR_PX = 80;

export function createScroller(): Scroller {
  const frame = byId("messages");
  const button = byId<HTMLButtonElement>("to-end");
  const badge = byId("to-end-count");
  let isPinned = true;
  let unseen = 0;

  const refresh = () => {
    button.hidden = isPinned;
    if (isPinned) unseen = 0;
    badge.textContent = unseen > 0 ? String(unseen) : "";
  };
  const toEnd = () => {
    isPinned = true;
    frame.scrollTop = frame.scrollHeight;
    refresh();
  };
  frame.addEventListener("scroll", () => {
    isPinned = frame.scrollHeight - frame.scrollTop - frame.clientHeight < NEAR_PX;
    refresh();
  });
  button.addEventListener("click", toEnd);

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
    noteNew() {
      if (!isPinned) unseen++;
      refresh();
    },
  };
}
