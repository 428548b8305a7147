import { type Answer, type AnswerFinding, type AnswerReason, NOTHING, type Verdict } from './answer.ts';
import type { AnswerInterchange, AnswerSegment } from './interchanges.ts';
import { STATUS_CATEGORIES, STATUS_CODES, STATUS_ENTITIES } from './status-codes.ts';

/** One status of an STC: the verdict, and the reason in words. */
interface Status {
  readonly verdict: Verdict;
  readonly reason: AnswerReason;
  readonly known: boolean;
}

/** Reads the up to three statuses of an STC; STC03 `U` rejects whatever the category says. */
function readStatus({ elements }: AnswerSegment, component: string): Status[] {
  const note = (elements[12] ?? '').trim().slice(0, 264) || null;
  const refused = (elements[3] ?? '').trim() === 'U';
  return [elements[1], elements[10], elements[11]].flatMap((composite, index) => {
    if (!composite?.trim()) return [];
    const [category = '', status = '', entity = ''] = composite.split(component).map((part) => part.trim());
    const known = STATUS_CATEGORIES[category];
    const words = STATUS_CODES[status]?.sentence ?? `The plan says status ${status || 'without a number'}.`;
    const whom = STATUS_ENTITIES[entity];
    const generic = status === '21' || status === '26' || status === '24';
    const sentence = whom && generic ? `${words.replace(/\.$/, '')}, it says about ${whom}.` : words;
    const verdict = refused && index === 0 ? 'rejected' : (known?.verdict ?? 'received');
    return [
      {
        verdict,
        known: known !== undefined,
        reason: { code: `${category}:${status}`, sentence, note: index === 0 ? note : null, segment: null },
      },
    ];
  });
}

/** The stricter of verdicts; a reject beats everything, an accept beats "received". */
export function worst(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('rejected')) return 'rejected';
  return verdicts.includes('accepted') ? 'accepted' : 'received';
}

/** What was read of one level so far: an HL, or one line beneath a patient. */
interface OpenLevel {
  readonly kind: 'receiver' | 'provider' | 'patient' | 'line' | 'other';
  readonly from: AnswerSegment;
  reference: string;
  planClaimNumber: string | null;
  readonly statuses: Status[];
  readonly segments: string[];
}

const LEVELS: Readonly<Record<string, OpenLevel['kind']>> = {
  '21': 'receiver',
  '19': 'provider',
  PT: 'patient',
};

/**
 * Reads one 277CA: what the plan's claim system says about batches, claims and lines.
 *
 * A reject of the receiver or the provider covers every claim of the batch, which then may not be listed one by one.
 * Codes nobody knows, missing references and missing levels become findings, never an error.
 *
 * @see ASC X12 005010X214.
 */
export function read277ca(
  segments: readonly AnswerSegment[],
  of: AnswerInterchange,
): { answers: Answer[]; findings: AnswerFinding[] } {
  const answers: Answer[] = [];
  const findings: AnswerFinding[] = [];
  let batch = '';
  let claim = '';
  let planNumber: string | null = null;
  let open: OpenLevel | null = null;

  const warn = (segment: AnswerSegment, rule: string, message: string) =>
    findings.push({ segment: segment.position, rule, severity: 'warning', message });

  const about = (level: OpenLevel): { level: Answer['level']; about: Answer['about'] } | null => {
    if (level.kind === 'receiver' || level.kind === 'provider') {
      return batch === '' ? null : { level: 'set', about: { ...NOTHING, batch } };
    }
    if (level.kind === 'patient') {
      return claim === '' ? null : { level: 'claim', about: { ...NOTHING, batch, claim } };
    }
    const line = level.reference;
    return line === '' ? null : { level: 'line', about: { ...NOTHING, batch, claim, line } };
  };

  const close = () => {
    const level = open;
    open = null;
    if (!level || level.kind === 'other' || level.statuses.length === 0) return;
    const target = about(level);
    if (!target) {
      // Without a number of ours there is nothing to attach the status to; a person has to look.
      warn(
        level.from,
        '277ca.reference',
        'A status names no number of ours, so nobody can tell what it is about.',
      );
      return;
    }
    const said = worst(level.statuses.map((status) => status.verdict));
    // Above the claim an accept only says that the batch arrived.
    const verdict = said === 'accepted' && target.level === 'set' ? 'received' : said;
    answers.push({
      kind: '277ca',
      ...target,
      verdict,
      reasons: level.statuses.map((status) => status.reason),
      planClaimNumber: level.kind === 'patient' ? level.planClaimNumber : planNumber,
      writtenAt: of.writtenAt,
      segments: level.segments,
      position: level.from.position,
    });
  };

  const begin = (kind: OpenLevel['kind'], from: AnswerSegment) => {
    close();
    open = { kind, from, reference: '', planClaimNumber: null, statuses: [], segments: [] };
  };

  for (const segment of segments) {
    const { id, elements } = segment;
    if (id === 'SE' || id === 'GE' || id === 'IEA') break;
    if (id === 'HL') {
      const kind = LEVELS[(elements[3] ?? '').trim()] ?? 'other';
      begin(kind, segment);
      if (kind === 'receiver') batch = '';
      if (kind === 'patient') {
        claim = '';
        planNumber = null;
      }
      continue;
    }
    if (id === 'SVC') begin('line', segment);
    const level = open as OpenLevel | null;
    if (!level) {
      if (id === 'STC') warn(segment, '277ca.level', 'A status stands outside every level.');
      continue;
    }
    level.segments.push(segment.text);
    const value = (elements[2] ?? '').trim();
    if (id === 'TRN' && (elements[1] ?? '').trim() === '2') {
      if (level.kind === 'patient') claim = value;
      else if (level.kind === 'receiver') batch = value;
      // Some plans name our claim or batch at the provider's level only.
      else if (level.kind === 'provider' && batch === '') batch = value;
    } else if (id === 'REF') {
      const qualifier = (elements[1] ?? '').trim();
      if (qualifier === '1K' && level.kind === 'patient') {
        level.planClaimNumber = value || null;
        planNumber = level.planClaimNumber;
      }
      if ((qualifier === 'FJ' || qualifier === '6R') && level.kind === 'line') level.reference = value;
      if (qualifier === 'EJ' && level.kind === 'patient' && claim === '') claim = value;
    } else if (id === 'STC') {
      for (const status of readStatus(segment, of.component)) {
        level.statuses.push(status);
        if (!status.known)
          warn(
            segment,
            '277ca.category',
            `Nobody knows the category in ${status.reason.code}; it decides nothing.`,
          );
      }
    }
  }
  close();
  return { answers, findings };
}
