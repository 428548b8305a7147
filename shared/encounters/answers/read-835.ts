import { ADJUSTMENT_CODES, ADJUSTMENT_GROUPS, CLAIM_STATUSES, NOT_A_DENIAL } from './adjustment-codes.ts';
import { type Answer, type AnswerFinding, type AnswerReason, NOTHING, type Payment } from './answer.ts';
import type { AnswerInterchange, AnswerSegment } from './interchanges.ts';

/** An amount as the plan wrote it in whole cents; null when it is none. Never through a float. */
export function amountCents(text: string): number | null {
  const [, sign = '', whole = '', part = ''] = /^([-+]?)(\d{0,12})(?:\.(\d*))?$/.exec(text.trim()) ?? [];
  if (whole === '' && part === '') return null;
  const cents = Number(whole === '' ? '0' : whole) * 100 + Number(part.slice(0, 2).padEnd(2, '0'));
  return sign === '-' && cents !== 0 ? -cents : cents;
}

const element = ({ elements }: AnswerSegment, at: number) => (elements[at] ?? '').trim();

/** One reason of a CAS with its amount. */
interface Adjustment {
  readonly group: string;
  readonly code: string;
  readonly cents: number | null;
}

/** The up to six reasons of a CAS. */
function adjustments(segment: AnswerSegment): Adjustment[] {
  const group = element(segment, 1);
  return [2, 5, 8, 11, 14, 17].flatMap((at) => {
    const code = element(segment, at);
    return code === '' ? [] : [{ group, code, cents: amountCents(element(segment, at + 1)) }];
  });
}

/** "-$12.50" of whole cents. */
function money(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}$${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function adjustmentReason({ group, code, cents }: Adjustment): AnswerReason {
  const words = ADJUSTMENT_CODES[code] ?? `The plan says reason ${code}.`;
  const who = ADJUSTMENT_GROUPS[group];
  const how = [cents === null ? '' : money(cents), who ?? ''].filter(Boolean).join(', ');
  return {
    code: `${group}:${code}`,
    sentence: how === '' ? words : `${words.replace(/\.$/, '')} (${how}).`,
    note: null,
    segment: null,
  };
}

/** What was read of a claim or of one of its lines so far. */
interface Open {
  readonly from: AnswerSegment;
  readonly segments: string[];
  readonly adjustments: Adjustment[];
  readonly remarks: string[];
  charged: number | null;
  paid: number | null;
  patient: number | null;
  reference: string;
}

function open(from: AnswerSegment, charged: string, paid: string, patient = ''): Open {
  return {
    from,
    segments: [],
    adjustments: [],
    remarks: [],
    charged: amountCents(charged),
    paid: amountCents(paid),
    patient: amountCents(patient),
    reference: '',
  };
}

/** Whether nothing was paid for a line that was charged, for a reason that is a denial. */
function isDenied({ charged, paid, adjustments: own }: Open): boolean {
  if ((charged ?? 0) <= 0 || (paid ?? 0) !== 0) return false;
  return own.some(({ group, code }) => group !== 'PR' && !NOT_A_DENIAL.has(code));
}

/**
 * Reads one 835: what the plan paid, denied or adjusted, by claim and by line.
 *
 * Claims are found by CLP01, lines by REF*6R; TRN02 names the payment. A reversal (CLP02 = 22) is no word on the
 * claim itself: it takes back what earlier advices said. Unknown codes and missing loops become findings.
 *
 * @see ASC X12 005010X221A1.
 */
export function read835(
  segments: readonly AnswerSegment[],
  of: AnswerInterchange,
): { answers: Answer[]; findings: AnswerFinding[] } {
  const answers: Answer[] = [];
  const findings: AnswerFinding[] = [];
  const warn = (segment: AnswerSegment, rule: string, message: string) =>
    findings.push({ segment: segment.position, rule, severity: 'warning', message });
  let trace = '';
  let claim: (Open & { readonly id: string; readonly status: string; readonly planNumber: string }) | null =
    null;
  let line: Open | null = null;
  let lines: Open[] = [];

  const paymentOf = (level: Open, status: string): Payment => ({
    chargedCents: level.charged ?? 0,
    paidCents: level.paid ?? 0,
    patientCents: level.patient ?? 0,
    trace,
    reversal: status === '22',
  });
  const reasonsOf = (level: Open): AnswerReason[] => [
    ...level.adjustments.map(adjustmentReason),
    ...level.remarks.map((code) => ({
      code: `RARC:${code}`,
      sentence: `The plan adds remark ${code}.`,
      note: null,
      segment: null,
    })),
  ];

  const close = () => {
    const now = claim;
    claim = null;
    line = null;
    const own = lines;
    lines = [];
    if (!now) return;
    if (now.id === '') {
      warn(now.from, '835.claim', 'CLP01 is empty, so nobody can tell which claim this is about.');
      return;
    }
    const known = CLAIM_STATUSES[now.status];
    if (!known) {
      warn(
        now.from,
        '835.status',
        `Nobody knows the claim status ${now.status || 'without a number'}; it decides nothing.`,
      );
    }
    const verdict = known?.verdict ?? 'received';
    const first: AnswerReason = {
      code: `CLP02:${now.status}`,
      sentence: known?.words ?? `The plan says claim status ${now.status || 'without a number'}.`,
      note: null,
      segment: null,
    };
    const adjusted = reasonsOf(now);
    // Where every line was denied the claim itself says no more than that it was processed.
    const bare = own.filter((one) => one.reference === '').flatMap(reasonsOf);
    const writtenAt = of.writtenAt;
    answers.push({
      kind: '835',
      level: 'claim',
      verdict,
      about: { ...NOTHING, claim: now.id },
      reasons:
        verdict === 'rejected' && adjusted.length + bare.length > 0
          ? [...adjusted, ...bare, first]
          : [first, ...adjusted, ...bare],
      planClaimNumber: now.planNumber || null,
      writtenAt,
      segments: now.segments,
      position: now.from.position,
      payment: paymentOf(now, now.status),
    });
    for (const one of own) {
      if (one.reference === '') continue;
      const said = verdict === 'accepted' && isDenied(one) ? 'rejected' : verdict;
      answers.push({
        kind: '835',
        level: 'line',
        verdict: said,
        about: { ...NOTHING, claim: now.id, line: one.reference },
        reasons: [
          ...reasonsOf(one),
          ...(said === 'rejected' && one.adjustments.length === 0 ? adjusted : []),
          first,
        ],
        planClaimNumber: now.planNumber || null,
        writtenAt,
        segments: one.segments,
        position: one.from.position,
        payment: paymentOf(one, now.status),
      });
    }
  };

  for (const segment of segments) {
    const { id } = segment;
    if (id === 'SE' || id === 'GE' || id === 'IEA') break;
    if (id === 'CLP') {
      close();
      claim = {
        ...open(segment, element(segment, 3), element(segment, 4), element(segment, 5)),
        id: element(segment, 1),
        status: element(segment, 2),
        planNumber: element(segment, 7),
      };
      claim.segments.push(segment.text);
      if (claim.charged === null || claim.paid === null) {
        warn(segment, '835.amount', 'An amount of the claim cannot be read; it counts as nothing.');
      }
      continue;
    }
    if (id === 'LX' || id === 'PLB') {
      close();
      if (id === 'PLB') {
        warn(
          segment,
          '835.provider',
          'The plan adjusts the agency’s payment as a whole (PLB); no claim is meant.',
        );
      }
      continue;
    }
    if (id === 'TRN' && claim === null && element(segment, 1) === '1') trace = element(segment, 2);
    const at = claim as Open | null;
    if (!at) {
      if (id === 'SVC' || id === 'CAS') warn(segment, '835.level', `${id} stands outside every claim.`);
      continue;
    }
    if (id === 'SVC') {
      line = open(segment, element(segment, 2), element(segment, 3));
      lines.push(line);
    }
    const level = (line as Open | null) ?? at;
    level.segments.push(segment.text);
    if (id === 'CAS') {
      for (const one of adjustments(segment)) {
        level.adjustments.push(one);
        if (!ADJUSTMENT_CODES[one.code]) {
          warn(
            segment,
            '835.reason',
            `Reason ${one.code} of ${one.group || 'no group'} is not in Hearth’s words.`,
          );
        }
      }
    } else if (id === 'REF' && element(segment, 1) === '6R' && line) {
      (line as Open).reference = element(segment, 2);
    } else if (id === 'LQ' && element(segment, 1) === 'HE') {
      level.remarks.push(element(segment, 2));
    } else if (id === 'MOA') {
      for (const where of [3, 4, 5, 6, 7])
        if (element(segment, where)) level.remarks.push(element(segment, where));
    }
  }
  close();
  return { answers, findings };
}
