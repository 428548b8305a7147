import { type Answer, type AnswerFinding, type AnswerReason, NOTHING, type Verdict } from './answer.ts';
import type { AnswerInterchange, AnswerSegment } from './interchanges.ts';
import { IK3_ERRORS, IK4_ERRORS, SET_ERRORS, TA1_NOTES } from './status-codes.ts';

/** Control numbers come back with or without their leading zeros. */
export function bareNumber(value: string | undefined): string {
  return (value ?? '').trim().replace(/^0+(?=\d)/, '');
}

function verdictOf(code: string): Verdict {
  return code === 'A' || code === 'E' || code === 'P' ? 'received' : 'rejected';
}

/** What a TA1 says about one of our interchanges. */
export function readTa1(segment: AnswerSegment, of: AnswerInterchange): Answer {
  const [, control = '', , , code = '', note = ''] = segment.elements.map((one) => one.trim());
  const sentence = TA1_NOTES[note] ?? `The plan says note ${note || 'without a number'} about the envelope.`;
  const rejected = code === 'R';
  return {
    kind: 'ta1',
    level: 'file',
    verdict: rejected ? 'rejected' : 'received',
    about: { ...NOTHING, interchange: bareNumber(control) },
    reasons:
      rejected || (note !== '' && note !== '000')
        ? [{ code: `TA1:${note}`, sentence, note: null, segment: null }]
        : [],
    planClaimNumber: null,
    writtenAt: of.writtenAt,
    segments: [segment.text],
    position: segment.position,
  };
}

interface OpenSet {
  readonly set: string;
  readonly from: AnswerSegment;
  readonly segments: string[];
  readonly reasons: AnswerReason[];
  /** Where the last IK3 points, for the IK4 beneath it. */
  at: { id: string; segment: number | null };
}

function segmentReason({ elements }: AnswerSegment): AnswerReason {
  const [, id = '', place = '', , error = ''] = elements;
  const segment = /^\d+$/.test(place.trim()) ? Number(place) : null;
  const sentence = IK3_ERRORS[error.trim()] ?? `The plan says error ${error.trim()} about a segment.`;
  return { code: `999:${id.trim()}:${error.trim()}`, sentence, note: null, segment };
}

function elementReason({ elements }: AnswerSegment, at: OpenSet['at'], component: string): AnswerReason {
  const [, place = '', , error = '', copy = ''] = elements;
  const number = (place.split(component)[0] ?? '').trim().padStart(2, '0');
  const sentence = IK4_ERRORS[error.trim()] ?? `The plan says error ${error.trim()} about an element.`;
  const note = copy.trim() === '' ? null : `It stands there as “${copy.trim().slice(0, 99)}”.`;
  return { code: `999:${at.id}${number}:${error.trim()}`, sentence, note, segment: at.segment };
}

/**
 * Reads one 999 (or its older sister 997): what the plan's front door says about each set of ours.
 *
 * A set without an ending counts as rejected only when an error was named; a group that was rejected as a whole
 * covers every set of it.
 */
export function read999(
  segments: readonly AnswerSegment[],
  of: AnswerInterchange,
): { answers: Answer[]; findings: AnswerFinding[] } {
  const answers: Answer[] = [];
  const findings: AnswerFinding[] = [];
  let group = '';
  let open: OpenSet | null = null;
  const base = (level: Answer['level'], from: AnswerSegment) => ({
    kind: '999' as const,
    level,
    planClaimNumber: null,
    writtenAt: of.writtenAt,
    position: from.position,
  });
  const close = (code: string, errors: readonly string[]) => {
    if (!open) return;
    const verdict = verdictOf(code);
    const named = errors
      .map((error) => error.trim())
      .filter(Boolean)
      .map((error) => ({
        code: `999:${error}`,
        sentence: SET_ERRORS[error] ?? `The plan says error ${error} about the set.`,
        note: null,
        segment: null,
      }));
    answers.push({
      ...base('set', open.from),
      verdict,
      about: { ...NOTHING, group, set: open.set },
      reasons: [...open.reasons, ...named],
      segments: open.segments,
    });
    open = null;
  };
  for (const segment of segments) {
    const { id, elements } = segment;
    if (id === 'AK1') group = bareNumber(elements[2]);
    else if (id === 'AK2') {
      if (open) close(open.reasons.length > 0 ? 'R' : 'A', []);
      const at = { id: '', segment: null };
      open = { set: (elements[2] ?? '').trim(), from: segment, segments: [], reasons: [], at };
    }
    if (open) open.segments.push(segment.text);
    if (open && (id === 'IK3' || id === 'AK3')) {
      const reason = segmentReason(segment);
      open.at = { id: (elements[1] ?? '').trim(), segment: reason.segment };
      open.reasons.push(reason);
    } else if (open && (id === 'IK4' || id === 'AK4')) {
      open.reasons.push(elementReason(segment, open.at, of.component));
    } else if (open && (id === 'IK5' || id === 'AK5')) {
      close((elements[1] ?? '').trim(), elements.slice(2));
    } else if (id === 'AK9') {
      if (open) {
        findings.push(warning(segment, '999.set-end', 'A set of the answer has no ending (IK5).'));
        close(open.reasons.length > 0 ? 'R' : (elements[1] ?? '').trim(), []);
      }
      const code = (elements[1] ?? '').trim();
      const sets = answers.some((answer) => answer.level === 'set' && answer.about.group === group);
      if (verdictOf(code) === 'rejected' || !sets) {
        const errors = elements.slice(5).filter((one) => one.trim() !== '');
        answers.push({
          ...base('file', segment),
          verdict: verdictOf(code),
          about: { ...NOTHING, group },
          reasons: errors.map((error) => ({
            code: `999:${error.trim()}`,
            sentence: SET_ERRORS[error.trim()] ?? `The plan says error ${error.trim()} about the group.`,
            note: null,
            segment: null,
          })),
          segments: [segment.text],
        });
      }
    }
  }
  if (open) close((open as OpenSet).reasons.length > 0 ? 'R' : 'A', []);
  if (group === '' && answers.length > 0) {
    const first = segments[0] as AnswerSegment;
    findings.push(warning(first, '999.group', 'The answer does not say which group it is about (AK1).'));
  }
  return { answers, findings };
}

function warning(segment: AnswerSegment, rule: string, message: string): AnswerFinding {
  return { segment: segment.position, rule, severity: 'warning', message };
}
