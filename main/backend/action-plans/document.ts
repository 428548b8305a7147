import {
  GOAL_STATUS_WORDS,
  type Goal,
  needsInOrder,
  type PlanContent,
  unquoted,
} from '#shared/action-plans/content.ts';
import type { PlanVersion } from '#shared/action-plans/contract.ts';
import { DOMAIN_WORDS } from '#shared/action-plans/domains.ts';
import { PAD, SIGNATURE_METHOD_WORDS, SIGNER_WORDS, type Signature } from '#shared/action-plans/papers.ts';
import type { Member } from '#shared/members/member.ts';
import type { Agency } from '#shared/settings/contract.ts';
import type { Block, PdfSpec } from '../pdf/blocks.ts';

/** What a plan's document is made of. */
export interface PlanPaper {
  readonly plan: PlanVersion;
  readonly member: Member;
  readonly agency: Agency;
  /** Dates in full words, in the agency's time zone. */
  readonly dateOf: (date: string) => string;
  readonly instantOf: (instant: string) => string;
  /** Steps done since the version was signed. */
  readonly doneSteps: ReadonlySet<string>;
  /** Signatures under this version. */
  readonly signatures: readonly Signature[];
  readonly now: string;
}

type Fact = { readonly name: string; readonly value: string };

function facts(rows: readonly (Fact | false)[]): Block {
  return { kind: 'facts', rows: rows.filter((row) => row !== false) };
}

function section(title: string, text: string): Block[] {
  return text.trim() === ''
    ? []
    : [
        { kind: 'heading', level: 2, text: title },
        { kind: 'paragraph', text },
      ];
}

/** The signature line that stands in the head, the foot and the last section. */
function signedWords({ plan, instantOf }: PlanPaper): string {
  return plan.signedAt
    ? `Signed ${instantOf(plan.signedAt)} by ${plan.signedBy?.name ?? ''}`
    : 'Draft, not signed';
}

function title({ plan }: PlanPaper): string {
  return plan.version === null ? 'Health Action Plan' : `Health Action Plan, version ${plan.version}`;
}

/**
 * Lays a plan out as a document for the care team and the member.
 *
 * Goals stand in the member's own words and in their order of priority. A draft says so on every page.
 */
export function planDocument(paper: PlanPaper): PdfSpec {
  const { plan, member, agency } = paper;
  return {
    title: `${title(paper)}, ${member.name}`,
    subject: 'Health Action Plan',
    author: agency.name,
    lang: 'en-US',
    createdAt: new Date(plan.signedAt ?? paper.now),
    header: { left: agency.name, right: title(paper) },
    footer: [
      `${member.name}, CIN ${member.cin}`,
      signedWords(paper),
      plan.sha256 ? `SHA-256 ${plan.sha256}` : `Printed ${paper.instantOf(paper.now)}`,
    ],
    ...(plan.state === 'signed' ? {} : { watermark: 'Draft' }),
    blocks: [
      ...opening(paper),
      ...section(`What ${calledName(member)} brings`, plan.content.strengths),
      ...section(`What matters to ${calledName(member)}`, plan.content.preferences),
      ...needs(plan.content),
      ...goals(paper),
      ...crisis(plan.content),
      ...careTeam(plan.content),
      ...snapshot(paper),
      ...closing(paper),
    ],
  };
}

/** What the member is called. */
export function calledName(member: Member): string {
  return member.preferredName ?? member.firstName;
}

function opening(paper: PlanPaper): Block[] {
  const { member, dateOf } = paper;
  return [
    { kind: 'heading', level: 1, text: 'Health Action Plan' },
    { kind: 'paragraph', look: 'lead', text: [{ text: member.name, bold: true }] },
    {
      kind: 'paragraph',
      look: 'quiet',
      text: `${title(paper).replace(/^.*, v/, 'V')}. ${signedWords(paper)}.`,
    },
    facts([
      { name: 'Born', value: dateOf(member.birthDate) },
      { name: 'CIN', value: member.cin },
      { name: 'Plan', value: member.plan.name },
      member.program !== null && {
        name: 'Program',
        value: member.enrolledOn
          ? `${member.program}, enrolled ${dateOf(member.enrolledOn)}`
          : member.program,
      },
      member.lead !== null && { name: 'Lead care manager', value: member.lead.name },
      member.language !== null && {
        name: 'Language',
        value: member.interpreter ? `${member.language}, with an interpreter` : member.language,
      },
    ]),
  ];
}

/** Needs domain by domain, then what was written of them as a whole. */
function needs(content: PlanContent): Block[] {
  const found = needsInOrder(content);
  const whole = content.needs.trim();
  if (found.length === 0 && whole === '') return [];
  const rows = found.map(({ domain, text }) => ({ name: DOMAIN_WORDS[domain], value: text }));
  return [
    { kind: 'heading', level: 2, text: 'Needs found' },
    ...(rows.length > 0 ? [facts(rows)] : []),
    ...(whole === '' ? [] : [{ kind: 'paragraph', text: content.needs } as const]),
  ];
}

function goals(paper: PlanPaper): Block[] {
  const { content } = paper.plan;
  if (content.goals.length === 0) return section('Goals', 'No goals are written yet.');
  return [
    { kind: 'heading', level: 2, text: 'Goals, most important first' },
    ...content.goals.flatMap((goal, index) => goalBlocks(paper, goal, index + 1)),
  ];
}

function goalBlocks(paper: PlanPaper, goal: Goal, number: number): Block[] {
  const words = unquoted(goal.words);
  const steps: Block[] =
    goal.steps.length === 0
      ? []
      : [
          {
            kind: 'table',
            head: ['What happens', 'Who', 'By when'],
            shares: [5, 3, 2.2],
            rows: goal.steps.map((step) => [
              step.text,
              step.ownerName,
              step.done || paper.doneSteps.has(step.id) ? 'done' : step.dueOn ? paper.dateOf(step.dueOn) : '',
            ]),
          },
        ];
  return [
    { kind: 'heading', level: 3, text: words === '' ? `${number}. No words yet` : `${number}. “${words}”` },
    facts([
      goal.measure.trim() !== '' && { name: 'How we will know', value: goal.measure },
      { name: 'About', value: DOMAIN_WORDS[goal.domain] },
      goal.targetDate !== null && { name: 'Target date', value: paper.dateOf(goal.targetDate) },
      { name: 'Where it stands', value: GOAL_STATUS_WORDS[goal.status] },
      goal.barriers.trim() !== '' && { name: 'What gets in the way', value: goal.barriers },
      goal.strengths.trim() !== '' && { name: 'What helps', value: goal.strengths },
    ]),
    ...steps,
  ];
}

function crisis(content: PlanContent): Block[] {
  const contact: Block[] =
    content.crisisContact.trim() === ''
      ? []
      : [
          {
            kind: 'paragraph',
            text: [{ text: 'Call at night: ', bold: true }, { text: content.crisisContact }],
          },
        ];
  const plan = section('In a crisis', content.crisisPlan);
  return [
    ...(plan.length > 0 || contact.length === 0 ? plan : section('In a crisis', ' ')),
    ...contact,
    ...section('After a hospital stay or a move', content.transitionPlan),
  ];
}

function careTeam(content: PlanContent): Block[] {
  if (content.careTeam.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: 'Care team' },
    {
      kind: 'table',
      head: ['Name', 'Role', 'Phone'],
      shares: [4, 4, 3],
      rows: content.careTeam.map((person) => [person.name, person.role, person.phone]),
    },
  ];
}

function snapshot({ plan, dateOf }: PlanPaper): Block[] {
  const { takenOn, medications, diagnoses, utilization } = plan.content.snapshot;
  if (medications.trim() === '' && diagnoses.length === 0 && utilization.trim() === '') return [];
  const list = (items: readonly string[]): Block[] => (items.length > 0 ? [{ kind: 'list', items }] : []);
  const medicines = medications.split('\n').filter((line) => line.trim() !== '');
  const part = (name: string, blocks: Block[]): Block[] =>
    blocks.length > 0 ? [{ kind: 'heading', level: 3, text: name }, ...blocks] : [];
  return [
    { kind: 'heading', level: 2, text: takenOn ? `Health on ${dateOf(takenOn)}` : 'Health' },
    ...part('Medicines', list(medicines)),
    ...part('Diagnoses', list(diagnoses.map(({ code, label }) => `${label}, ${code}`))),
    ...part(
      'Emergency room and hospital',
      utilization.trim() === '' ? [] : [{ kind: 'paragraph', text: utilization }],
    ),
  ];
}

/** What a signature's line says in Spanish. */
const SPANISH = {
  signers: { member: 'miembro', representative: 'representante' },
  methods: {
    drawn: 'firmó en esta pantalla',
    typed: 'firmó escribiendo su nombre',
    verbal: 'dio su acuerdo de palabra',
    paper: 'firmó en papel',
  },
} as const;

/** Signatures that were given, each with its drawing, its time and who saw it, in the language of the paper. */
export function signatureBlocks(paper: PlanPaper, language: 'en' | 'es' = 'en'): Block[] {
  return paper.signatures.flatMap((one): Block[] => [
    ...(one.strokes
      ? [
          {
            kind: 'drawing',
            lines: one.strokes,
            width: PAD.width,
            height: PAD.height,
            alt: language === 'es' ? `Firma de ${one.name}` : `Signature of ${one.name}`,
          } as const,
        ]
      : []),
    {
      kind: 'paragraph',
      text: [
        language === 'es'
          ? `${one.name}, ${SPANISH.signers[one.signer]}, ${SPANISH.methods[one.method]}`
          : `${one.name}, ${SIGNER_WORDS[one.signer].toLowerCase()}, signed ${SIGNATURE_METHOD_WORDS[one.method]}`,
        `${paper.instantOf(one.signedAt)}, ${language === 'es' ? 'testigo' : 'witness'} ${one.witness.name}`,
        one.detail,
      ]
        .filter((part) => part !== '')
        .join('. '),
    },
  ]);
}

function closing(paper: PlanPaper): Block[] {
  const { plan, agency, member, dateOf } = paper;
  const ask = agency.phone.trim() === '' ? agency.name : `${agency.name}, ${phoneWords(agency.phone)}`;
  return [
    { kind: 'heading', level: 2, text: 'Changing this plan' },
    {
      kind: 'paragraph',
      text: `This plan belongs to ${calledName(member)}, who may have a copy and may ask for a change at any time: ${ask}.`,
    },
    ...(plan.content.reviewOn
      ? [{ kind: 'paragraph', text: `We look at it again by ${dateOf(plan.content.reviewOn)}.` } as const]
      : []),
    { kind: 'heading', level: 2, text: 'Signatures' },
    {
      kind: 'paragraph',
      text: plan.signedAt
        ? `${signedWords(paper)} in Hearth. Content hash (SHA-256): ${plan.sha256 ?? ''}`
        : 'This is a draft. It counts only after it is signed.',
    },
    ...signatureBlocks(paper),
    {
      kind: 'signatures',
      labels:
        paper.signatures.length > 0
          ? ['Clinical lead']
          : [`${member.name}, or representative`, 'Clinical lead'],
    },
  ];
}

/** A phone number as people write it. */
export function phoneWords(phone: string): string {
  const digits = phone.replace(/\D/g, '');
  return digits.length === 10 ? `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}-${digits.slice(6)}` : phone;
}
