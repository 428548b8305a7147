import { afterAll, beforeAll, expect, test } from 'vitest';
import { emptyGoal, emptyStep, type PlanContent } from '#shared/action-plans/content.ts';
import { addPlan } from '../../fixtures/people.ts';
import { openTestWorkspace, type TestWorkspace } from '../../fixtures/workspace.ts';

let w: TestWorkspace;
let planId: string;
let imaniId: string;
let cins = 90000511;

const uuid = (number: number) => `018f0000-0000-7000-8000-${String(number).padStart(12, '0')}`;

function whole(base: PlanContent, domain: 'housing' | 'substance_use' = 'housing'): PlanContent {
  return {
    ...base,
    goals: [
      emptyGoal(uuid(1), {
        words: 'A room of my own.',
        measure: 'Holds a lease.',
        domain,
        targetDate: '2027-02-26',
        steps: [emptyStep(uuid(11), { text: 'Proofs', ownerName: 'Desmond', dueOn: '2026-12-04' })],
      }),
    ],
    strengths: 'Tidy.',
    crisisPlan: 'A walk.',
    crisisContact: 'Warm line, (510) 555-0199',
  };
}

async function draftFor(domain?: 'housing' | 'substance_use') {
  cins += 1;
  const { member } = await w.api.members.add({
    planId,
    cin: `${cins}A`,
    firstName: 'Desmond',
    lastName: 'Rainfallow',
    birthDate: `1971-05-${cins % 100}`,
    program: 'ECM',
    leadId: w.user.id,
    assignedOn: '2026-08-01',
  });
  await w.api.members.addCondition({ memberId: member.id, code: 'J45.40', label: 'Asthma, moderate' });
  const draft = await w.api.actionPlans.start({ memberId: member.id });
  const content = whole(draft.content, domain);
  await w.api.actionPlans.saveDraft({ id: draft.id, content });
  return { memberId: member.id, id: draft.id, content };
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );

beforeAll(async () => {
  w = await openTestWorkspace({ clock: () => new Date('2026-11-18T18:00:00Z') });
  planId = await addPlan(w.api);
  imaniId = (
    await w.api.users.add({ name: 'Imani Quillfeather', role: 'clinical_lead', clinical: true, npi: null })
  ).id;
});
afterAll(async () => {
  await w.close();
});

test('a draft waits for its reviewer, cannot be written or signed meanwhile, and is answered once', async () => {
  const { id, memberId, content } = await draftFor();
  await w.api.actionPlans.sendForReview({ id, reviewerId: imaniId, note: 'Goal 1 first.' });
  expect(await codeOf(w.api.actionPlans.saveDraft({ id, content }))).toMatch(/^CONFLICT.*waits for review/);
  expect(await codeOf(w.api.actionPlans.sign({ id }))).toMatch(/^HELD.*Imani Quillfeather/);
  expect(await codeOf(w.api.actionPlans.answerReview({ id, outcome: 'approved' }))).toMatch(/^FORBIDDEN/);
  const imani = w.asRole('clinical_lead', imaniId);
  expect(await codeOf(imani.actionPlans.answerReview({ id, outcome: 'returned' }))).toMatch(/^VALIDATION/);
  await imani.actionPlans.answerReview({ id, outcome: 'returned', comment: 'Add the inhaler.' });
  await w.api.actionPlans.saveDraft({ id, content });
  await w.api.actionPlans.sendForReview({ id, reviewerId: imaniId });
  await imani.actionPlans.answerReview({ id, outcome: 'approved' });
  expect(await codeOf(imani.actionPlans.answerReview({ id, outcome: 'approved' }))).toMatch(/^CONFLICT/);
  const { plan } = await w.api.actionPlans.sign({ id });
  expect(plan.content.snapshot).toMatchObject({
    takenOn: '2026-11-18',
    diagnoses: [{ code: 'J45.40', label: 'Asthma, moderate' }],
  });
  const papers = await w.api.actionPlans.papers({ memberId });
  expect(papers.reviews.map(({ outcome, comment }) => [outcome, comment])).toEqual([
    ['approved', ''],
    ['returned', 'Add the inhaler.'],
  ]);
});

test('a draft taken back can be written in again, and incomplete ones are not sent', async () => {
  const { id, content } = await draftFor();
  await w.api.actionPlans.sendForReview({ id, reviewerId: imaniId });
  await w.api.actionPlans.takeBack({ id });
  await w.api.actionPlans.saveDraft({ id, content: { ...content, crisisContact: '' } });
  expect(await codeOf(w.api.actionPlans.sendForReview({ id, reviewerId: imaniId }))).toMatch(
    /^HELD.*call at night/,
  );
});

test('the member signs a frozen version once, in one of four ways, under its hash', async () => {
  const { id, memberId } = await draftFor();
  const sign = (more: object) =>
    w.api.actionPlans.addSignature({
      id,
      signer: 'member',
      name: 'Desmond Rainfallow',
      method: 'drawn',
      ...more,
    } as Parameters<typeof w.api.actionPlans.addSignature>[0]);
  const strokes = [
    [
      [10, 20],
      [500, 200],
    ],
  ];
  expect(await codeOf(sign({ strokes }))).toMatch(/^CONFLICT.*Sign the plan first/);
  const { plan } = await w.api.actionPlans.sign({ id });
  expect(await codeOf(sign({}))).toMatch(/^VALIDATION.*Nothing was drawn/);
  expect(await codeOf(sign({ method: 'verbal' }))).toMatch(/^VALIDATION.*who heard/);
  await sign({ strokes });
  expect(await codeOf(sign({ strokes }))).toMatch(/^CONFLICT.*signed version 1 already/);
  await sign({ signer: 'representative', name: 'Ana Rainfallow', method: 'typed', detail: 'Conservator' });
  const papers = await w.api.actionPlans.papers({ memberId });
  expect(papers.signatures).toMatchObject([
    {
      signer: 'member',
      method: 'drawn',
      strokes,
      contentSha256: plan.sha256,
      witness: { name: 'Lena Vantree' },
    },
    { signer: 'representative', method: 'typed', strokes: null },
  ]);
  expect(papers.checked).toEqual([{ planId: id, intact: true, problem: null }]);
});

test('one changed byte of a signed version or of a signature is found', async () => {
  const { id, memberId } = await draftFor();
  await w.api.actionPlans.sign({ id });
  await w.api.actionPlans.addSignature({
    id,
    signer: 'member',
    name: 'Desmond Rainfallow',
    method: 'typed',
  } as Parameters<typeof w.api.actionPlans.addSignature>[0]);
  const db = w.backend.host.session?.workspace.db;
  if (!db) throw new Error('locked');
  // Somebody with the keys who goes around the triggers.
  const { sql } = await import('kysely');
  await sql`DROP TRIGGER action_plan_signed_final`.execute(db);
  const was = await db
    .selectFrom('action_plan')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  const changed = was.content.replace('Tidy.', 'Tidx.');
  await db.updateTable('action_plan').set({ content: changed }).where('id', '=', id).execute();
  let { checked } = await w.api.actionPlans.papers({ memberId });
  expect(checked[0]).toMatchObject({
    intact: false,
    problem: expect.stringMatching(/Version 1 is not what/),
  });
  const { problem } = checked[0] ?? {};
  // Nothing of it leaves the workspace, and nobody can put a name under it.
  const refusal = { message: expect.stringContaining(problem ?? '?') };
  await expect(w.api.actionPlans.savePdf({ id })).rejects.toMatchObject(refusal);
  await expect(w.api.actionPlans.saveFhir({ id })).rejects.toMatchObject(refusal);
  await expect(
    w.api.actionPlans.share({
      id,
      recipient: 'Cedar Clinic',
      recipientKind: 'provider',
      how: 'fax',
      sharedOn: '2026-11-18',
      authority: 'treatment',
    }),
  ).rejects.toMatchObject(refusal);
  // Any byte of the text, those that break it altogether too.
  for (let at = 0; at < was.content.length; at += 29) {
    const letter = was.content[at] === 'x' ? 'y' : 'x';
    const broken = `${was.content.slice(0, at)}${letter}${was.content.slice(at + 1)}`;
    await db.updateTable('action_plan').set({ content: broken }).where('id', '=', id).execute();
    ({ checked } = await w.api.actionPlans.papers({ memberId }));
    expect(checked[0]?.intact, `byte ${at}, ${was.content.slice(at - 10, at + 10)}`).toBe(false);
  }
  await db.updateTable('action_plan').set({ content: was.content }).where('id', '=', id).execute();
  // Who signed, and when, is sealed with it.
  const { signed_at: signedAt } = await db
    .selectFrom('action_plan')
    .select('signed_at')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  for (const other of [{ signed_at: '2025-11-18T18:00:00.000Z' }, { version: 2 }]) {
    await db.updateTable('action_plan').set(other).where('id', '=', id).execute();
    ({ checked } = await w.api.actionPlans.papers({ memberId }));
    expect(checked[0]?.problem).toMatch(/who signed it, or when, was changed/);
    await db
      .updateTable('action_plan')
      .set({ signed_at: signedAt, version: 1 })
      .where('id', '=', id)
      .execute();
  }
  ({ checked } = await w.api.actionPlans.papers({ memberId }));
  expect(checked[0]?.intact).toBe(true);
  await sql`DROP TRIGGER action_plan_signature_final`.execute(db);
  await db
    .updateTable('action_plan_signature')
    .set({ name: 'Desmond Rainfellow' })
    .where('plan_id', '=', id)
    .execute();
  ({ checked } = await w.api.actionPlans.papers({ memberId }));
  expect(checked[0]?.problem).toMatch(/signature of Desmond Rainfellow/);
});

test('a plan is shared only with an authority that covers who gets it, and leaves a disclosure row', async () => {
  const { id, memberId } = await draftFor();
  await w.api.actionPlans.sign({ id });
  const share = {
    id,
    recipient: 'Cedar Clinic',
    recipientKind: 'provider',
    how: 'fax',
    sharedOn: '2026-11-18',
    authority: 'treatment',
  } as const;
  await w.api.actionPlans.share(share);
  const family = { ...share, recipient: 'His sister', recipientKind: 'family' } as const;
  expect(await codeOf(w.api.actionPlans.share(family))).toMatch(/^VALIDATION.*does not cover family/);
  const word = { ...family, authority: 'member_authorization' } as const;
  expect(await codeOf(w.api.actionPlans.share(word))).toMatch(/^VALIDATION.*Choose the authorization/);
  const form = {
    memberId,
    recipient: 'His  Sister',
    information: 'Health Action Plan',
    purpose: 'Help with rides',
    signedOn: '2026-11-02',
    signedBy: 'Desmond Rainfallow',
    keptWhere: 'Chart folder, drawer 2',
  };
  const add = (more: object) => w.api.actionPlans.addAuthorization({ ...form, ...more });
  expect(await codeOf(add({}))).toMatch(/^VALIDATION.*date or with an event/);
  expect(await codeOf(add({ signedOn: '2026-11-19', expiresOn: '2027-01-01' }))).toMatch(/^VALIDATION/);
  expect(await codeOf(add({ expiresOn: '2026-11-01' }))).toMatch(/^VALIDATION.*before it was signed/);
  const ended = await add({ expiresOn: '2026-11-17' });
  expect(await codeOf(w.api.actionPlans.share({ ...word, authorizationId: ended.id }))).toMatch(/has ended/);
  const holds = await add({ expiresOn: '2027-11-17' });
  const other = { ...word, recipient: 'His brother', authorizationId: holds.id };
  expect(await codeOf(w.api.actionPlans.share(other))).toMatch(/names His {2}Sister, nobody else/);
  await w.api.actionPlans.share({ ...word, authorizationId: holds.id });
  await w.api.actionPlans.withdrawAuthorization({ id: holds.id, on: '2026-11-18', how: 'By letter' });
  expect(await codeOf(w.api.actionPlans.share({ ...word, authorizationId: holds.id }))).toMatch(/withdrew/);
  expect(
    await codeOf(
      w.api.actionPlans.withdrawAuthorization({ id: holds.id, on: '2026-11-18', how: 'By letter' }),
    ),
  ).toMatch(/^CONFLICT/);
  const stranger = await draftFor();
  await w.api.actionPlans.sign({ id: stranger.id });
  const event = await add({ expiresEvent: 'When the lease is signed' });
  expect(
    await codeOf(w.api.actionPlans.share({ ...word, id: stranger.id, authorizationId: event.id })),
  ).toMatch(/of another member/);
  expect((await w.api.actionPlans.papers({ memberId })).authorizations).toHaveLength(3);
  expect((await w.api.actionPlans.papers({ memberId })).shares).toHaveLength(2);
  const rows = await w.backend.host.session?.workspace.db
    .selectFrom('audit')
    .select('outcome')
    .where('action', '=', 'action_plan.share')
    .where('member_id', '=', memberId)
    .execute();
  expect(rows?.filter(({ outcome }) => outcome === 'done')).toHaveLength(2);
});

test('substance use goes nowhere without an authorization that names it', async () => {
  const { id, memberId } = await draftFor('substance_use');
  await w.api.actionPlans.sign({ id });
  const share = {
    id,
    recipient: 'Cedar Clinic',
    recipientKind: 'provider',
    how: 'fax',
    sharedOn: '2026-11-18',
    authority: 'treatment',
  } as const;
  expect(await codeOf(w.api.actionPlans.share(share))).toMatch(/speaks of substance use/);
  const form = {
    memberId,
    recipient: 'Cedar Clinic',
    information: 'Health Action Plan',
    purpose: 'Treatment',
    signedOn: '2026-11-02',
    signedBy: 'Desmond Rainfallow',
    expiresOn: '2027-11-02',
    keptWhere: 'Chart folder',
  };
  const word = { ...share, authority: 'member_authorization' } as const;
  const general = await w.api.actionPlans.addAuthorization(form);
  expect(await codeOf(w.api.actionPlans.share({ ...word, authorizationId: general.id }))).toMatch(
    /does not name substance use/,
  );
  const named = await w.api.actionPlans.addAuthorization({ ...form, substanceUse: true });
  await w.api.actionPlans.share({ ...word, authorizationId: named.id });
  await w.api.actionPlans.share({ ...share, recipientKind: 'member', authority: 'own_copy' });
});
