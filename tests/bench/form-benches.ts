import { EMPTY_STORE } from '#shared/assessments/answer-store.ts';
import { applyChanges } from '#shared/assessments/answers.ts';
import { compileForm } from '#shared/assessments/compile.ts';
import { evaluate } from '#shared/assessments/evaluate.ts';
import type { Questionnaire, QuestionnaireItem } from '#shared/assessments/questionnaire.ts';
import { readQuestionnaire } from '#shared/assessments/read-questionnaire.ts';
import { tryOut } from '#shared/assessments/try-out.ts';
import { budget, median, report, say, timed } from './measure.ts';

/** A form of so many items in sections of fifty, every third waiting for the one before. */
function formOf(count: number): Questionnaire {
  const item = (index: number): QuestionnaireItem => ({
    linkId: `q${index}`,
    type: index % 2 === 0 ? 'string' : 'boolean',
    text: `Question ${index + 1}`,
    ...(index % 3 === 2 && {
      enableWhen: [{ question: `q${index - 1}`, operator: 'exists', answerBoolean: true }],
    }),
  });
  const sections = Array.from({ length: Math.ceil(count / 50) }, (_, section) => ({
    linkId: `section-${section}`,
    type: 'group' as const,
    text: `Section ${section + 1}`,
    item: Array.from({ length: 49 }, (__, index) => item(section * 49 + index)),
  }));
  return {
    resourceType: 'Questionnaire',
    id: 'bench',
    url: 'urn:bench:form',
    version: '1',
    title: 'Bench',
    status: 'active',
    item: sections,
  };
}

const stamp = { at: '2026-03-02T17:00:00Z', by: 'bench', started: '2026-03-02T17:00:00Z' };

/** Branch logic on large forms; keystroke and opening in the real app are said by the spec `assessment-large`. */
export async function benchForms(): Promise<void> {
  say('forms: one answer in forms of 1,000 and 5,000 items, 60 rounds each');
  for (const count of [1_000, 5_000]) {
    const form = compileForm(formOf(count));
    let store = EMPTY_STORE;
    const times = await timed(60, (round) => {
      const value = round % 2 === 0 ? { valueString: `answer ${round}` } : null;
      store = applyChanges(form, store, [{ linkId: `q${(round * 14) % (count - 50)}`, value }], stamp);
      evaluate(form, store, stamp);
    });
    const name = `one answer in a form of ${count.toLocaleString('en-US')} items`;
    report(name, median(times.slice(10)), budget(count === 1_000 ? 2 : 10));
  }
  say('forms: reading, checking and first showing 1,000 items, 11 rounds');
  const text = JSON.stringify(formOf(1_000));
  const opening = await timed(12, () => {
    const { questionnaire } = readQuestionnaire(JSON.parse(text));
    evaluate(compileForm(questionnaire), EMPTY_STORE, stamp);
  });
  report('a form of 1,000 items, read, checked and worked out', median(opening.slice(1)), budget(300));
  say('forms: what is malformed, 3 rounds each');
  for (const [name, input] of malformed()) {
    const times = await timed(4, () => attempt(input));
    report(name, median(times.slice(1)), budget(2_000));
  }
}

function attempt(input: unknown): void {
  try {
    tryOut(input);
  } catch {
    // A sentence is what it is meant to give.
  }
}

function malformed(): readonly (readonly [string, unknown])[] {
  const expression = (text: string) => [
    {
      url: 'http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression',
      valueExpression: { language: 'text/fhirpath', expression: text },
    },
  ];
  const all = '%resource.repeat(item)';
  const questions = Array.from({ length: 1_000 }, (_, index) => ({ linkId: `q${index}`, type: 'string' }));
  const response = {
    resourceType: 'QuestionnaireResponse',
    item: questions.map(({ linkId }) => ({ linkId, answer: [{ valueString: 'a' }] })),
  };
  const loops = `${all}.select(${all}.select(${all}.select(${all}.count()))).count()`;
  const sum = { linkId: 'sum', type: 'integer', extension: expression(loops) };
  const wide = questions.map((item) => ({ ...item, text: 'x'.repeat(19_000) }));
  const circle = Array.from({ length: 1_000 }, (_, index) => ({
    linkId: `c${index}`,
    type: 'integer',
    extension: expression(`${all}.where(linkId = 'c${(index + 1) % 1_000}').answer.value + 1`),
  }));
  const form = (item: unknown) => ({ resourceType: 'Questionnaire', item });
  return [
    [
      'malformed: an expression of loops in loops over 1,000 answers',
      { questionnaire: form([...questions, sum]), response },
    ],
    ['malformed: a thousand calculations in a circle', { questionnaire: form(circle) }],
    ['malformed: 19 MB of words', { questionnaire: form(wide), response }],
  ];
}
