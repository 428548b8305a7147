import type { Answer, AnswerFinding } from '#shared/encounters/answers/answer.ts';
import { readAnswers } from '#shared/encounters/answers/read-answers.ts';
import { type Validation837, validate837p } from '#shared/encounters/x12/validate-837p.ts';

/** What is said about one place of a file. */
export type FileFinding = AnswerFinding;

/** A file as text, byte for byte: what is not ASCII stays visible to the checks and breaks nothing. */
function asText(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

/** Checks any 837P, ours or not, with nothing but its bytes. */
export function checkFile(bytes: Uint8Array): {
  ok: boolean;
  counts: Validation837['counts'];
  findings: FileFinding[];
} {
  const { problems, counts } = validate837p(asText(bytes));
  const findings = problems.map(
    ({ position, rule, severity, message }): FileFinding => ({ segment: position, rule, severity, message }),
  );
  return { ok: findings.every(({ severity }) => severity !== 'error'), counts, findings };
}

/** Reads any TA1, 999, 277CA or 835: what each answer says about which envelope, set, claim and line. */
export function readAckFile(bytes: Uint8Array): {
  ok: boolean;
  answers: (Pick<
    Answer,
    'kind' | 'level' | 'verdict' | 'about' | 'reasons' | 'planClaimNumber' | 'writtenAt' | 'payment'
  > & {
    segment: number;
  })[];
  findings: FileFinding[];
} {
  const { answers, findings } = readAnswers(new TextDecoder().decode(bytes));
  return {
    ok: answers.length > 0 && findings.every(({ severity }) => severity !== 'error'),
    answers: answers.map(
      ({ kind, level, verdict, about, reasons, planClaimNumber, writtenAt, position, payment }) => ({
        segment: position,
        kind,
        level,
        verdict,
        about,
        reasons,
        planClaimNumber,
        writtenAt,
        ...(payment ? { payment } : {}),
      }),
    ),
    findings: [...findings],
  };
}
