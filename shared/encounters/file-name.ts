/** What a plan's file name is made of. */
export interface FileNameParts {
  readonly sender: string;
  /** The day the file was built, `YYYY-MM-DD`. */
  readonly date: string;
  /** The how-many-eth file for the plan on that day, from 1. */
  readonly sequence: number;
  /** ISA13. */
  readonly control: string;
  readonly usage: 'T' | 'P';
}

/**
 * Fills a plan's file name template: {sender} {date} {MMDDYY} {sequence} {control} {usage}.
 *
 * Whatever could not stand in a file name on any system becomes an underscore, so a template cannot leave its folder.
 */
export function fileName(template: string, parts: FileNameParts): string {
  const digits = parts.date.replaceAll('-', '');
  const values: Readonly<Record<string, string>> = {
    sender: parts.sender,
    date: digits,
    MMDDYY: `${digits.slice(4)}${digits.slice(2, 4)}`,
    sequence: String(parts.sequence).padStart(2, '0'),
    control: parts.control,
    usage: parts.usage,
  };
  const filled = template.replace(/\{(\w+)\}/g, (token, name: string) => values[name] ?? token);
  const safe = filled
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9._-]+/g, '_')
    .replace(/^\.+/, '')
    .slice(0, 120);
  return safe === '' ? `${parts.control}.x12` : safe;
}
