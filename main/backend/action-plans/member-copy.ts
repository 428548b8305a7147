import { type Goal, unquoted } from '#shared/action-plans/content.ts';
import { LANGUAGE_WORDS, letterLanguage } from '#shared/letters/kinds.ts';
import { type Block, LARGE_PRINT, type PdfSpec } from '../pdf/blocks.ts';
import { calledName, type PlanPaper, phoneWords, signatureBlocks } from './document.ts';

interface Words {
  readonly title: string;
  readonly draft: string;
  readonly goals: string;
  readonly know: string;
  readonly by: string;
  readonly done: string;
  readonly good: string;
  readonly hard: string;
  readonly night: string;
  readonly after: string;
  readonly team: string;
  readonly head: readonly [string, string, string];
  readonly next: string;
  readonly change: string;
  readonly ask: (phone: string) => string;
  readonly signed: string;
  readonly name: string;
  readonly date: string;
}

const WORDS: Readonly<Record<'en' | 'es', Words>> = {
  en: {
    title: 'My Health Action Plan',
    draft: 'Draft',
    goals: 'What I want',
    know: 'How we will know',
    by: 'by',
    done: 'done',
    good: 'What I am good at',
    hard: 'When things get hard',
    night: 'Who to call at night',
    after: 'After the hospital or a move',
    team: 'People who help me',
    head: ['Name', 'What they do', 'Phone'],
    next: 'We look at this plan again on',
    change: 'This plan is mine',
    ask: (phone) => `I can ask for a change at any time. I can say no. I call ${phone}.`,
    signed: 'Signatures',
    name: 'My name',
    date: 'Date',
  },
  es: {
    title: 'Mi Plan de Acción de Salud',
    draft: 'Borrador',
    goals: 'Lo que quiero',
    know: 'Cómo lo sabremos',
    by: 'antes del',
    done: 'hecho',
    good: 'Lo que hago bien',
    hard: 'Cuando las cosas se ponen difíciles',
    night: 'A quién llamar de noche',
    after: 'Después del hospital o de una mudanza',
    team: 'Las personas que me ayudan',
    head: ['Nombre', 'Qué hace', 'Teléfono'],
    next: 'Vemos este plan otra vez el',
    change: 'Este plan es mío',
    ask: (phone) => `Puedo pedir un cambio cuando quiera. Puedo decir que no. Llamo al ${phone}.`,
    signed: 'Firmas',
    name: 'Mi nombre',
    date: 'Fecha',
  },
};

/** Says that a copy's headings are not in the member's language; null when they are. */
export function otherHeadings(onFile: string | null, language: 'en' | 'es'): string | null {
  if (letterLanguage(onFile) === language) return null;
  return `The headings of this copy are in ${LANGUAGE_WORDS[language]}; ${onFile ?? 'English'} is on file. Read it together, or with an interpreter.`;
}

/**
 * Lays a plan out for the member: first person, short headings, no codes, 20 points on request.
 *
 * Headings and dates are in the member's language. What people wrote stays in the words they wrote it in.
 */
export function memberCopy(paper: PlanPaper, language: 'en' | 'es', print: 'standard' | 'large'): PdfSpec {
  const { plan, member, agency } = paper;
  const { content } = plan;
  const words = WORDS[language];
  const part = (title: string, text: string): Block[] =>
    text.trim() === ''
      ? []
      : [
          { kind: 'heading', level: 2, text: title },
          { kind: 'paragraph', text },
        ];
  return {
    title: `${words.title}, ${member.name}`,
    subject: words.title,
    author: agency.name,
    lang: language === 'es' ? 'es-US' : 'en-US',
    createdAt: new Date(plan.signedAt ?? paper.now),
    header: { left: agency.name, right: phoneWords(agency.phone) },
    footer: [`${member.name}, CIN ${member.cin}`],
    ...(plan.state === 'signed' ? {} : { watermark: words.draft }),
    ...(print === 'large' ? { size: LARGE_PRINT } : {}),
    blocks: [
      { kind: 'heading', level: 1, text: words.title },
      { kind: 'paragraph', look: 'lead', text: [{ text: calledName(member), bold: true }] },
      ...(content.goals.length > 0 ? [{ kind: 'heading', level: 2, text: words.goals } as const] : []),
      ...content.goals.flatMap((goal, index) => goalBlocks(paper, goal, index + 1, words)),
      ...part(words.good, content.strengths),
      ...part(words.hard, content.crisisPlan),
      ...part(words.night, content.crisisContact),
      ...part(words.after, content.transitionPlan),
      ...(content.careTeam.length > 0
        ? ([
            { kind: 'heading', level: 2, text: words.team },
            {
              kind: 'table',
              head: words.head,
              shares: [4, 4, 3],
              rows: content.careTeam.map((one) => [one.name, one.role, one.phone]),
            },
          ] as const)
        : []),
      { kind: 'heading', level: 2, text: words.change },
      { kind: 'paragraph', text: words.ask(phoneWords(agency.phone)) },
      ...(content.reviewOn
        ? [{ kind: 'paragraph', text: `${words.next} ${paper.dateOf(content.reviewOn)}.` } as const]
        : []),
      ...(paper.signatures.length > 0
        ? [{ kind: 'heading', level: 2, text: words.signed } as const, ...signatureBlocks(paper, language)]
        : [{ kind: 'signatures', labels: [words.name], date: words.date } as const]),
    ],
  };
}

function goalBlocks(paper: PlanPaper, goal: Goal, number: number, words: Words): Block[] {
  const steps = goal.steps.map((step) => {
    const done = step.done || paper.doneSteps.has(step.id);
    const when = done ? words.done : step.dueOn ? `${words.by} ${paper.dateOf(step.dueOn)}` : '';
    return [step.text, step.ownerName, when].filter((part) => part !== '').join(', ');
  });
  return [
    { kind: 'heading', level: 3, text: `${number}. “${unquoted(goal.words)}”` },
    ...(goal.measure.trim() === ''
      ? []
      : [
          {
            kind: 'paragraph',
            text: [{ text: `${words.know}: `, bold: true }, { text: goal.measure }],
          } as const,
        ]),
    ...(steps.length > 0 ? [{ kind: 'list', items: steps } as const] : []),
  ];
}
