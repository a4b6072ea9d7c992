/** A finished recording. */
export type Take = { sound: Blob; seconds: number };

/** Listens until it is stopped. Rejects where the browser or the person gives no microphone. */
export async function startRecording(): Promise<{ stop: () => Promise<Take> }> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  const startedAt = performance.now();
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  recorder.start();
  return {
    stop: () =>
      new Promise((resolve) => {
        recorder.addEventListener("stop", () => {
          for (const track of stream.getTracks()) track.stop();
          resolve({ sound: new Blob(parts, { type: recorder.mimeType }), seconds: Math.max(1, (performance.now() - startedAt) / 1000) });
        });
        recorder.stop();
      }),
  };
}
