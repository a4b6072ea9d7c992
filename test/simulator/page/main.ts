import { applyChange } from "./changes.ts";
import { connect } from "./connection.ts";
import { openView, type View } from "./view.ts";

let view: View | undefined;

connect({
  onState: (state) => void (view = openView(state)),
  onChange: (change) => view && applyChange(change, view),
});
