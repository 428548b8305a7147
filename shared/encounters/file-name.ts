import { fileTokens, fileName as fill } from '../transfers/file-name.ts';

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

/** Fills a plan's file name template: {sender} {date} {MMDDYY} {sequence} {control} {usage}. */
export function fileName(template: string, parts: FileNameParts): string {
  const values = { ...fileTokens(parts), control: parts.control };
  return fill(template, values, `${parts.control}.x12`);
}
