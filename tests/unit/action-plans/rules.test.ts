import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalContent } from '#shared/action-plans/canonical.ts';
import { goalCompleteness, planChecks, whatIsMissing } from '#shared/action-plans/checks.ts';
import { hapClock, hapTimingBucket } from '#shared/action-plans/clock.ts';
import { comparePlans } from '#shared/action-plans/compare.ts';
import {
  EMPTY_CONTENT,
  emptyGoal,
  emptyStep,
  type Goal,
  namesSubstanceUse,
  type PlanContent,
  planContentSchema,
  unquoted,
} from '#shared/action-plans/content.ts';
import { stepTasks } from '#shared/action-plans/step-tasks.ts';
import { domainOfCode, planSuggestions } from '#shared/action-plans/suggestions.ts';

const id = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function goal(more: Partial<Goal> = {}): Goal {
  return emptyGoal(id(1), {
    words: 'A room of my own.',
    measure: 'Holds a lease.',
    domain: 'housing',
    targetDate: '2027-02-26',
    steps: [emptyStep(id(11), { text: 'Packet', ownerName: 'Ines Coppercap', dueOn: '2026-12-04' })],
    ...more,
  });
}

function content(more: Partial<PlanContent> = {}): PlanContent {
  return {
    ...EMPTY_CONTENT,
    goals: [goal()],
    strengths: 'Reads forms well.',
    crisisPlan: 'Cold water, then a walk.',
    crisisContact: 'County warm line, (510) 555-0199',
    careTeam: [{ id: id(21), name: 'Nadia Brightwater', role: 'Lead', phone: '' }],
    ...more,
  };
}

test('a whole plan has nothing missing, and its checks all count', () => {
  expect(whatIsMissing(content())).toEqual([]);
  expect(planChecks(content()).length).toBe(10);
});

test('an empty plan names what it needs, in the order of the page', () => {
  expect(whatIsMissing(EMPTY_CONTENT).map((check) => check.sentence)).toEqual([
    'The plan has no goal yet.',
    'The plan does not say what the member brings.',
    'The crisis plan does not say what helps first.',
    'The crisis plan does not say who to call at night.',
    'The care team is empty.',
  ]);
});

test('each gap names its goal by number and the field to go to', () => {
  const gaps = whatIsMissing(
    content({
      goals: [
        goal({ measure: ' ' }),
        goal({ id: id(2), targetDate: null }),
        goal({ id: id(3), words: '“ ”', steps: [] }),
        goal({ id: id(4), steps: [emptyStep(id(41), { text: 'Call' })] }),
      ],
    }),
  );
  expect(gaps.map((gap) => [gap.short, gap.sentence, gap.field])).toEqual([
    ['Goal 1: how will we know', 'Goal 1 does not say how we will know.', `goals.${id(1)}.measure`],
    ['Goal 2: target date', 'Goal 2 has no target date.', `goals.${id(2)}.targetDate`],
    ['Goal 3: the member’s own words', 'Goal 3 has no words yet.', `goals.${id(3)}.words`],
    ['Goal 3: first step', 'Goal 3 has no step yet.', `goals.${id(3)}.steps`],
    [
      'Goal 4: step 1, who and by when',
      'Goal 4 step 1 lacks who and by when.',
      `goals.${id(4)}.steps.${id(41)}`,
    ],
  ]);
});

test('a goal that is met asks for no date and no step, and done steps ask for nothing', () => {
  expect(whatIsMissing(content({ goals: [goal({ status: 'met', targetDate: null, steps: [] })] }))).toEqual(
    [],
  );
  const done = emptyStep(id(12), { text: 'Done long ago', done: true });
  expect(whatIsMissing(content({ goals: [goal({ steps: [...goal().steps, done] })] }))).toEqual([]);
});

test('completeness counts three parts and says the shortest true thing', () => {
  expect(goalCompleteness(goal()).words).toBe('ready');
  expect(goalCompleteness(goal({ targetDate: null })).words).toBe('no date yet');
  expect(goalCompleteness(goal({ measure: '' })).words).toBe('2 of 3 parts');
  expect(goalCompleteness(goal({ measure: '', targetDate: null, steps: [] })).words).toBe('0 of 3 parts');
  expect(goalCompleteness(goal({ words: '' }))).toEqual({
    done: 3,
    of: 3,
    ready: false,
    words: 'no words yet',
  });
});

test('signing sets tasks for new and changed steps, closes those that are over, and leaves the rest', () => {
  const step = (number: number, more: object = {}) =>
    emptyStep(id(number), { text: `Step ${number}`, ownerName: 'Ines', dueOn: '2026-12-04', ...more });
  const before = content({ goals: [goal({ steps: [step(1), step(2), step(3), step(4), step(5)] })] });
  const after = content({
    goals: [
      goal({ steps: [step(1), step(2, { dueOn: '2026-12-20' }), step(3, { done: true }), step(5), step(6)] }),
      goal({ id: id(9), status: 'met', steps: [step(7)] }),
    ],
  });
  const { set, close } = stepTasks(after, before, new Set([id(5)]));
  // 2 was changed, 5 was done and is open again, 6 is new; 7 belongs to a goal that is met.
  expect(set.map((one) => one.step.text)).toEqual(['Step 2', 'Step 5', 'Step 6']);
  expect(close).toEqual([id(2), id(3), id(4)]);
  expect(stepTasks(before, null, new Set()).set.length).toBe(5);
  expect(stepTasks(before, before, new Set())).toEqual({ set: [], close: [] });
});

test('the clock runs from enrollment to day 90 and turns due, then urgent', () => {
  const member = { status: 'enrolled', program: 'ECM', enrolledOn: '2026-08-27' } as const;
  expect(hapClock(member, '2026-11-18')).toMatchObject({
    label: 'Day 83 of 90',
    state: 'due',
    dueOn: '2026-11-25',
    confirmWithPlan: true,
  });
  expect(hapClock(member, '2026-09-30')?.state).toBe('none');
  expect(hapClock(member, '2026-11-20')?.state).toBe('urgent');
  expect(hapClock({ ...member, enrolledOn: null }, '2026-11-20')).toBeNull();
  expect(hapClock({ ...member, status: 'reached' }, '2026-11-20')).toBeNull();
});

test('the three timing buckets end with day 90', () => {
  expect(hapTimingBucket('2026-08-27', null)).toBe('not_completed');
  expect(hapTimingBucket('2026-08-27', '2026-11-25')).toBe('within_90_days');
  expect(hapTimingBucket('2026-08-27', '2026-11-26')).toBe('after_90_days');
});

test('suggestions start with results that ask for something, and questions fill a thin record', () => {
  const full = planSuggestions({
    conditions: [
      { code: 'E11.42', label: 'Type 2 diabetes with neuropathy' },
      { code: 'E11.42', label: 'Type 2 diabetes with neuropathy' },
      { code: 'Z59.01', label: 'Sheltered homelessness' },
    ],
    results: [
      {
        id: 'a',
        formTitle: 'PHQ-9',
        score: 14,
        band: 'Moderate',
        positive: true,
        signedOn: '2026-11-12',
      },
      {
        id: 'b',
        formTitle: 'GAD-7',
        score: 2,
        band: 'Minimal',
        positive: false,
        signedOn: '2026-11-12',
      },
    ],
    today: '2026-11-18',
  });
  expect(full[0]?.source).toBe('Assessment signed Nov 12');
  expect(full.map((suggestion) => [suggestion.title, suggestion.domain])).toEqual([
    ['PHQ-9 total 14, moderate', 'mental_health'],
    ['Type 2 diabetes with neuropathy', 'physical_health'],
    ['Sheltered homelessness', 'housing'],
  ]);
  expect(
    planSuggestions({ conditions: [], results: [], today: '2026-11-18' }).every(
      (one) => one.kind === 'question',
    ),
  ).toBe(true);
  expect(planSuggestions({ conditions: [], results: [], today: '2026-11-18' }).length).toBeGreaterThan(0);
});

test('codes are sorted into the domain a coordinator would look in', () => {
  expect([
    domainOfCode('F33.1'),
    domainOfCode('F10.20'),
    domainOfCode('Z59.41'),
    domainOfCode('K02.9'),
    domainOfCode('J45.40'),
  ]).toEqual(['mental_health', 'substance_use', 'food', 'oral_health', 'physical_health']);
});

test('quotation marks typed around the words are taken off, those inside stay', () => {
  expect(unquoted('  “A room, and a “real” door.” ')).toBe('A room, and a “real” door.');
  expect(unquoted('"My own door"')).toBe('My own door');
});

const text = fc.string({ maxLength: 20 });
const anyContent = fc
  .record({
    goals: fc.array(
      fc.record({
        id: fc.integer({ min: 1, max: 999 }).map(id),
        words: text,
        measure: text,
        domain: fc.constantFrom('housing', 'other'),
        targetDate: fc.constantFrom(null, '2026-12-04'),
        status: fc.constantFrom('new', 'working', 'met'),
        steps: fc.array(
          fc.record({
            id: fc.integer({ min: 1, max: 999 }).map(id),
            text,
            ownerId: fc.constant(null),
            ownerName: text,
            dueOn: fc.constantFrom(null, '2026-12-04'),
            done: fc.boolean(),
          }),
          { maxLength: 3 },
        ),
        barriers: text,
        strengths: text,
        from: fc.array(text, { maxLength: 2 }),
      }),
      { maxLength: 3 },
    ),
    strengths: text,
    crisisPlan: text,
    crisisContact: text,
  })
  .map((part) => planContentSchema.parse({ ...EMPTY_CONTENT, ...part }));

test('canonical content does not depend on the order of keys, and changes with any value', () => {
  const shuffled = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(shuffled)
      : value !== null && typeof value === 'object'
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, part]) => [key, shuffled(part)]),
          )
        : value;
  fc.assert(
    fc.property(anyContent, (one) => {
      const canonical = canonicalContent(one);
      expect(canonicalContent(shuffled(one) as PlanContent)).toBe(canonical);
      expect(planContentSchema.parse(JSON.parse(canonical))).toEqual(one);
      expect(canonicalContent({ ...one, needs: `${one.needs}x` })).not.toBe(canonical);
    }),
  );
});

test('needs by domain count in the hash once there are any, and leave older plans the hash they were signed with', () => {
  const { needsByDomain: _, ...older } = EMPTY_CONTENT;
  const text = JSON.stringify(older);
  const read = planContentSchema.parse(JSON.parse(text));
  expect(canonicalContent(read)).not.toContain('needsByDomain');
  const need = { domain: 'oral_health', text: 'A tooth that hurts.' } as const;
  const one = { ...read, needsByDomain: [need] };
  expect(canonicalContent(one)).toContain('A tooth that hurts.');
  expect(planContentSchema.safeParse({ ...read, needsByDomain: [need, need] }).success).toBe(false);
  expect(namesSubstanceUse(one)).toBe(false);
  expect(namesSubstanceUse({ ...read, needsByDomain: [{ ...need, domain: 'substance_use' }] })).toBe(true);
  expect(comparePlans(read, one).filter(({ change }) => change !== '')).toEqual([
    expect.objectContaining({ group: 'Needs found', label: 'Oral health', change: 'new' }),
  ]);
});

test('a goal is ready exactly when none of the plan’s gaps is about it', () => {
  fc.assert(
    fc.property(anyContent, (one) => {
      const gaps = whatIsMissing(one);
      for (const [index, candidate] of one.goals.entries()) {
        const mine = gaps.filter((gap) => gap.short.startsWith(`Goal ${index + 1}:`));
        expect(goalCompleteness(candidate).ready).toBe(mine.length === 0);
      }
    }),
  );
});
