import type { Faker } from '@faker-js/faker';
import { answerWithWeight, findForm } from '#shared/assessments/forms/library.ts';
import type { Answer } from '#shared/assessments/questionnaire.ts';
import type { DemoSession } from './demo-session.ts';
import type { DemoPerson } from './people.ts';

const PHQ_9 = findForm('phq-9');
/** The nine items in their order on paper. */
const ITEMS = (PHQ_9.scores.find(({ id }) => id === 'phq-9')?.items ?? []).slice(0, 9);
const DIFFICULTY = '/69722-7';
const SOMEWHAT_DIFFICULT: Answer = {
  valueCoding: { system: 'http://loinc.org', code: 'LA6573-5', display: 'Somewhat difficult' },
};

/** Weights of the nine items for people whose story names them; the last one is the safety item. */
const STORIES: Readonly<Record<string, readonly number[]>> = {
  '90000412A': [2, 2, 2, 2, 1, 2, 1, 0, 1],
  '90000583B': [2, 2, 1, 2, 1, 3, 2, 1, 0],
};

/** Draws how a member answers: low for most, clearly positive for those with a depression on the problem list. */
export function drawPhq9(faker: Faker, person: DemoPerson): readonly number[] {
  const told = STORIES[person.cin];
  if (told !== undefined) return told;
  const depressed = person.health.conditions.some(({ code }) => /^F3/.test(code));
  const likely = depressed ? [1, 2, 2, 3] : [0, 0, 0, 1, 1];
  return ITEMS.map((_, index) =>
    index === 8 ? Number(depressed && faker.datatype.boolean(0.08)) : faker.helpers.arrayElement(likely),
  );
}

/**
 * Asks a member the PHQ-9 and signs it; items 3 to 9 only when the first two add up to 3, as the form wants.
 *
 * With `stopAfter` only so many items are answered, and the assessment stays open.
 */
export async function assess(
  session: DemoSession,
  options: {
    readonly faker: Faker;
    readonly person: DemoPerson;
    readonly memberId: string;
    readonly stopAfter?: number;
  },
): Promise<string> {
  const coordinator = session.as('nadia');
  const { id } = await coordinator.assessments.start({ memberId: options.memberId, formId: PHQ_9.id });
  const weights = drawPhq9(options.faker, options.person);
  const positive = (weights[0] ?? 0) + (weights[1] ?? 0) >= 3;
  const asked = ITEMS.slice(0, options.stopAfter ?? (positive ? 9 : 2));
  const changes = asked.map((linkId, index) => ({
    linkId,
    value: answerWithWeight(PHQ_9, linkId, weights[index] ?? 0),
  }));
  if (positive && options.stopAfter === undefined)
    changes.push({ linkId: DIFFICULTY, value: SOMEWHAT_DIFFICULT });
  await coordinator.assessments.saveAnswers({ id, changes, focus: asked.at(-1) ?? null });
  if (options.stopAfter === undefined) await coordinator.assessments.sign({ id });
  return id;
}
