import type { Answer, AnswerFinding, ReadAnswers } from './answer.ts';
import { type AnswerInterchange, type AnswerSegment, readInterchanges } from './interchanges.ts';
import { read277ca } from './read-277ca.ts';
import { read835 } from './read-835.ts';
import { read999, readTa1 } from './read-999.ts';

/** The sets of an interchange, each from its ST on; what stands before the first ST is left out. */
function setsOf(interchange: AnswerInterchange): AnswerSegment[][] {
  const sets: AnswerSegment[][] = [];
  for (const segment of interchange.segments) {
    if (segment.id === 'ST') sets.push([]);
    sets.at(-1)?.push(segment);
  }
  return sets;
}

function checkSet(set: readonly AnswerSegment[], findings: AnswerFinding[]): void {
  const [start] = set;
  const end = set.find((segment) => segment.id === 'SE');
  if (!start) return;
  if (!end) {
    const segment = set.at(-1)?.position ?? start.position;
    findings.push({
      segment,
      rule: 'set.end',
      severity: 'error',
      message: 'The set has no SE; it is cut off.',
    });
    return;
  }
  const count = end.position - start.position + 1;
  if (Number(end.elements[1]) !== count) {
    findings.push({
      segment: end.position,
      rule: 'set.count',
      severity: 'warning',
      message: `SE01 says ${end.elements[1] ?? 'nothing'}, there are ${count} segments.`,
    });
  }
}

const READERS: Readonly<Record<string, typeof read999 | typeof read277ca | typeof read835>> = {
  '999': read999,
  '997': read999,
  '277': read277ca,
  '835': read835,
};

/**
 * Reads any answer file of a plan: TA1, 999, 277CA and 835, several of them in one file, in any order.
 *
 * Pure and total: whatever the text is, what can be understood becomes an answer and the rest a finding.
 */
export function readAnswers(text: string): ReadAnswers {
  const file = readInterchanges(text);
  const answers: Answer[] = [];
  const findings: AnswerFinding[] = file.problems.map(({ position, message }) => ({
    segment: position,
    rule: 'envelope',
    severity: file.interchanges.length === 0 ? 'error' : 'warning',
    message,
  }));
  for (const interchange of file.interchanges) {
    for (const segment of interchange.segments) {
      if (segment.id === 'TA1') answers.push(readTa1(segment, interchange));
    }
    for (const set of setsOf(interchange)) {
      const kind = (set[0]?.elements[1] ?? '').trim();
      const read = READERS[kind];
      if (!read) {
        findings.push({
          segment: set[0]?.position ?? 0,
          rule: 'set.kind',
          severity: 'warning',
          message: `A set of kind ${kind || 'unknown'} was passed over; Hearth reads TA1, 999, 277CA and 835.`,
        });
        continue;
      }
      checkSet(set, findings);
      const result = read(set, interchange);
      answers.push(...result.answers);
      findings.push(...result.findings);
    }
  }
  if (answers.length === 0 && findings.length === 0) {
    findings.push({ segment: 0, rule: 'empty', severity: 'warning', message: 'The file answers nothing.' });
  }
  return { answers, findings };
}
