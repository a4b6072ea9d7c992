/** Opens and closes a list of choices from a button, with the keys that people expect. */
export function connectMenu(button: HTMLButtonElement, list: HTMLElement, choose: (item: HTMLElement) => void): void {
  const items = () => [...list.querySelectorAll<HTMLElement>("[role=menuitem]:not([hidden])")];
  const setOpen = (isOpen: boolean) => {
    list.hidden = !isOpen;
    button.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) items()[0]?.focus();
  };
  const close = () => {
    const hadFocus = list.contains(document.activeElement);
    setOpen(false);
    if (hadFocus) button.focus();
  };

  button.setAttribute("aria-haspopup", "menu");
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => setOpen(Boolean(list.hidden)));
  list.addEventListener("click", (event) => {
    const item = event.target instanceof Element ? event.target.closest<HTMLElement>("[role=menuitem]") : null;
    if (!item) return;
    close();
    choose(item);
  });
  list.addEventListener("keydown", (event) => {
    const at = items().indexOf(document.activeElement as HTMLElement);
    if (event.key === "Escape") close();
    else if (event.key === "ArrowDown")
      items()
        .at((at + 1) % items().length)
        ?.focus();
    else if (event.key === "ArrowUp")
      items()
        .at(at - 1)
        ?.focus();
    else return;
    event.preventDefault();
  });
  document.addEventListener("pointerdown", (event) => {
    if (list.hidden || !(event.target instanceof Node) || list.contains(event.target) || button.contains(event.target)) return;
    setOpen(false);
  });
}
