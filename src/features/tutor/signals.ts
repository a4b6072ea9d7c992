/** What a whole message may be instead of an answer. */
export type Signal = "task" | "end";

/** Trigger words by language: those of the interface, and of languages that are taught. A language more is a line more. */
export const SIGNAL_WORDS: Record<Signal, Record<string, string>> = {
  task: {
    en: "ready|i am ready|i'm ready|go|let's go|start|prompt|task|quiz|next|next one|another one|more",
    de: "bereit|ich bin bereit|los|los geht's|start|aufgabe|thema|quiz|weiter|nächste|noch eine|noch einmal",
    ru: "готов|готова|я готов|я готова|начали|начнём|старт|задание|тема|квиз|викторина|дальше|далее|следующее|ещё",
    fr: "prêt|prête|je suis prêt|je suis prête|sujet|quiz|suivant|suivante|encore",
    es: "listo|lista|estoy listo|estoy lista|tema|quiz|siguiente|otra",
    it: "pronto|pronta|sono pronto|sono pronta|tema|quiz|avanti|ancora",
  },
  end: {
    en: "end|the end|finish|stop|quit|that's all|enough",
    de: "ende|schluss|beenden|aufhören|stopp|stop|genug|das war's",
    ru: "конец|стоп|хватит|закончить|закончим|на сегодня всё",
    fr: "fin|stop|terminer",
    es: "fin|terminar|parar",
    it: "fine|stop|basta",
  },
};

const signals = new Map(
  Object.entries(SIGNAL_WORDS).flatMap(([signal, byLanguage]) =>
    Object.values(byLanguage).flatMap((words) => words.split("|").map((word): [string, string] => [normal(word), signal])),
  ),
);

/** The sign that a whole message gives, whatever language it is in; undefined where it says anything more. */
export function readSignal(text: string): Signal | undefined {
  const signal = signals.get(normal(text));
  return signal === "task" || signal === "end" ? signal : undefined;
}

function normal(text: string): string {
  return (
    text
      .normalize("NFC")
      .toLowerCase()
      .replace(/ё/g, "е")
      // Keyboards write apostrophes in several ways.
      .replace(/[^\p{L}\p{M} ]+/gu, "")
      .replace(/\s+/g, " ")
      .trim()
  );
}
