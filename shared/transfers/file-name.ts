/**
 * Fills a file name template with tokens in braces; an unknown token stays as it is typed.
 *
 * Whatever could not stand in a file name on any system becomes an underscore, so a template cannot leave its folder.
 *
 * @param otherwise the name where nothing is left of the template
 */
export function fileName(
  template: string,
  values: Readonly<Record<string, string>>,
  otherwise = 'document.pdf',
): string {
  const filled = template.replace(/\{(\w+)\}/g, (token, name: string) => values[name] ?? token);
  const safe = filled
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 120);
  return safe === '' ? otherwise : safe;
}

/**
 * The tokens that every template knows: {sender} {date} {MMDDYY} {sequence} {usage}.
 *
 * @param file `date` is `YYYY-MM-DD`; `sequence` counts the plan's files of that day from 1.
 */
export function fileTokens(file: {
  readonly sender: string;
  readonly date: string;
  readonly sequence: number;
  readonly usage: 'T' | 'P';
}): Record<'sender' | 'date' | 'MMDDYY' | 'sequence' | 'usage', string> {
  const digits = file.date.replaceAll('-', '');
  return {
    sender: file.sender,
    date: digits,
    MMDDYY: `${digits.slice(4)}${digits.slice(2, 4)}`,
    sequence: String(file.sequence).padStart(2, '0'),
    usage: file.usage,
  };
}
