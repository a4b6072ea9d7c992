/** A finished recording. */
export type Take = { sound: Blob; seconds: number };

/** A recording that goes on, or is still waiting for the permission to listen. */
export type Recording = {
  /** Settles when the microphone listens; rejects where the browser or the person gives none. */
  started: Promise<unknown>;
  /** Ends it and turns the microphone off; undefined when it never listened. */
  stop: () => Promise<Take | undefined>;
};

export function startRecording(): Recording {
  let isUnwanted = false;
  const listening = navigator.mediaDevices.getUserMedia({ audio: true }).then((stream) => {
    if (!isUnwanted) return listenTo(stream);
    turnOff(stream);
    return undefined;
  });
  let running: Listening | undefined;
  const started = listening.then((found) => (running = found));
  return {
    started,
    async stop() {
      isUnwanted = true;
      return running?.stop();
    },
  };
}

type Listening = { stop: () => Promise<Take> };

function listenTo(stream: MediaStream): Listening {
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  const startedAt = performance.now();
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  // By itself too, when the microphone is unplugged.
  const ended = new Promise<Take>((resolve) => {
    recorder.addEventListener("stop", () => {
      turnOff(stream);
      resolve({ sound: new Blob(parts, { type: recorder.mimeType }), seconds: Math.max(1, (performance.now() - startedAt) / 1000) });
    });
  });
  recorder.start();
  return {
    stop() {
      if (recorder.state !== "inactive") recorder.stop();
      return ended;
    },
  };
}

function turnOff(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}
