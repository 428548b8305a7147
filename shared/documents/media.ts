/** What a file is, judged by its own first bytes; never by its name or by what a sender says. */
export type Media = 'png' | 'jpeg' | 'gif' | 'webp' | 'pdf' | 'text' | 'other';

/** Whether and how a file can be looked at here. */
export type PreviewKind = 'image' | 'pdf' | 'text' | 'none';

/** How a kind of file is looked at. */
export function previewKind(media: Media): PreviewKind {
  if (media === 'pdf' || media === 'text') return media;
  return media === 'other' ? 'none' : 'image';
}

const WORDS: Readonly<Record<Media, string>> = {
  png: 'Picture',
  jpeg: 'Picture',
  gif: 'Picture',
  webp: 'Picture',
  pdf: 'PDF',
  text: 'Text',
  other: 'File',
};

/** What a file is called in a list. */
export function mediaWords(media: Media): string {
  return WORDS[media];
}

/** "12 KB", "3.4 MB": the size of a file. */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** The largest file a chart takes, in bytes. */
export const MOST_DOCUMENT_BYTES = 50 * 1024 * 1024;

/** The longest file name that is kept. */
const LONGEST_NAME = 150;

/**
 * A file's name as it is kept and shown: one line, without the folders it came from.
 *
 * SECURITY: letters that turn the reading direction are taken out, so that "gpj.exe" cannot pose as "exe.jpg".
 */
export function cleanFileName(name: string): string {
  const base = name.split(/[\\/]/).at(-1) ?? '';
  const clean = base
    .normalize('NFC')
    .replaceAll(/[\p{Cc}\p{Cf}]/gu, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (clean === '' || /^\.+$/.test(clean)) return 'unnamed file';
  if (clean.length <= LONGEST_NAME) return clean;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
  return clean.slice(0, LONGEST_NAME - extension.length) + extension;
}
