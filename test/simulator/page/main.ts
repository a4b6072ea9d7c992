import { applyChange } from "./changes.ts";
import { connect } from "./connection.ts";
import { openView, type View } from "./view.ts";

let view: View | undefined;

connect({
  onState(state) {
    view = openView(state);
    // Until then a press would be lost.
    document.body.inert = false;
  },
  onChange: (change) => view && applyChange(change, view),
});
