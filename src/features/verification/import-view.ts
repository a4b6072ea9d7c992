import type { View } from "#platform/telegram/view.ts";
import { bold, list, paragraph, preformatted } from "#platform/text/tree.ts";
import type { Turn } from "#platform/turn.ts";
import { dropImportButton, importButton } from "./buttons.ts";
import { MOST_ROWS, type FileRefusal } from "./csv.ts";
import type { Preview } from "./import-jobs.ts";

type Words = Pick<Turn, "t">;

export function renderImportUsage({ t }: Words): View {
  return {
    text: [
      paragraph(bold(t("import-usage"))),
      preformatted("name;phone;email\nAda Lovelace;+442079460000;ada@example.com"),
      paragraph(t("import-usage-hint", { rows: MOST_ROWS })),
    ],
  };
}

/** What the file would change. With a wrong line nothing of it can be taken over. */
export function renderPreview({ t }: Words, { fresh, known, problems }: Preview, readAt: number): View {
  const isReady = problems.count === 0 && fresh > 0;
  const more = (shown: number, count: number) => (count > shown ? [t("import-more", { count: count - shown })] : []);
  return {
    text: [
      paragraph(bold(t("import-preview", { fresh }))),
      ...(known.count === 0
        ? []
        : [
            paragraph(t("import-known", { count: known.count })),
            list([
              ...known.first.map(({ line, name, isRemoved }) =>
                isRemoved ? t("import-line-removed", { line, name }) : t("import-line-known", { line, name }),
              ),
              ...more(known.first.length, known.count),
            ]),
          ]),
      ...(problems.count === 0
        ? []
        : [
            paragraph(t("import-problems", { count: problems.count })),
            list([
              ...problems.first.map(({ line, problem }) => t("import-line-problem", { line, problem: t(problem) })),
              ...more(problems.first.length, problems.count),
            ]),
            paragraph(t("import-mend")),
          ]),
    ],
    ...(isReady
      ? {
          buttons: [
            [{ label: t("import-yes", { fresh }), data: importButton.data({ readAt }) }],
            [{ label: t("import-no"), data: dropImportButton.data({ readAt }) }],
          ],
        }
      : {}),
  };
}

export function renderImporting({ t }: Words): View {
  return { text: [paragraph(t("import-running"))] };
}

export function renderImportDropped({ t }: Words): View {
  return { text: [paragraph(t("import-dropped"))] };
}

export function renderImported({ t }: Words, count: number): View {
  return { text: [paragraph(bold(t("import-done", { count })))] };
}

export function renderImportFailed({ t }: Words): View {
  return { text: [paragraph(t("import-failed"))] };
}

export function renderImportRefused({ t }: Words, refusal: FileRefusal): View {
  return { text: [paragraph(t(refusal, { rows: MOST_ROWS }))] };
}

export function renderImportTooLarge({ t }: Words): View {
  return { text: [paragraph(t("import-file-too-long", { rows: MOST_ROWS }))] };
}
