import type { createBackend } from '#main/backend/backend.ts';
import { addPerson, addPlan } from '../../fixtures/people.ts';

/** Puts something on every screen: members in each state, tasks for today, and one draft of each kind. */
export async function seedScreens(backend: ReturnType<typeof createBackend>): Promise<void> {
  const api = backend.client;
  const { user } = await api.vault.status({});
  const leadId = user?.id ?? null;
  const planId = await addPlan(api);
  const today = (await api.tasks.today({})).date;
  const marisol = await addPerson(api, planId, {
    lastName: 'Guavatree',
    middleName: 'Grace',
    pronouns: 'she/her',
    language: 'Spanish',
    phone: '5105550142',
    homeless: true,
    onTel: true,
    leadId,
  });
  const walter = await addPerson(api, planId, { firstName: 'Walter', lastName: 'Thistledown', leadId });
  await addPerson(api, planId, { firstName: 'Tomasa', lastName: 'Riverhearth', leadId: null });
  for (const id of [marisol.id, walter.id]) {
    await api.members.enroll({ id, program: 'ECM', on: today, leadId, authorizationEnd: '2099-12-31' });
  }
  await api.members.addCondition({ memberId: marisol.id, code: 'Z59.01', label: 'Sheltered homelessness' });
  for (const [title, kind, dueOn, urgent] of [
    ['Visit at the shelter', 'visit', today, false],
    ['Call after the visit to the emergency room', 'call', today, true],
    ['Bring the form', 'other', today, false],
  ] as const) {
    await api.tasks.add({ memberId: marisol.id, title, kind, dueOn, urgent, ownerId: leadId });
  }
  await api.notes.start({ memberId: marisol.id });
  await api.assessments.start({ memberId: marisol.id, formId: 'phq-9' });
  await api.actionPlans.start({ memberId: marisol.id });
}
