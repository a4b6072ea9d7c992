/** Where an update can be when the Worker dies under it. */
export type Moment = "update posted" | "update accepted" | "answer arrives" | "answer carried out" | "edit carried out";

/** Lets a strike wait for a moment of the load. One strike at a time; each strikes once. */
export type Tripwire = {
  arm: (moment: Moment, strike: (touchedBy: string) => void) => void;
  disarm: () => void;
  /** Tells that it came to this; true when the armed strike fell at exactly this touch. */
  touch: (moment: Moment, by: string) => boolean;
};

export function createTripwire(): Tripwire {
  let armed: { moment: Moment; strike: (touchedBy: string) => void } | undefined;
  return {
    arm: (moment, strike) => void (armed = { moment, strike }),
    disarm: () => void (armed = undefined),
    touch: (moment, by) => {
      if (armed?.moment !== moment) return false;
      const { strike } = armed;
      armed = undefined;
      strike(by);
      return true;
    },
  };
}
