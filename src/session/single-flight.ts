/**
 * Runs `work` one at a time. A call during a run makes one more run follow it, so nothing that was added meanwhile is missed;
 * every caller's promise settles when there is no run left to follow.
 */
export function singleFlight(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let isAskedAgain = false;
  const runAll = async () => {
    try {
      do {
        isAskedAgain = false;
        await work();
      } while (isAskedAgain);
    } finally {
      running = undefined;
    }
  };
  return () => {
    isAskedAgain = true;
    return (running ??= runAll());
  };
}
