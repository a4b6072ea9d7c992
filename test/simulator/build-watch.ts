/** Reads the bundler's lines. Tells why the Worker does not build, and where, and nothing once it does again. */
export function watchBuild(tell: (problem: string | undefined) => void): (line: string) => void {
  let isFailing = false;
  let problem: { reason: string; place?: string } | undefined;
  return (line) => {
    if (line.includes("Build failed with")) {
      isFailing = true;
      problem = undefined;
    } else if (isFailing && line.includes("Reloading local server")) {
      isFailing = false;
      tell(undefined);
    } else if (isFailing) {
      const [, reason] = /\[ERROR\] (.+)/.exec(line) ?? [];
      const [, place] = /^\s+(\S+:\d+:\d+):$/.exec(line) ?? [];
      // Of several, the first is told: the others often come of it.
      if (reason && !problem) {
        problem = { reason };
        tell(reason);
      } else if (place && problem && !problem.place) {
        problem.place = place;
        tell(`${problem.reason} in ${place}`);
      }
    }
  };
}
