import { byId, icon } from "./dom.ts";

/** The least and the space between, as in phone/phone.css. */
const LEAST_PX = 300;
const GAP_PX = 12;

/** Phones shrink until they fit; of more than that, as many as fit are seen whole, and a button at the edge brings up those beside them. */
export function keepPhonesWhole(place: HTMLElement): void {
  const buttons = { left: byId<HTMLButtonElement>("phones-left"), right: byId<HTMLButtonElement>("phones-right") };
  const innerWidth = () => {
    const { paddingLeft, paddingRight } = getComputedStyle(place);
    return place.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  };
  const showButtons = () => {
    const hidden = place.scrollWidth - place.clientWidth;
    buttons.left.hidden = place.scrollLeft < GAP_PX;
    buttons.right.hidden = hidden - place.scrollLeft < GAP_PX;
  };
  const fit = () => {
    const inner = innerWidth();
    const fitting = Math.max(1, Math.floor((inner + GAP_PX) / (LEAST_PX + GAP_PX)));
    if (place.children.length <= fitting) place.style.removeProperty("--phone-width");
    else place.style.setProperty("--phone-width", `${(inner - GAP_PX * (fitting - 1)) / fitting}px`);
    showButtons();
  };
  const scroll = (direction: 1 | -1) => {
    const [phone] = place.children;
    if (phone) place.scrollBy({ left: direction * (phone.clientWidth + GAP_PX), behavior: "smooth" });
  };
  buttons.left.append(icon("back"));
  buttons.right.append(icon("back"));
  buttons.left.addEventListener("click", () => scroll(-1));
  buttons.right.addEventListener("click", () => scroll(1));
  place.addEventListener("scroll", showButtons);
  new MutationObserver(fit).observe(place, { childList: true });
  new ResizeObserver(fit).observe(place);
}
